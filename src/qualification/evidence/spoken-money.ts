import type { Money } from '../rules/criterion';
import { currencyBeside, currencyIn, type Home } from './currency-words';
import { normaliseText } from './normalise-text';
import { numbersIn, readableNumbers, type SpokenNumber } from './spoken-amounts';

/** A bare number below this may be thousands that nobody spoke: "800" after "your budget, in thousands?". */
const CLEAR_FROM = 1_000;

/**
 * What the words say a sum of money is, where `amount` is one of its ends: "50 to 70 thousand dirhams" is 50,000 to 70,000 AED.
 * A currency that was not said is that of the question before, else the company's own; one that cannot be told, as riyals where
 * nobody pays in any, is null. Undefined when the words have no such sum, or only a small bare number that may mean another one.
 * @param question what our side said directly before.
 */
export function moneyOf(
  amount: number,
  words: string,
  { question = '', home }: { readonly question?: string; readonly home?: Home } = {},
): Money | undefined {
  const text = readableNumbers(words);
  const said = numbersIn(text);
  const at = said.findIndex((number) => isEnd(number, amount));
  const found = said[at];
  if (!found) return undefined;
  // Of "50 to 70" the model may have taken the first: the range stands with the second.
  const closing = said[at + 1];
  const number = found.rangeFrom === undefined && closing && same(closing.rangeFrom, amount) ? closing : found;
  const beside =
    currencyBeside(text, found.from, number.to, home) ?? currencyBeside(text, number.from, number.to, home);
  if (!beside && number.multiplier === 1 && number.value < CLEAR_FROM) return undefined;
  const named = beside ?? currencyIn(text, home) ?? currencyIn(normaliseText(question), home);
  const [min, max] = endsOf(number, amount);
  return { min, max, currency: named ? named.currency : (home?.currency ?? null) };
}

function endsOf({ value, doubtful, rangeFrom }: SpokenNumber, amount: number): [number, number] {
  if (rangeFrom !== undefined) return [Math.min(rangeFrom, value), Math.max(rangeFrom, value)];
  return same(doubtful, amount) ? [amount, amount] : [value, value];
}

function isEnd({ value, doubtful, rangeFrom }: SpokenNumber, amount: number): boolean {
  return same(value, amount) || same(doubtful, amount) || same(rangeFrom, amount);
}

function same(one: number | undefined, other: number): boolean {
  return one !== undefined && Math.abs(one - other) <= Math.abs(other) * 1e-9;
}

import {
  HALVES,
  HUNDREDS,
  INDIAN_MULTIPLIERS,
  LATIN_HINDI,
  MULTIPLIERS,
  SHIFTS,
  SMALL_NUMBERS,
  WHOLE_NUMBERS,
} from '../../evidence/number-words';
import { amountsIn } from '../../evidence/spoken-amounts';
import { type Token, tokensOf } from '../talk/sentences';
import type { Candidate } from './candidate';

/** Between the words of one number. */
const JOINTS = new Set(['and', 'a', 'an', 'point', 'w', 'و', 'y', 'of']);
const CURRENCY =
  /^(?:dollars?|bucks?|usd|euros?|eur|pounds?|gbp|quid|dirhams?|dhs?|aed|riyals?|rials?|sar|rupees?|rs|inr|rupaye|rupay|cents|geneh|gneih|gineh|guinea|le|egp|ريال|درهم|جنيه|دولار|दिरहम|रुपये|रुपए|डॉलर|pesos?)$/;
const SIGN = /[$€£₹]$/u;
/** "that one", "this one", "a nice one": a pronoun. */
const NOT_NUMBERS_BEFORE = new Set(
  'that this which another the any other each every no good nice better different cheaper last next first no-one some'.split(
    ' ',
  ),
);
/** "one of them", "one that", "one with": a pronoun again. */
const AFTER_PRONOUN = new Set(
  'of that with which in near to is has at for on please by and or i it from would sounds works who'.split(' '),
);
/** Amounts that end in one of these words count even without a currency. */
const LARGE = 1_000;

const RELATIVES =
  'wife|husband|mom|mother|dad|father|friend|girlfriend|boyfriend|partner|son|daughter|brother|sister|boss|colleague|spouse|fianc[eé]e?';
const PEOPLE: readonly (readonly [number, RegExp])[] = [
  [
    2,
    new RegExp(
      String.raw`\b(?:me and my|my) (?:${RELATIVES})(?: and (?:i|me|myself))\b|\bme and my (?:${RELATIVES})\b|\bwith my (?:${RELATIVES})\b(?! and)|\ba couple of (?:us|people)\b|\bthe both of us\b|\bboth of us\b`,
      'gi',
    ),
  ],
  [
    1,
    /\b(?:just|only) (?:for )?(?:me|myself)\b|\bfor (?:myself|me) (?:only|alone)\b|\b(?:for )?myself only\b|\bby myself\b|\bsolo\b|\bonly for me\b|\bgo(?:ing)? alone\b|\bjust for one\b|\btravell?ing alone\b/gi,
  ],
];

/** Words that hold a count and what is counted. */
const DUALS: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['غرفتين', [2, 'bedroom']],
  ['بغرفتين', [2, 'bedroom']],
  ['شخصين', [2, 'people']],
  ['حمامين', [2, 'bathroom']],
  ['odtein', [2, 'bedroom']],
  ['2odtein', [2, 'bedroom']],
  ['ghorfetein', [2, 'bedroom']],
]);

/** Numbers and amounts of money, in the words of every language `amountsIn` knows. */
export function numbersIn(text: string): Candidate[] {
  const tokens = tokensOf(text).flatMap(split);
  const found: Candidate[] = [...peopleIn(text), ...dualsIn(tokens)];
  for (let at = 0; at < tokens.length; at += 1) {
    const end = runEnd(text, tokens, at);
    if (end === at) continue;
    const candidate = candidateOf(text, tokens, at, end);
    if (candidate) found.push(candidate);
    at = end - 1;
  }
  return found;
}

/** "2bhk", "800k", "3br": the number and what follows it. */
function split(token: Token): Token[] {
  const [, digits = '', letters = ''] = /^(\d+(?:[.,]\d+)*)(\p{L}{1,9})$/u.exec(token.raw) ?? [];
  if (letters === '' || /^(?:st|nd|rd|th|am|pm|d)$/i.test(letters)) return [token];
  const middle = token.start + digits.length;
  const word = letters.toLowerCase();
  return [
    { raw: digits, word: digits, stem: digits, start: token.start, end: middle },
    { raw: letters, word, stem: word, start: middle, end: token.end },
  ];
}

function isNumber({ word }: Token, next: Token | undefined): boolean {
  if (/^\d+(?:[.,]\d+)*$/.test(word)) return true;
  if (LATIN_HINDI.has(word)) return SMALL_NUMBERS.has(word) || INDIAN_MULTIPLIERS.has(next?.word ?? '');
  if (SHIFTS.has(word)) return true;
  return (
    SMALL_NUMBERS.has(bare(word)) || WHOLE_NUMBERS.has(word) || HUNDREDS.has(word) || isMultiplier(word) || isHalf(word)
  );
}

/** Arabic writes "with" in one with its noun: "بثلاث غرف". */
function bare(word: string): string {
  return /^[بل][\u0600-\u06ff]{3}/u.test(word) && !SMALL_NUMBERS.has(word) ? word.slice(1) : word;
}

function isMultiplier(word: string): boolean {
  return MULTIPLIERS.has(word) && word.length > 1;
}

function isHalf(word: string): boolean {
  return HALVES.has(word) && word !== 'media' && word !== 'medio';
}

function runEnd(text: string, tokens: readonly Token[], start: number): number {
  let end = start;
  for (let at = start; at < tokens.length && at < start + 9; at += 1) {
    const token = tokens[at];
    if (!token || (at > start && endsNumber(text, tokens, at))) break;
    const isLetterAfterNumber = end === at && end > start && MULTIPLIERS.has(token.word);
    if (
      isNumber(token, tokens[at + 1]) ||
      isLetterAfterNumber ||
      (end > start && token.word.startsWith('و') && SMALL_NUMBERS.has(token.word.slice(1))) ||
      (end > start && HALVES.has(token.word))
    )
      end = at + 1;
    else if (!(end > start && JOINTS.has(token.word))) break;
  }
  return end;
}

/** A mark between two words ends a number, as in "for 6, 2 nights"; a comma not where it goes on: "one million, two hundred thousand". */
function endsNumber(text: string, tokens: readonly Token[], at: number): boolean {
  const [before, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!before || !token) return false;
  const [mark] = /[,.;:!?،؛؟।\n]/u.exec(text.slice(before.end, token.start)) ?? [];
  if (mark === undefined) return false;
  const goesOn = next !== undefined && (isMultiplier(next.word) || HUNDREDS.has(next.word));
  return mark !== ',' || !MULTIPLIERS.has(before.word) || !goesOn;
}

function candidateOf(text: string, tokens: readonly Token[], at: number, end: number): Candidate | undefined {
  const [first, last] = [tokens[at], tokens[end - 1]];
  if (!first || !last) return undefined;
  if (isPronoun(tokens, at, end)) return undefined;
  const shortened = bare(first.word) === first.word ? 0 : 1;
  const read = amountsIn(text.slice(first.start + shortened, last.end)).filter(Number.isFinite);
  const said = read.length > 1 && isHalf(last.word) ? Math.max(...read) : (read[0] ?? undefined);
  const amount =
    read.length > 1 && tokens.slice(at, end).some(({ word }) => isMultiplier(word)) ? Math.max(...read) : said;
  if (amount === undefined) return undefined;
  const spans = withCurrency(text, tokens, at, end);
  const isMoney =
    spans.hasCurrency ||
    (amount >= LARGE && tokens.slice(at, end).some(({ word }) => MULTIPLIERS.has(word) || WHOLE_NUMBERS.has(word)));
  return {
    kind: isMoney ? 'MONEY' : 'NUMBER',
    text: text.slice(spans.start, spans.end),
    start: spans.start,
    end: spans.end,
    amount,
  };
}

function withCurrency(
  text: string,
  tokens: readonly Token[],
  at: number,
  end: number,
): { start: number; end: number; hasCurrency: boolean } {
  const [first, last, before, after] = [tokens[at], tokens[end - 1], tokens[at - 1], tokens[end]];
  const start = first?.start ?? 0;
  const stop = last?.end ?? 0;
  if (SIGN.test(text.slice(0, start))) return { start: start - 1, end: stop, hasCurrency: true };
  if (after && CURRENCY.test(after.word)) return { start, end: after.end, hasCurrency: true };
  if (before && /^(?:usd|eur|gbp|aed|sar|rs|inr|egp|dhs?)$/.test(before.word))
    return { start: before.start, end: stop, hasCurrency: true };
  return { start, end: stop, hasCurrency: false };
}

function isPronoun(tokens: readonly Token[], at: number, end: number): boolean {
  if (end - at > 1) return false;
  const word = tokens[at]?.word;
  if (word !== 'one' && word !== 'un' && word !== 'uno' && word !== 'واحد') return isStray(word ?? '');
  const [before, after] = [tokens[at - 1]?.word ?? '', tokens[end]?.word ?? ''];
  if (/^(?:way|stop|more|day|night)$/.test(after)) return after === 'way' || after === 'more';
  return NOT_NUMBERS_BEFORE.has(before) || AFTER_PRONOUN.has(after);
}

/** A multiplier or a half alone, or a word that is a number in another language only. */
function isStray(word: string): boolean {
  return /^(?:half|hundred|thousand|thousands|mil|grand|cr|mr|do|bn|mm|mn|hazar|cien|once|tin|che|sat|das|bis|ded|pone|media|medio|nos|noss|nuss)$/.test(
    word,
  );
}

function peopleIn(text: string): Candidate[] {
  const single = [
    ...text.matchAll(/\b(?:a |one )?single (?=(?:room|ticket|seat|person|bed|night|day|adult|passenger)\b)/gi),
  ].map(({ 0: said, index }) => ({
    kind: 'NUMBER' as const,
    text: said.trim(),
    start: index,
    end: index + said.trimEnd().length,
    amount: 1,
  }));
  return [
    ...single,
    ...PEOPLE.flatMap(([amount, pattern]) =>
      [...text.matchAll(pattern)].map(({ 0: said, index }) => ({
        kind: 'NUMBER' as const,
        text: said,
        start: index,
        end: index + said.length,
        amount,
        counts: 'people',
      })),
    ),
  ];
}

function dualsIn(tokens: readonly Token[]): Candidate[] {
  return tokens.flatMap(({ word, raw, start, end }) => {
    const [amount, counts] = DUALS.get(word) ?? [];
    return amount === undefined || counts === undefined
      ? []
      : [{ kind: 'NUMBER' as const, text: raw, start, end, amount, counts }];
  });
}

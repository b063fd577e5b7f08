import type { ModelUsage } from '../model-usage';
import { MODEL_PRICES, type ModelPrice } from './model-prices';

/** Currency of every price in the table. */
export const PRICE_CURRENCY = 'USD';

/**
 * Cost of one answer in millionths of a US dollar, rounded up. The whole request is priced in the band its prompt falls into.
 * A model that is not in the table costs what it would at the dearest price there is for such an answer, so that a forgotten price
 * is noticed and never free.
 */
export function costMicros(model: string, usage: ModelUsage, at: Date): number {
  const price = priceOf(model, promptTokens(usage), at);
  const billionths = (price ? [price] : MODEL_PRICES).map((candidate) => billionthsAt(candidate, usage));
  return Math.ceil(Math.max(...billionths) / 1_000);
}

/** Upper bounds of what one request can be charged for. */
export interface TokensAtMost {
  readonly promptTokens: number;
  readonly outputTokens: number;
}

/**
 * The most a request can cost, in millionths of a US dollar: its prompt at the dearest of reading, writing to and reading from the
 * cache, in the dearest band a prompt of at most that length can fall into, at the dearer price of the days it may begin and end on.
 */
export function costMicrosAtMost(
  model: string,
  { promptTokens, outputTokens }: TokensAtMost,
  duration: Duration,
): number {
  const billionths = reachablePrices(model, promptTokens, duration).map(
    ({ input, cacheWrite, cacheRead, output }) =>
      promptTokens * Math.max(input, cacheWrite, cacheRead) + outputTokens * output,
  );
  return Math.ceil(Math.max(...billionths) / 1_000);
}

/** The same of a request of which only all tokens together are known: any of them may be of its prompt, or of its answer. */
export function dearestMicros(model: string, tokens: number, duration: Duration): number {
  const perToken = reachablePrices(model, tokens, duration).map(({ input, cacheWrite, cacheRead, output }) =>
    Math.max(input, cacheWrite, cacheRead, output),
  );
  return Math.ceil((tokens * Math.max(...perToken)) / 1_000);
}

/** When a request may begin, and when it may end. */
export interface Duration {
  readonly from: Date;
  readonly until: Date;
}

/** Every price that a prompt of at most so many tokens may have; all there are of a model nobody priced. */
function reachablePrices(model: string, promptTokens: number, { from, until }: Duration): readonly ModelPrice[] {
  const lengths = [promptTokens, ...beginningsOfBands().filter((length) => length <= promptTokens)];
  const prices = lengths.flatMap((length) => [from, until].map((at) => priceOf(model, length, at)));
  const known = prices.filter((price) => price !== undefined);
  return known.length > 0 ? known : MODEL_PRICES;
}

/** Lengths of prompts at which another band begins, for any model. */
function beginningsOfBands(): number[] {
  return [0, ...MODEL_PRICES.flatMap(({ maxPromptTokens }) => (maxPromptTokens ? [maxPromptTokens + 1] : []))];
}

/** The price in force, its first one for an earlier moment, or undefined for an unknown model. */
export function priceOf(model: string, prompt: number, at: Date): ModelPrice | undefined {
  const day = at.toISOString().slice(0, 10);
  const fitting = MODEL_PRICES.filter((price) => isModel(model, price.model) && prompt <= bandOf(price)).sort(
    (a, b) => fromOf(b).localeCompare(fromOf(a)) || bandOf(a) - bandOf(b),
  );
  const first = fitting.at(-1)?.from;
  return fitting.find((price) => fromOf(price) <= day) ?? fitting.find(({ from }) => from === first);
}

function billionthsAt(price: ModelPrice, usage: ModelUsage): number {
  return (
    usage.inputTokens * price.input +
    usage.cacheWriteTokens * price.cacheWrite +
    usage.cacheReadTokens * price.cacheRead +
    usage.outputTokens * price.output
  );
}

function promptTokens({ inputTokens, cacheWriteTokens, cacheReadTokens }: ModelUsage): number {
  return inputTokens + cacheWriteTokens + cacheReadTokens;
}

/** `claude-haiku-4-5-20251001` is `claude-haiku-4-5`; `claude-sonnet-5-5` is not `claude-sonnet-5`. */
function isModel(model: string, listed: string): boolean {
  return model === listed || (model.startsWith(`${listed}-`) && /^-\d{8}$/.test(model.slice(listed.length)));
}

/** Comes before every day where the price names none. */
function fromOf(price: ModelPrice): string {
  return price.from ?? '';
}

function bandOf(price: ModelPrice): number {
  return price.maxPromptTokens ?? Number.POSITIVE_INFINITY;
}

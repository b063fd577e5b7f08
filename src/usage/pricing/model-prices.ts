/** Prices of one model from a date on, in billionths of a US dollar per token: 1 USD per million tokens is 1,000. */
export interface ModelPrice {
  /** Model id, or the beginning of dated ids. */
  readonly model: string;
  /** First day, UTC, on which the price holds; absent: the first one we know of, for every day before a later row. */
  readonly from?: string;
  /** The price holds for prompts up to this many tokens, cached ones included; absent: for any length. */
  readonly maxPromptTokens?: number;
  readonly input: number;
  readonly output: number;
  /** Five-minute cache writes, the only ones we make: 1.25 times `input` (Anthropic's page on prompt caching). */
  readonly cacheWrite: number;
  readonly cacheRead: number;
}

/**
 * Anthropic's list prices, from the model pages and the release notes of platform.claude.com as of 2026-11-20. A price that changes
 * is added with its date and the old one stays, so that past usage keeps its cost. The other dates are those of a model's release. Of
 * two rows that fit, the later date wins, then the narrower band.
 */
export const MODEL_PRICES: readonly ModelPrice[] = [
  {
    model: 'claude-haiku-5-5',
    from: '2026-10-07',
    maxPromptTokens: 100_000,
    input: 100,
    output: 500,
    cacheWrite: 125,
    cacheRead: 10,
  },
  { model: 'claude-haiku-5-5', from: '2026-10-07', input: 500, output: 2_500, cacheWrite: 625, cacheRead: 50 },
  { model: 'claude-sonnet-5-5', from: '2026-09-28', input: 2_000, output: 10_000, cacheWrite: 2_500, cacheRead: 200 },
  { model: 'claude-sonnet-5-5', from: '2026-10-07', input: 2_000, output: 10_000, cacheWrite: 2_500, cacheRead: 100 },
  { model: 'claude-sonnet-5', input: 2_000, output: 10_000, cacheWrite: 2_500, cacheRead: 200 },
  { model: 'claude-opus-5-5', input: 4_000, output: 20_000, cacheWrite: 5_000, cacheRead: 200 },
  { model: 'claude-opus-5', input: 5_000, output: 25_000, cacheWrite: 6_250, cacheRead: 500 },
  { model: 'claude-fable-5-1', input: 10_000, output: 50_000, cacheWrite: 12_500, cacheRead: 250 },
  { model: 'claude-haiku-4-5', input: 1_000, output: 5_000, cacheWrite: 1_250, cacheRead: 100 },
  { model: 'claude-sonnet-4-6', input: 3_000, output: 15_000, cacheWrite: 3_750, cacheRead: 300 },
];

/** Tokens of one answer of a language model, as its provider counted them. */
export interface ModelUsage {
  /** Prompt tokens that were neither read from nor written to a cache. */
  readonly inputTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheReadTokens: number;
  /** Includes what the model thought. */
  readonly outputTokens: number;
}

/** Everything billed, whatever its price. */
export function totalTokens(usage: ModelUsage): number {
  return usage.inputTokens + usage.cacheWriteTokens + usage.cacheReadTokens + usage.outputTokens;
}

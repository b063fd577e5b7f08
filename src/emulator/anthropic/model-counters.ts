/** How much the emulated model was used, for comparison with the program's own books. */
export class ModelCounters {
  requests = 0;
  answered = 0;
  inputTokens = 0;
  outputTokens = 0;

  /** Books the usage of one reply; cached input counts as input. */
  add(usage: Record<string, unknown>): void {
    const count = (name: string) => Number(usage[name] ?? 0);
    this.answered += 1;
    this.inputTokens += count('input_tokens') + count('cache_creation_input_tokens') + count('cache_read_input_tokens');
    this.outputTokens += count('output_tokens');
  }

  reset(): void {
    this.requests = 0;
    this.answered = 0;
    this.inputTokens = 0;
    this.outputTokens = 0;
  }
}

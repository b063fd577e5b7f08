/**
 * Aborts a request that takes too long as a whole, or falls silent. The SDK's own timeout ends with the response's headers, so a
 * stream that stalls would be waited for without end.
 */
export class Watchdog {
  private readonly controller = new AbortController();
  private readonly deadline: NodeJS.Timeout;
  private idle?: NodeJS.Timeout;
  private readonly onCallerAbort = (): void => this.bite('aborted');
  /** Why the request was aborted: `deadline`, `stalled` or `aborted` (by the caller). */
  cause?: string;

  constructor(
    deadlineMs: number,
    private readonly caller?: AbortSignal,
  ) {
    this.deadline = setTimeout(() => this.bite('deadline'), deadlineMs);
    caller?.addEventListener('abort', this.onCallerAbort, { once: true });
    if (caller?.aborted) this.bite('aborted');
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Something arrived; the next thing must within `idleMs`. */
  heard(idleMs: number): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.bite('stalled'), idleMs);
  }

  /** Ends the watch; the request has ended. */
  stop(): void {
    clearTimeout(this.deadline);
    clearTimeout(this.idle);
    this.caller?.removeEventListener('abort', this.onCallerAbort);
  }

  private bite(cause: string): void {
    if (this.cause) return;
    this.cause = cause;
    this.controller.abort();
  }
}

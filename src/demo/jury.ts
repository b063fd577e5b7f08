import { setTimeout as delay } from 'node:timers/promises';
import { brokenCarrierLedger } from './carrier-ledger';
import { type BrokenInvariant, brokenInvariants } from './judge';
import type { Stage } from './stage';

const LOOK_EVERY_MS = 2_000;

/** Asks the invariants again and again while a demonstration runs: they must hold at any moment, not only at the end. */
export class Jury {
  private readonly found = new Map<string, BrokenInvariant>();
  private readonly stopping = new AbortController();
  private readonly sitting: Promise<void>;
  private failure?: unknown;
  private looked = 0;

  constructor(
    private readonly stage: Pick<Stage, 'databaseUrl' | 'emulator' | 'clock'>,
    private readonly begun: Date,
  ) {
    this.sitting = this.sit().catch((error: unknown) => {
      this.failure = error;
    });
  }

  /** What was found so far, at its worst. */
  get findings(): readonly BrokenInvariant[] {
    return [...this.found.values()];
  }

  /** How often the invariants were asked so far. */
  get looks(): number {
    return this.looked;
  }

  /**
   * Ends the sitting with a last look and the carrier's own book.
   * @returns what was ever found, at its worst. @throws what a look failed with.
   */
  async verdict(): Promise<BrokenInvariant[]> {
    await this.adjourn();
    if (this.failure) throw new Error('The invariants could not be asked.', { cause: this.failure });
    await this.look();
    const ledger = await this.stage.emulator.ledger();
    const options = { programClock: (moment: Date) => this.stage.clock.now(moment), since: this.begun };
    this.keep(await brokenCarrierLedger(this.stage.databaseUrl, ledger, options));
    return [...this.findings];
  }

  /** Stops looking. */
  async adjourn(): Promise<void> {
    this.stopping.abort();
    await this.sitting;
  }

  private async sit(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.look();
      await pause(LOOK_EVERY_MS, signal);
    }
  }

  private async look(): Promise<void> {
    this.keep(await brokenInvariants(this.stage.databaseUrl, { now: this.stage.clock.judgedNow() }));
    this.looked += 1;
  }

  private keep(broken: readonly BrokenInvariant[]): void {
    for (const one of broken) {
      if (one.rows > (this.found.get(one.name)?.rows ?? 0)) this.found.set(one.name, one);
    }
  }
}

/** Resolves after a while, or as soon as the signal says so. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { type BrokenInvariant, brokenCarrierLedger, brokenInvariants } from '../support/invariants';
import type { Run } from './run';

const LOOK_EVERY_MS = 1_000;

/** Asks every invariant on one snapshot each second, and the carrier's own book at the end. */
export class FaultJury {
  looks = 0;
  /** Looks the database did not answer. */
  unanswered = 0;
  private over = false;
  private readonly sitting: Promise<void>;

  constructor(private readonly run: Run) {
    this.sitting = this.sit();
  }

  /** Ends the sitting with a last look, which must be answered. */
  async verdict(): Promise<void> {
    this.over = true;
    await this.sitting;
    const { world } = this.run;
    await this.look(world.now());
    const ledger = await world.emulator.process.ledger();
    const options = { programClock: (moment: Date) => world.now(moment) };
    this.keep(await brokenCarrierLedger(world.parts.databaseUrl, ledger, options));
  }

  private async sit(): Promise<void> {
    while (!this.over) {
      const begun = performance.now();
      try {
        if (!this.run.isMeasured) await this.look(this.run.world.judgedNow());
      } catch {
        this.unanswered += 1;
      }
      await delay(Math.max(50, LOOK_EVERY_MS - (performance.now() - begun)));
    }
  }

  private async look(now: Date): Promise<void> {
    const { world } = this.run;
    this.run.isJudged = true;
    try {
      this.keep(await brokenInvariants(world.parts.databaseUrl, { now }));
      this.looks += 1;
    } finally {
      this.run.isJudged = false;
    }
  }

  private keep(broken: readonly BrokenInvariant[]): void {
    for (const { name, rows, sample } of broken) this.run.violate(name, sample, rows);
  }
}

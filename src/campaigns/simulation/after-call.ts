import type { CallOutcome } from '../../calls/call-outcome';
import type { ContactHours } from '../../compliance/contact-hours';
import { draw } from '../../emulator/simulation/seeded';
import { afterOutcome } from '../retries/after-outcome';
import { lawfulMoment } from '../retries/lawful-moment';
import type { EndReason } from '../rules/retry-planner';
import { afterWithdrawal } from '../rules/withdrawal';
import type { Enrolled } from './enrolled';
import type { Scenario } from './scenario';

/** Moves an enrolment on, by the product's planner of retries and its rules for calls that were withdrawn. */
export class AfterCall {
  constructor(
    private readonly hours: ContactHours,
    private readonly scenario: Scenario,
  ) {}

  /** A call of it has its outcome. */
  concluded(enrolled: Enrolled, outcome: CallOutcome, moment: Date, callbackAt: Date | null): void {
    const { campaign, seed } = this.scenario;
    const random = draw(seed, enrolled.lead.phone, enrolled.attempts, 'jitter');
    const policy = { maxAttempts: campaign.maxAttempts, retry: campaign.retryPolicy };
    const promise = callbackAt ? { promisedAt: callbackAt } : {};
    const { counts, ...step } = afterOutcome(enrolled, policy, outcome, { moment, random, ...promise });
    Object.assign(enrolled, counts, { lastOutcome: outcome });
    if (step.kind === 'END') return end(enrolled, outcome, step.endReason);
    const { dueAt, priority, promisedAt, spreadSeconds } = step;
    return this.wait(enrolled, dueAt, { priority, promisedAt }, { spreadSeconds, random });
  }

  /** The gate did not let its call pass. */
  withdrawn(enrolled: Enrolled, reason: string, until: Date | undefined, moment: Date): void {
    enrolled.heldBy = reason;
    const then = afterWithdrawal(reason, until, moment);
    if (then.kind === 'WAIT') return this.wait(enrolled, then.dueAt, {});
    return end(enrolled, then.outcome ?? enrolled.lastOutcome ?? 'FAILED', then.endReason);
  }

  private wait(
    enrolled: Enrolled,
    dueAt: Date,
    change: Partial<Pick<Enrolled, 'priority' | 'promisedAt'>>,
    spread = { spreadSeconds: 0, random: 0 },
  ): void {
    Object.assign(enrolled, change);
    if (enrolled.optedOutAt) return end(enrolled, 'OPTED_OUT', 'SUPPRESSED');
    const { purpose, windows } = this.scenario.campaign;
    const firstOpening = (moment: Date): Date | null =>
      this.hours.firstOpening(enrolled.zoneKey, { purpose, windows, moment });
    const legal = lawfulMoment(dueAt, firstOpening, spread);
    if (!legal) return end(enrolled, enrolled.lastOutcome ?? 'FAILED', 'UNREACHABLE_BY_LAW');
    Object.assign(enrolled, { state: 'WAITING', dueAt: Math.ceil(legal.getTime()) });
  }
}

function end(enrolled: Enrolled, outcome: CallOutcome, endReason: EndReason): void {
  Object.assign(enrolled, { state: 'ENDED', outcome, endReason });
}

import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CallOutcome } from '../../calls/call-outcome';
import { type ContactHours, ContactHoursReader } from '../../compliance/contact-hours.service';
import { CampaignLife } from '../campaign-life.service';
import type { Campaign } from '../campaign.entity';
import type { Enrolment } from '../enrolment.entity';
import { afterOutcome, type NextStep } from '../retries/after-outcome';
import type { LawfulTime } from '../retries/callback-book.service';
import { EnrolmentEndings } from '../retries/enrolment-endings.service';
import { lawfulMoment } from '../retries/lawful-moment';
import { PersonTries } from '../retries/person-tries.service';
import { PRIORITY } from '../rules/enrolment-state';
import type { EndReason } from '../rules/retry-planner';
import { type EnrolmentChange, EnrolmentStore } from './enrolment-store.service';

const RANDOM_STEPS = 1_000_000;

/** The call that has its outcome. */
export interface ConcludedCall {
  readonly id: string;
  readonly outcome: CallOutcome;
  /** The time agreed with the person, for CALLBACK_REQUESTED. */
  readonly promisedAt?: Date;
}

/** Until when somebody waits, and how it came about. */
interface Waiting {
  /** The first lawful moment from this on. */
  readonly dueAt: Date;
  /** How far a moment the law has moved may be put off. */
  readonly spreadSeconds?: number;
  /** The call that has just promised another one. */
  readonly promisedBy?: string;
  /** The rule of law that gave a call back, whose wait is in the due time. */
  readonly because?: string;
}

/** Decides what becomes of an enrolment once a call of it has its outcome: another attempt in the next legal window, or the end. */
@Injectable()
export class OutcomeApplier {
  constructor(
    private readonly enrolments: EnrolmentStore,
    private readonly campaigns: CampaignLife,
    private readonly hours: ContactHoursReader,
    private readonly tries: PersonTries,
    private readonly endings: EnrolmentEndings,
  ) {}

  /** On a locked enrolment, after the call has its outcome. */
  async apply(enrolment: Enrolment, campaign: Campaign, call: ConcludedCall, moment: Date): Promise<void> {
    const step = await this.stepAfter(enrolment, campaign, call, moment);
    const change = { ...step.counts, lastOutcome: call.outcome };
    if (step.kind === 'END') return this.end(enrolment, { ...change, outcome: call.outcome }, step.endReason, moment);
    const { priority, promisedAt, dueAt, spreadSeconds } = step;
    const isNews = promisedAt !== null && call.outcome === 'CALLBACK_REQUESTED';
    const waiting = { ...change, priority, promisedAt, heldForPerson: false };
    const until = { dueAt, spreadSeconds, ...(isNews ? { promisedBy: call.id } : {}) };
    return this.wait(enrolment, campaign, waiting, until, moment);
  }

  /** Back to waiting without an outcome: the claim was withdrawn, by a rule of law where `because` says so, or the carrier never dialed. */
  async release(
    enrolment: Enrolment,
    campaign: Campaign,
    change: EnrolmentChange,
    until: Pick<Waiting, 'dueAt' | 'because'>,
    moment: Date,
  ): Promise<void> {
    if (campaign.status === 'CANCELLED')
      return this.end(enrolment, { ...change, outcome: lastOutcomeOf(enrolment) }, 'CAMPAIGN_STOPPED', moment);
    return this.wait(enrolment, campaign, change, until, moment);
  }

  /** The lead may be somewhere else by now. What was promised is moved from its own time, not from where the old place put it. */
  async relocate(enrolment: Enrolment, campaign: Campaign, zoneKey: string, moment: Date): Promise<void> {
    if (enrolment.state !== 'WAITING') return this.enrolments.change(enrolment, { zoneKey }, moment);
    const { promisedAt, dueAt } = enrolment;
    return this.wait(enrolment, campaign, { zoneKey }, { dueAt: promisedAt ?? dueAt }, moment);
  }

  async end(enrolment: Enrolment, change: EnrolmentChange, endReason: EndReason, moment: Date): Promise<void> {
    await this.enrolments.change(enrolment, { ...change, state: 'ENDED', endReason, endedAt: moment }, moment);
    await this.endings.ended(enrolment, endReason, moment);
    await this.campaigns.completeIfDone(enrolment.campaignId, moment);
  }

  private async stepAfter(
    enrolment: Enrolment,
    campaign: Campaign,
    { outcome, promisedAt }: ConcludedCall,
    moment: Date,
  ): Promise<NextStep> {
    const { retry, person } = await this.tries.after(enrolment, campaign, outcome, moment);
    const step = afterOutcome(enrolment, { maxAttempts: campaign.maxAttempts, retry }, outcome, {
      moment,
      random: random(),
      ...(promisedAt ? { promisedAt } : {}),
      ...(person ? { person } : {}),
    });
    return campaign.status === 'CANCELLED' ? { kind: 'END', endReason: 'CAMPAIGN_STOPPED', counts: step.counts } : step;
  }

  /** The only way to wait, or to wait on. Whoever was suppressed while a call was under way does not come back. */
  private async wait(
    enrolment: Enrolment,
    campaign: Campaign,
    change: EnrolmentChange,
    waiting: Waiting,
    moment: Date,
  ): Promise<void> {
    const { isSuppressed, hours } = await this.hours.ofPerson(enrolment.phone);
    if (isSuppressed) return this.end(enrolment, { ...change, outcome: 'OPTED_OUT' }, 'SUPPRESSED', moment);
    const zoneKey = change.zoneKey ?? enrolment.zoneKey;
    const legal = lawfulMoment(waiting.dueAt, (at) => hours.firstOpening(zoneKey, callsOf(campaign, at)), {
      spreadSeconds: waiting.spreadSeconds ?? 0,
      random: random(),
    });
    if (!legal) {
      const outcome = change.lastOutcome ?? lastOutcomeOf(enrolment);
      return this.end(enrolment, { ...change, outcome }, 'UNREACHABLE_BY_LAW', moment);
    }
    await this.enrolments.change(enrolment, { ...change, state: 'WAITING', dueAt: legal }, moment);
    // Whatever else puts a promised call off leaves its time where it was, and where the law has moved it.
    if (waiting.promisedBy || waiting.because || change.zoneKey)
      await this.notePromise(enrolment, campaign, hours, waiting, moment);
  }

  private async notePromise(
    enrolment: Enrolment,
    campaign: Campaign,
    hours: ContactHours,
    { promisedBy, because }: Waiting,
    moment: Date,
  ): Promise<void> {
    const { promisedAt, priority } = enrolment;
    if (!promisedAt || priority !== PRIORITY.PROMISED) return;
    const due = promisedTime(enrolment, promisedAt, because, { hours, campaign });
    const { callbacks } = this.endings;
    if (promisedBy) await callbacks.promise(enrolment, { callId: promisedBy, promisedAt }, due, moment);
    else await callbacks.move(enrolment, due, moment);
  }
}

/** A promise is moved by the law alone. */
function promisedTime(
  { zoneKey, dueAt }: Enrolment,
  promisedAt: Date,
  because: string | undefined,
  { hours, campaign }: { hours: ContactHours; campaign: Campaign },
): LawfulTime {
  const calls = callsOf(campaign, promisedAt);
  const opening = because ? dueAt : (hours.firstOpening(zoneKey, calls) ?? dueAt);
  if (opening <= promisedAt) return { dueAt: promisedAt, because: null };
  return { dueAt: opening, because: because ?? hours.openings(zoneKey, calls).reason ?? 'OUTSIDE_WINDOW' };
}

function callsOf({ purpose, callingWindows: windows }: Campaign, moment: Date) {
  return { purpose, windows, moment };
}

function random(): number {
  return randomInt(RANDOM_STEPS) / RANDOM_STEPS;
}

/** What is left of somebody who is called no more. */
export function lastOutcomeOf({ lastOutcome }: Enrolment): CallOutcome {
  return lastOutcome ?? 'FAILED';
}

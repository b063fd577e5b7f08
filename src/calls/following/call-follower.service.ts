import { Injectable } from '@nestjs/common';
import { isMachine } from '../../voice/call-ending';
import { Carrier, type CallSnapshot, type CarrierEvent } from '../../voice/carrier.port';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { Call } from '../call.entity';
import { decideReport } from '../call-decisions';
import { CallEnder } from '../call-ender.service';
import type { Ending } from '../call-status';
import { type CallChange, CallStore } from '../call-store.service';
import { CarrierRate } from '../placing/carrier-rate';
import { readFact, type ObservedFact } from './observed-fact';

/**
 * Moves a call by what the carrier reports. Applying is monotonic: any order and any number of copies of the same facts leave
 * the call in the same state.
 */
@Injectable()
export class CallFollower {
  constructor(
    private readonly store: CallStore,
    private readonly ender: CallEnder,
    private readonly carrier: Carrier,
    private readonly work: UnitOfWork,
    private readonly rate: CarrierRate,
  ) {}

  /** Applies a stored event to its call. */
  async apply(callId: string, event: CarrierEvent): Promise<void> {
    await this.store.withLocked(callId, (call, moment) => this.advance(call, readFact(event), moment));
  }

  /** Applies what a look at the carrier's own record showed. */
  async observe(callId: string, snapshot: CallSnapshot): Promise<void> {
    await this.store.withLocked(callId, async (call, moment) => {
      if (call.absentSince) await this.store.note(call, { absentSince: null });
      return this.advance(call, readFact(snapshot), moment);
    });
  }

  /** On a locked call. */
  async advance(call: Call, fact: ObservedFact, moment: Date): Promise<null> {
    const whose = decideReport(call, fact.providerCallId);
    if (whose === 'LATE') return this.late(call, fact, moment);
    if (whose === 'FOREIGN') return this.foreign(fact);
    if (!call.providerCallId) await this.store.change(call, { providerCallId: fact.providerCallId });
    if (fact.answeredBy && !call.answeredBy) await this.heardBy(call, fact.answeredBy, moment);
    if (fact.ending?.status === 'CANCELED' && isStopped(call)) await this.stopped(call, fact, fact.ending, moment);
    else if (fact.ending) await this.end(call, fact.ending, fact.details, moment);
    else if (fact.status) await this.progress(call, fact.status, moment);
    return null;
  }

  /** What fails before it rings, by a fault of the account or ours, is a refusal that came late: the attempt does not count. */
  private end(call: Call, ending: Ending, details: CallChange, moment: Date): Promise<void> {
    const { cause } = ending;
    if (!cause || call.ringingAt || call.answeredAt) return this.ender.end(call, ending, moment, details);
    const refusal = { cause, outcome: 'FAILED' as const };
    if (cause !== 'CONFIGURATION') {
      const request = { askedAt: call.dialStartedAt, wasTaken: true };
      this.work.afterCommit(() => this.rate.learn(this.carrier.account, { kind: 'REFUSED', ...refusal }, request));
    }
    return this.ender.refuse(call, { ...refusal, details }, moment);
  }

  /** We had it canceled before it rang. If the carrier never dialed the attempt does not count; an event does not tell, its record does. */
  private async stopped(call: Call, fact: ObservedFact, ending: Ending, moment: Date): Promise<void> {
    if (fact.wasDialed === undefined) return this.store.note(call, { pollAt: moment });
    if (fact.wasDialed) return this.end(call, ending, fact.details, moment);
    return this.ender.notPlaced(call, moment, call.stopReason ?? undefined, fact.details);
  }

  private async progress(call: Call, status: 'DIALING' | 'RINGING' | 'IN_PROGRESS', moment: Date): Promise<void> {
    if (RANK[status] <= RANK[call.status]) {
      if (call.status === 'UNKNOWN') await this.store.change(call, { status, leaseUntil: null, reconcileAt: null });
      return;
    }
    await this.store.change(call, {
      status,
      leaseUntil: null,
      reconcileAt: null,
      ...(status === 'RINGING' ? { ringingAt: moment } : {}),
      ...(status === 'IN_PROGRESS' ? { answeredAt: call.answeredAt ?? moment } : {}),
    });
    if (status === 'IN_PROGRESS' && !isMachine(call.answeredBy)) await this.ender.ledger.connected(call, moment);
  }

  /** Voicemail is ended at once: the machine is not a person. */
  private async heardBy(call: Call, answeredBy: string, moment: Date): Promise<void> {
    await this.store.change(call, { answeredBy });
    if (!isMachine(answeredBy)) return;
    await this.ender.ledger.machineAnswered(call, moment);
    this.hangUpAfterCommit(call.providerCallId);
  }

  /** The call is over for us. What still arrives may add what is missing, and a phone that still rings is stopped. */
  private async late(call: Call, fact: ObservedFact, moment: Date): Promise<null> {
    const isOurs = call.providerCallId === fact.providerCallId;
    if (!fact.ending && fact.status && (call.notPlaced || !isOurs)) this.hangUpAfterCommit(fact.providerCallId);
    else if (isOurs) await this.complete(call, fact, moment);
    return null;
  }

  private async complete(
    call: Call,
    { answeredBy, details: { durationSeconds } }: ObservedFact,
    moment: Date,
  ): Promise<void> {
    const missing = {
      ...(durationSeconds !== undefined && call.durationSeconds === null ? { durationSeconds } : {}),
      ...(answeredBy !== undefined && call.answeredBy === null ? { answeredBy } : {}),
    };
    if (Object.keys(missing).length > 0) await this.store.change(call, missing);
    if (isMachine(call.answeredBy) && call.outcome === null) await this.ender.endedOnMachine(call, moment);
  }

  /** A carrier call that is not the one this attempt owns must not become a second conversation. */
  private async foreign(fact: ObservedFact): Promise<null> {
    if (!fact.ending) this.hangUpAfterCommit(fact.providerCallId);
    return null;
  }

  private hangUpAfterCommit(providerCallId: string | null): void {
    if (!providerCallId) return;
    this.work.afterCommit(async () => {
      await this.carrier.hangUp(providerCallId);
    });
  }
}

function isStopped(call: Call): boolean {
  return call.stopRequestedAt !== null && call.ringingAt === null && call.answeredAt === null;
}

const RANK = {
  QUEUED: 0,
  UNKNOWN: 1,
  DIALING: 1,
  RINGING: 2,
  IN_PROGRESS: 3,
  COMPLETED: 4,
  NO_ANSWER: 4,
  BUSY: 4,
  FAILED: 4,
  CANCELED: 4,
};

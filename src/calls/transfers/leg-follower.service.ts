import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Carrier, type CallSnapshot, type CarrierEvent, type PlaceCallResult } from '../../voice/carrier.port';
import { decidePlacement, decideReport } from '../call-decisions';
import { isFinal } from '../call-status';
import { type ObservedFact, readFact } from '../following/observed-fact';
import { nextLook } from '../following/unknown-call';
import type { LegStatus } from './leg-status';
import type { TransferLeg } from './transfer-leg.entity';
import { TransferLife } from './transfer-life.service';
import { isOver } from './transfer-state';
import { type TransferBook, TransferStore } from './transfer-store.service';

/** An accepted call of which nothing is heard is asked for after this; its callbacks are late, or lost. */
const SILENCE_MS = 5_000;
const RING_GRACE_MS = 5_000;
const TALK_LOOK_MS = 30_000;
/** After a request that provably never left the same colleague is rung again: not at once, the network may be away. */
const AGAIN_MS = 1_000;

/**
 * Moves the call to a colleague by what the carrier says. Applying is monotonic: any order and any number of copies of the same facts
 * leave it in the same state. All join the open unit of work on a locked transfer.
 */
@Injectable()
export class LegFollower {
  private readonly logger = new Logger(LegFollower.name);

  constructor(
    private readonly store: TransferStore,
    private readonly life: TransferLife,
    private readonly carrier: Carrier,
    private readonly work: UnitOfWork,
  ) {}

  /** The answer to our request; callbacks may have told more than it does. */
  async settle(leg: TransferLeg, book: TransferBook, result: PlaceCallResult, moment: Date): Promise<null> {
    const effect = decidePlacement(leg, result);
    if (result.kind === 'ACCEPTED') {
      if (effect === 'ACCEPT') await this.accepted(leg, result.providerCallId, moment);
      else if (effect === 'STOP') this.hangUpAfterCommit(result.providerCallId);
    } else if (result.kind === 'REFUSED' && effect === 'REFUSE') await this.refused(leg, book, result, moment);
    else if (effect === 'SUSPEND') await this.suspend(leg, moment);
    return null;
  }

  /** A stored event, or a look at the carrier's own record. */
  async apply(leg: TransferLeg, book: TransferBook, report: CarrierEvent | CallSnapshot, moment: Date): Promise<null> {
    const fact = readFact(report);
    const whose = decideReport(leg, fact.providerCallId);
    if (whose !== 'OWN') {
      // A phone that rings for nobody is stopped, whoever's it is.
      if (!fact.ending && (whose === 'FOREIGN' || leg.providerCallId !== fact.providerCallId)) {
        this.hangUpAfterCommit(fact.providerCallId);
      }
      return null;
    }
    if (!leg.providerCallId) await this.store.changeLeg(leg, { providerCallId: fact.providerCallId });
    if (fact.ending) await this.ended(leg, book, fact, moment);
    else if (fact.status) await this.progress(leg, fact.status, moment);
    return null;
  }

  /** The leg is in the hands of the carrier, but nobody knows whether: its list is looked at. */
  async suspend(leg: TransferLeg, moment: Date): Promise<void> {
    await this.store.changeLeg(leg, {
      status: 'UNKNOWN',
      unknownSince: moment,
      missingSince: null,
      leaseUntil: null,
      lookAt: nextLook({ unknownSince: moment }, moment),
    });
  }

  /** Nothing left for them. Whoever is still wanted is rung again, the others are not. */
  async giveBack(leg: TransferLeg, moment: Date): Promise<void> {
    const idle = { unsent: false, leaseUntil: null, lookAt: null };
    if (leg.verdict) await this.store.changeLeg(leg, { ...idle, status: 'CANCELED', endedAt: moment });
    else await this.store.changeLeg(leg, { ...idle, status: 'QUEUED' });
  }

  /** The phone was picked up, or the question was asked again. */
  async answered(leg: TransferLeg, providerCallId: string, moment: Date): Promise<void> {
    await this.store.changeLeg(leg, {
      providerCallId,
      status: 'IN_PROGRESS',
      unsent: false,
      leaseUntil: null,
      answeredAt: leg.answeredAt ?? moment,
      lookAt: new Date(moment.getTime() + TALK_LOOK_MS),
    });
  }

  private async accepted(leg: TransferLeg, providerCallId: string, moment: Date): Promise<void> {
    const isNews = leg.providerCallId === null;
    await this.store.changeLeg(leg, {
      providerCallId,
      leaseUntil: null,
      ...(leg.status === 'UNKNOWN' ? { status: 'DIALING' as const } : {}),
      ...(isNews ? { lookAt: new Date(moment.getTime() + SILENCE_MS) } : {}),
    });
    // The caller left while the request was under way.
    if (leg.verdict && leg.verdict !== 'ACCEPTED') this.hangUpAfterCommit(providerCallId);
  }

  private async refused(
    leg: TransferLeg,
    book: TransferBook,
    { cause, code }: Extract<PlaceCallResult, { kind: 'REFUSED' }>,
    moment: Date,
  ): Promise<void> {
    if (cause === 'NOT_SENT' || cause === 'RATE_LIMITED') {
      await this.giveBack(leg, moment);
      if (!isOver(book.transfer.state)) await this.store.change(book, { actAt: new Date(moment.getTime() + AGAIN_MS) });
      return;
    }
    this.logger.warn({ legId: leg.id, cause, code }, 'the carrier refused to ring a colleague');
    const skipped = code ? `${cause}:${code}` : cause;
    await this.store.changeLeg(leg, { status: 'FAILED', skipped, endedAt: moment, lookAt: null, leaseUntil: null });
  }

  private async progress(leg: TransferLeg, status: 'DIALING' | 'RINGING' | 'IN_PROGRESS', moment: Date): Promise<void> {
    if (RANK[status] < RANK[leg.status] || status === leg.status) return;
    if (status === 'IN_PROGRESS' && leg.providerCallId) return this.answered(leg, leg.providerCallId, moment);
    const waitMs = status === 'RINGING' ? leg.ringTimeoutSeconds * 1_000 + RING_GRACE_MS : SILENCE_MS;
    const lookAt = leg.verdict ? leg.lookAt : new Date(moment.getTime() + waitMs);
    await this.store.changeLeg(leg, { status, unsent: false, leaseUntil: null, looks: 0, lookAt });
  }

  private async ended(leg: TransferLeg, book: TransferBook, { ending }: ObservedFact, moment: Date): Promise<void> {
    if (!ending || isFinal(leg.status)) return;
    const { status } = ending;
    await this.store.changeLeg(leg, { status, unsent: false, endedAt: moment, lookAt: null, leaseUntil: null });
    if (leg.verdict === null) await this.life.dismiss(book, leg, 'DECLINED', moment);
    else if (book.transfer.state === 'CONNECTED') await this.store.change(book, { actAt: moment });
  }

  private hangUpAfterCommit(providerCallId: string): void {
    this.work.afterCommit(async () => {
      await this.carrier.hangUp(providerCallId);
    });
  }
}

/** A call whose request was not answered has come as far as one that was. */
const RANK: Readonly<Record<LegStatus, number>> = {
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

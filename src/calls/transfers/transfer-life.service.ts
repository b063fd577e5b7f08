import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { failpoint } from '../../platform/failpoints/failpoint';
import { Outbox } from '../../platform/events/outbox';
import { Carrier } from '../../voice/carrier.port';
import { isLegLive, type LegVerdict } from './leg-status';
import type { TransferLeg } from './transfer-leg.entity';
import type { TransferResult } from './transfer-state';
import { type TransferBook, TransferStore } from './transfer-store.service';
import { TransferSettled } from './transfers.events';

/** A phone that is not wanted any more is looked at again so soon: the request to end it may have been lost. */
const LOOK_AFTER_STOP_MS = 1_500;

/** The only ways a transfer may go on or end. All join the open unit of work on a locked transfer. */
@Injectable()
export class TransferLife {
  private readonly logger = new Logger(TransferLife.name);

  constructor(
    private readonly store: TransferStore,
    private readonly carrier: Carrier,
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  /** The caller is in the room and nobody rings. */
  async hold(book: TransferBook, moment: Date): Promise<void> {
    await this.store.change(book, {
      state: 'HOLDING',
      enteredAt: book.transfer.enteredAt ?? moment,
      moves: 0,
      actAt: moment,
    });
  }

  /** The colleague pressed the key: the two are put together. */
  async connect(book: TransferBook, leg: TransferLeg, moment: Date): Promise<void> {
    await this.store.changeLeg(leg, { verdict: 'ACCEPTED', verdictAt: moment });
    await this.store.change(book, {
      state: 'CONNECTED',
      legId: leg.id,
      connectedAt: moment,
      actAt: moment,
      ...(await this.settled(book, 'CONNECTED', moment, leg.targetId)),
    });
    await failpoint('transfer.accepted_before_commit');
  }

  /** The colleague is not wanted, or does not want to: their phone is stopped, and the next one may be rung. */
  async dismiss(book: TransferBook, leg: TransferLeg, verdict: LegVerdict, moment: Date): Promise<void> {
    if (leg.verdict === null) await this.store.changeLeg(leg, { verdict, verdictAt: moment });
    // Who declines is told goodbye and hung up by the document they hear.
    if (verdict !== 'DECLINED') await this.stop(leg, moment);
    const { state } = book.transfer;
    if (state === 'RINGING' || state === 'ASKING') {
      await this.store.change(book, { state: 'HOLDING', actAt: moment });
    }
  }

  /** Nobody takes the call: the caller goes back to the agent. */
  async fallBack(book: TransferBook, result: 'NOBODY_ACCEPTED' | 'FAILED', moment: Date): Promise<void> {
    await this.store.change(book, {
      state: 'FALLBACK',
      moves: 0,
      actAt: moment,
      ...(await this.settled(book, result, moment)),
    });
    await this.close(book, moment);
  }

  /** The caller has left before anybody took the call. */
  async cancel(book: TransferBook, moment: Date): Promise<void> {
    await this.store.change(book, {
      state: 'CANCELLED',
      endedAt: moment,
      actAt: null,
      ...(await this.settled(book, 'CALLER_LEFT', moment)),
    });
    await this.close(book, moment);
  }

  /** The talk is over, or the caller is back with the agent, or has left on the way. */
  async end(book: TransferBook, moment: Date, change: { returnExchange?: number } = {}): Promise<void> {
    await this.store.change(book, {
      state: 'ENDED',
      endedAt: moment,
      actAt: null,
      ...(change.returnExchange === undefined ? {} : { returnExchange: change.returnExchange, returnedAt: moment }),
    });
    await this.close(book, moment);
  }

  private async settled(
    { transfer }: TransferBook,
    result: TransferResult,
    moment: Date,
    targetId?: string,
  ): Promise<{ result: TransferResult; settledAt: Date }> {
    const { id: transferId, callId } = transfer;
    await this.outbox.record(TransferSettled, { transferId, callId, result, ...(targetId ? { targetId } : {}) });
    return { result, settledAt: moment };
  }

  /** No phone rings for a transfer that is settled, and nobody's turn comes any more. */
  private async close({ legs }: TransferBook, moment: Date): Promise<void> {
    for (const leg of legs) {
      if (leg.status === 'QUEUED') {
        const skipped = leg.skipped ?? 'NOT_NEEDED';
        await this.store.changeLeg(leg, { status: 'CANCELED', skipped, endedAt: moment, unsent: false });
      } else if (isLegLive(leg.status)) {
        if (leg.verdict === null) await this.store.changeLeg(leg, { verdict: 'GIVEN_UP', verdictAt: moment });
        await this.stop(leg, moment);
      }
    }
  }

  /** Asked for at once; whether it was heard is looked at later. */
  private async stop(leg: TransferLeg, moment: Date): Promise<void> {
    const { providerCallId } = leg;
    if (!providerCallId) return;
    await this.store.changeLeg(leg, { lookAt: new Date(moment.getTime() + LOOK_AFTER_STOP_MS) });
    this.work.afterCommit(async () => {
      try {
        await this.carrier.hangUp(providerCallId);
      } catch (error) {
        this.logger.warn('a phone that is not wanted waits for the sweep', { legId: leg.id }, error);
      }
    });
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { failpoint } from '../../platform/failpoints/failpoint';
import { Outbox } from '../../platform/events/outbox';
import { Carrier } from '../../voice/carrier.port';
import { isLegLive, isUnwanted, type LegVerdict } from './leg-status';
import type { TransferLeg } from './transfer-leg.entity';
import type { TransferResult } from './transfer-state';
import { type TransferBook, TransferStore } from './transfer-store.service';
import { TransferSettled } from './transfers.events';

/** A phone that is not wanted any more is looked at again so soon: the request to end it may have been lost. */
const LOOK_AFTER_STOP_MS = 1_500;
/** Who declines has been told goodbye by then; one whose document was lost hears nothing. */
const LOOK_AFTER_GOODBYE_MS = 10_000;

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
    else if (isLegLive(leg.status)) await this.store.changeLeg(leg, { lookAt: after(moment, LOOK_AFTER_GOODBYE_MS) });
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
    const isOpen = book.transfer.state === 'CONNECTED';
    await this.store.change(book, {
      state: 'ENDED',
      endedAt: moment,
      actAt: null,
      ...(change.returnExchange === undefined ? {} : { returnExchange: change.returnExchange, returnedAt: moment }),
    });
    // On the way back to the agent the phones were stopped before, and the caller must not wait for that again.
    if (isOpen) await this.close(book, moment);
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

  /** No phone rings for a transfer that is settled, and nobody's turn comes any more. Who was not wanted before is looked after already. */
  private async close({ legs }: TransferBook, moment: Date): Promise<void> {
    for (const leg of legs) {
      if (leg.status === 'QUEUED') {
        const skipped = leg.skipped ?? 'NOT_NEEDED';
        await this.store.changeLeg(leg, { status: 'CANCELED', skipped, endedAt: moment, unsent: false });
      } else if (isLegLive(leg.status) && !isUnwanted(leg)) {
        if (leg.verdict === null) await this.store.changeLeg(leg, { verdict: 'GIVEN_UP', verdictAt: moment });
        await this.stop(leg, moment);
      }
    }
  }

  /** Asked for at once, and nobody waits for the answer, least of all a caller: whether it was heard is looked at later. */
  private async stop(leg: TransferLeg, moment: Date): Promise<void> {
    const { providerCallId } = leg;
    if (!providerCallId) return;
    await this.store.changeLeg(leg, { lookAt: after(moment, LOOK_AFTER_STOP_MS) });
    this.work.afterCommit(() => void this.hangUp(leg.id, providerCallId));
  }

  private async hangUp(legId: string, providerCallId: string): Promise<void> {
    try {
      await this.carrier.hangUp(providerCallId);
    } catch (error) {
      this.logger.warn('a phone that is not wanted waits for the sweep', { legId }, error);
    }
  }
}

function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}

import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { failpoint } from '../../platform/failpoints/failpoint';
import { CallBridge } from '../../voice/bridge.port';
import { Carrier } from '../../voice/carrier.port';
import { CallFollower } from '../following/call-follower.service';
import { type TransferBook, TransferStore } from './transfer-store.service';

/** The part of a live call that a request needs; read under the lock of its transfer. */
export interface CallerNow {
  readonly callId: string;
  readonly providerCallId: string;
  readonly maxCallSeconds: number;
}

/** What is asked of the carrier about the caller's own call. */
@Injectable()
export class CallerLine {
  constructor(
    private readonly store: TransferStore,
    private readonly bridge: CallBridge,
    private readonly carrier: Carrier,
    private readonly follower: CallFollower,
    private readonly work: UnitOfWork,
  ) {}

  /** Lets the caller go on at what the transfer says then: into the room, or back to the agent. @throws CarrierUnavailable */
  async move(transferId: string, { callId, providerCallId, maxCallSeconds }: CallerNow): Promise<void> {
    await failpoint('transfer.before_move');
    const to = { tenantId: currentTenantId(), transferId, maxCallSeconds };
    const outcome = await this.bridge.redirect(providerCallId, to);
    await failpoint('transfer.moved');
    await this.heard(transferId, outcome, { callId, providerCallId });
  }

  /** Lets the call last as long as two people may talk. @throws CarrierUnavailable */
  async setLimit(transferId: string, { callId, providerCallId, maxCallSeconds }: CallerNow): Promise<void> {
    const outcome = await this.bridge.setLimit(providerCallId, maxCallSeconds);
    await this.heard(transferId, outcome, { callId, providerCallId });
  }

  /** Nobody is left to talk to. @throws CarrierUnavailable */
  async hangUp({ callId, providerCallId }: CallerNow): Promise<void> {
    await this.carrier.hangUp(providerCallId);
    await this.look(callId, providerCallId);
  }

  /** Asks the carrier how the caller's call stands; one that is over is ended here as well. @throws CarrierUnavailable */
  async look(callId: string, providerCallId: string): Promise<void> {
    const snapshot = await this.carrier.fetchCall(providerCallId);
    if (snapshot) await this.follower.observe(callId, snapshot);
  }

  /** The agent has as much time left as when the transfer began. On a locked transfer. */
  async restoreLimit({ transfer, call }: TransferBook, moment: Date): Promise<void> {
    const heldSeconds = Math.ceil((moment.getTime() - transfer.createdAt.getTime()) / 1_000);
    const seconds = Math.min(call.maxCallSeconds, transfer.callSeconds + heldSeconds);
    await this.work.single((tx) =>
      changedBy(tx, 'update calls set max_call_seconds = $3 where tenant_id = $1 and id = $2', [
        call.tenantId,
        call.id,
        seconds,
      ]),
    );
    Object.assign(call, { maxCallSeconds: seconds });
  }

  private async heard(
    transferId: string,
    outcome: 'DONE' | 'NOT_LIVE',
    { callId, providerCallId }: Pick<CallerNow, 'callId' | 'providerCallId'>,
  ): Promise<void> {
    if (outcome === 'NOT_LIVE') return this.look(callId, providerCallId);
    await this.store.withLocked(transferId, async (book, moment) => {
      if (!book.transfer.limitSetAt) await this.store.change(book, { limitSetAt: moment });
      return null;
    });
  }
}

import { Injectable } from '@nestjs/common';
import { CallBridge } from '../../voice/bridge.port';
import type { CarrierEvent, RawWebhook } from '../../voice/carrier.port';
import { CallerLine } from './caller-line.service';
import { LegFollower } from './leg-follower.service';
import { isOver } from './transfer-state';
import { TransferSteps } from './transfer-steps.service';
import { TransferStore } from './transfer-store.service';

/** What the carrier tells of a transfer. */
@Injectable()
export class TransferNews {
  constructor(
    private readonly store: TransferStore,
    private readonly bridge: CallBridge,
    private readonly follower: LegFollower,
    private readonly callers: CallerLine,
    private readonly steps: TransferSteps,
  ) {}

  async ofLeg(legId: string, event: CarrierEvent): Promise<void> {
    await this.store.withLeg(legId, (leg, book, moment) => this.follower.apply(leg, book, event, moment));
  }

  /**
   * News of a room come in any order and more than once, and who is moved leaves it as well: it is only taken as a reason to ask the
   * carrier how the caller's call stands.
   */
  async inRoom(transferId: string, webhook: RawWebhook): Promise<void> {
    const { type, providerCallId } = this.bridge.readRoomEvent(webhook);
    if (type !== 'LEFT' && type !== 'ENDED') return;
    const caller = await this.callerOf(transferId);
    if (!caller || (type === 'LEFT' && providerCallId !== caller.providerCallId)) return;
    await this.lookAtCaller(transferId);
  }

  /** Asks how the caller's call stands, and goes on from there. */
  async lookAtCaller(transferId: string): Promise<void> {
    const caller = await this.callerOf(transferId);
    if (caller) await this.callers.look(caller.callId, caller.providerCallId);
    await this.steps.advance(transferId);
  }

  /** Null once the transfer is over. */
  private callerOf(transferId: string): Promise<{ callId: string; providerCallId: string } | null> {
    return this.store.withLocked(transferId, ({ transfer, call }) => {
      const { id: callId, providerCallId } = call;
      return Promise.resolve(isOver(transfer.state) || !providerCallId ? null : { callId, providerCallId });
    });
  }
}

import { Injectable } from '@nestjs/common';
import { ColleagueGate } from '../../compliance/colleague-gate.service';
import type { ColleaguePermission } from '../../compliance/colleague-permission';
import { failpoint } from '../../platform/failpoints/failpoint';
import { CallBridge } from '../../voice/bridge.port';
import type { PlaceCallResult } from '../../voice/carrier.port';
import { PermissionMismatch } from '../../voice/voice.errors';
import { UNSENT_LEASE_MS } from '../call-decisions';
import { CarrierLine } from '../placing/carrier-line.service';
import { LegFollower } from './leg-follower.service';
import { nextStep } from './next-step';
import type { TransferLeg } from './transfer-leg.entity';
import { type TransferBook, TransferStore } from './transfer-store.service';

/** Somebody waits in the line: a turn on the account that is further away is looked for again. */
const TURN_WAIT_MS = 2_000;
const NOT_SENT: PlaceCallResult = { kind: 'REFUSED', outcome: 'FAILED', cause: 'NOT_SENT' };

interface Ticket {
  readonly leg: TransferLeg;
  readonly permission: ColleaguePermission;
}

/**
 * Rings one colleague, once: the gate is asked in the transaction that takes the leg, and only after its commit is the carrier asked,
 * behind the fence of the permission. Whoever comes second finds the leg taken. An answer that never comes leaves it UNKNOWN.
 */
@Injectable()
export class LegRinger {
  constructor(
    private readonly store: TransferStore,
    private readonly gate: ColleagueGate,
    private readonly line: CarrierLine,
    private readonly bridge: CallBridge,
    private readonly follower: LegFollower,
  ) {}

  /** Rings the colleague whose turn it is, unless that has changed. */
  async ring(transferId: string): Promise<void> {
    await this.line.inTurn(TURN_WAIT_MS, 'HOT', async () => {
      const ticket = await this.store.withLocked(transferId, (book, moment) => this.take(book, moment));
      if (!ticket) return;
      try {
        await this.make(ticket);
      } finally {
        ticket.permission.release();
      }
    });
  }

  private async make(ticket: Ticket): Promise<void> {
    const result = await this.send(ticket);
    await failpoint('transfer.leg_answered');
    await this.line.learnOf(ticket.leg.dialStartedAt, result);
    await this.store.withLeg(ticket.leg.id, (leg, book, moment) => this.follower.settle(leg, book, result, moment));
  }

  private async take(book: TransferBook, moment: Date): Promise<Ticket | null> {
    const step = nextStep(book.transfer, book.legs, book.call, moment);
    if (step.kind !== 'RING') return null;
    const { leg } = step;
    if (await this.store.isEngaged(leg.phone)) return this.skip(leg, 'ENGAGED', moment);
    const { phone, id: legId } = leg;
    const decision = await this.gate.decide({ legId, phone, callerPhone: book.call.phone, moment });
    if (decision.verdict === 'LATER') return null;
    if (decision.verdict === 'DENY') return this.skip(leg, decision.reason, moment);
    await this.store.changeLeg(leg, {
      status: 'DIALING',
      unsent: true,
      allowedAt: moment,
      dialStartedAt: moment,
      ...leaseFrom(moment),
    });
    await this.store.change(book, { state: 'RINGING' });
    await failpoint('transfer.leg_checked');
    return { leg, permission: decision.permission };
  }

  /** The turn of the next one comes at once. */
  private async skip(leg: TransferLeg, skipped: string, moment: Date): Promise<null> {
    await this.store.changeLeg(leg, { status: 'CANCELED', skipped, endedAt: moment });
    return null;
  }

  /** A worker frozen between the commit and the request finds its leave gone: the caller may have left meanwhile. */
  private async send({ leg, permission }: Ticket): Promise<PlaceCallResult> {
    if (!permission.mayLeave()) return NOT_SENT;
    await failpoint('transfer.leg_before_post');
    if (!(await this.store.markSent(leg.id))) return NOT_SENT;
    const { tenantId, id: legId, phone: to, fromNumber: from, ringTimeoutSeconds, maxCallSeconds } = leg;
    try {
      return await this.bridge.ring({ tenantId, legId, to, from, ringTimeoutSeconds, maxCallSeconds }, permission);
    } catch (error) {
      // It lapsed after the last look: nothing was sent.
      if (error instanceof PermissionMismatch && error.reason === 'EXPIRED') return NOT_SENT;
      throw error;
    }
  }
}

function leaseFrom(moment: Date): { leaseUntil: Date; lookAt: Date } {
  const leaseUntil = new Date(moment.getTime() + UNSENT_LEASE_MS);
  return { leaseUntil, lookAt: leaseUntil };
}

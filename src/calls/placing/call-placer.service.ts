import { hostname } from 'node:os';
import { Injectable } from '@nestjs/common';
import type { DialPermission } from '../../compliance/dial-permission';
import type { ContactPurpose } from '../../compliance/rules/contact-question';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { failpoint } from '../../platform/failpoints/failpoint';
import type { PlaceCallResult } from '../../voice/carrier.port';
import { PermissionMismatch } from '../../voice/voice.errors';
import type { Call, CallLane } from '../call.entity';
import { decidePlacement, UNSENT_LEASE_MS } from '../call-decisions';
import { CallEnder } from '../call-ender.service';
import { CallStore } from '../call-store.service';
import { firstPollAt, polledAs } from '../following/polling';
import { CarrierLine } from './carrier-line.service';
import { ringWithin, shortestRingingMs } from './close-guard';
import { DialingGates } from './dialing-gates';

/** Longer than this a call waits as QUEUED, not in a worker. */
const MAX_RATE_WAIT_MS = 5_000;
/** While leave to call a number is being taken away nothing is decided; that is a matter of milliseconds. */
const LATER_MS = 100;
const LATER_TRIES = 5;
const NOT_SENT: PlaceCallResult = { kind: 'REFUSED', outcome: 'FAILED', cause: 'NOT_SENT' };
const OWNER = `${hostname()}:${process.pid}`;

type Accepted = Extract<PlaceCallResult, { kind: 'ACCEPTED' }>;

interface Ticket {
  readonly call: Call;
  readonly permission: DialPermission;
}

/**
 * Makes one attempt, once: every gate is asked in the transaction that takes the call, the receipt is written with it, and only
 * after its commit is the carrier asked, behind the fence of the permission. A second run of the same job finds the call taken.
 * An answer that never comes leaves the call UNKNOWN; nothing here asks twice.
 */
@Injectable()
export class CallPlacer {
  constructor(
    private readonly store: CallStore,
    private readonly gates: DialingGates,
    private readonly line: CarrierLine,
    private readonly ender: CallEnder,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Places the call if it is still QUEUED and every gate allows it. A call whose turn on the carrier account is further away than
   * `maxRateWaitMs` stays QUEUED for the next sweep. HOT calls go before those that wait.
   */
  async place(callId: string, maxRateWaitMs = MAX_RATE_WAIT_MS, lane: CallLane = 'NORMAL'): Promise<void> {
    await this.line.inTurn(maxRateWaitMs, lane, () => this.dial(callId));
  }

  private async dial(callId: string): Promise<void> {
    const ticket = await this.takeInTurn(callId);
    if (!ticket) return;
    try {
      await this.make(ticket);
    } finally {
      ticket.permission.release();
    }
  }

  /** A phone that rings can be stopped by its id at the carrier: whoever takes leave away must find it stored. */
  private async make(ticket: Ticket): Promise<void> {
    const result = await this.send(ticket);
    await failpoint('dial.response_received');
    if (result.kind !== 'ACCEPTED') ticket.permission.release();
    await this.line.learn(ticket.call, result);
    await this.store.withLocked(ticket.call.id, (now, moment) => this.settle(now, result, moment));
    await failpoint('dial.after_commit');
  }

  /** Null when there is nothing to send. A call that has no turn in time stays QUEUED, and the sweep asks again. */
  private async takeInTurn(callId: string): Promise<Ticket | null> {
    for (let tries = 1; ; tries += 1) {
      const ticket = await this.take(callId);
      if (ticket !== 'LATER') return ticket;
      if (tries === LATER_TRIES) return null;
      await new Promise((resolve) => setTimeout(resolve, LATER_MS));
    }
  }

  /** A worker frozen between the commit and the request finds its leave gone: the call may have been given up, or forbidden, meanwhile. */
  private async send({ call, permission }: Ticket): Promise<PlaceCallResult> {
    if (!permission.mayLeave()) return NOT_SENT;
    await failpoint('dial.before_post');
    if (!(await this.store.markSent(call.id))) return NOT_SENT;
    try {
      return await this.line.place(call, permission);
    } catch (error) {
      // It lapsed after the last look: nothing was sent.
      if (error instanceof PermissionMismatch && error.reason === 'EXPIRED') return NOT_SENT;
      throw error;
    }
  }

  private async take(callId: string): Promise<Ticket | 'LATER' | null> {
    const delays = await this.line.delays();
    return this.store.withLocked<Ticket | 'LATER'>(callId, async (call, moment) => {
      if (call.status !== 'QUEUED') return null;
      const ringing = { ...delays, ringTimeoutSeconds: call.ringTimeoutSeconds };
      const decision = await this.gates.ask(call, moment, shortestRingingMs(ringing));
      if (decision.verdict === 'LATER') return 'LATER';
      if (decision.verdict !== 'ALLOW') {
        await this.ender.withdraw(
          call,
          { reason: decision.reason, ...(decision.verdict === 'DEFER' ? { until: decision.until } : {}) },
          moment,
          { zoneKey: decision.zoneKey },
        );
        return null;
      }
      await this.store.change(call, {
        status: 'DIALING',
        dialStartedAt: moment,
        unsent: true,
        leaseUntil: new Date(moment.getTime() + UNSENT_LEASE_MS),
        leaseOwner: OWNER,
        ...ringWithin({ ...ringing, moment, endsAt: decision.endsAt }),
        windowClosesAt: decision.closesAt,
        zoneKey: decision.zoneKey,
        purpose: purposeOf(decision.purpose),
      });
      await this.ender.ledger.dialed(call, moment);
      await failpoint('dial.checked');
      return { call, permission: decision.permission };
    });
  }

  private async settle(call: Call, result: PlaceCallResult, moment: Date): Promise<null> {
    const effect = decidePlacement(call, result);
    if (result.kind === 'ACCEPTED') {
      if (effect === 'ACCEPT') await this.accept(call, result, moment);
      else if (effect === 'STOP') this.work.afterCommit(() => this.line.stop(result.providerCallId));
    } else if (result.kind === 'REFUSED' && effect === 'REFUSE') await this.ender.refuse(call, result, moment);
    else if (effect === 'SUSPEND') await this.store.suspend(call, moment);
    await failpoint('dial.before_commit');
    return null;
  }

  /** Callbacks are not expected before the carrier's queue has let the call go. */
  private async accept(call: Call, { providerCallId, queueMs = 0 }: Accepted, moment: Date): Promise<void> {
    const isNews = call.providerCallId === null;
    const dialedAt = new Date(moment.getTime() + queueMs);
    const status = call.status === 'UNKNOWN' ? 'DIALING' : call.status;
    await this.store.change(call, {
      providerCallId,
      acceptedAt: moment,
      leaseUntil: null,
      reconcileAt: null,
      ...(status === call.status ? {} : { status }),
      ...(isNews ? { pollAt: firstPollAt(polledAs(call, { status, providerCallId }), dialedAt) } : {}),
    });
  }
}

/** A confirmation of an opt-out is a text: no call is allowed as one. */
function purposeOf(purpose: ContactPurpose): Call['purpose'] {
  if (purpose === 'OPT_OUT_CONFIRMATION') throw new Error('A call was allowed as a confirmation.');
  return purpose;
}

import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { Outbox } from '../platform/events/outbox';
import { changedBy, ROW_LOCK, rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { SENT_LEASE_MS } from './call-decisions';
import { isFinal, mayMove } from './call-status';
import { Call } from './call.entity';
import { CallChanged } from './calls.events';
import { firstPollAt, polledAs } from './following/polling';
import { nextLook } from './following/unknown-call';

/** Columns that may change while a call lives; times in UTC. */
export type CallChange = Partial<
  Pick<
    Call,
    | 'zoneKey'
    | 'purpose'
    | 'status'
    | 'outcome'
    | 'endedReason'
    | 'providerCallId'
    | 'leaseUntil'
    | 'leaseOwner'
    | 'windowClosesAt'
    | 'dialStartedAt'
    | 'unsent'
    | 'ringTimeoutSeconds'
    | 'ringBy'
    | 'acceptedAt'
    | 'stopRequestedAt'
    | 'stopReason'
    | 'unknownSince'
    | 'reconcileAt'
    | 'missingSince'
    | 'pollAt'
    | 'polls'
    | 'absentSince'
    | 'attentionSince'
    | 'attentionReason'
    | 'ringingAt'
    | 'answeredAt'
    | 'endedAt'
    | 'notPlaced'
    | 'answeredBy'
    | 'durationSeconds'
    | 'costMicros'
    | 'costCurrency'
    | 'sipCode'
    | 'carrierErrorCode'
    | 'detailsDueAt'
  >
>;

export interface CarrierClaims {
  /** Carrier ids that an attempt, or the call to a colleague, of some tenant has. */
  readonly owned: ReadonlySet<string>;
  /** Another tenant's attempt on the same phone from the same number still waits to learn its carrier id, and may yet be told. */
  readonly isContested: boolean;
}

/** The moment, and how long calls are on their way then. */
interface AtCarrier {
  readonly moment: Date;
  readonly requestMs: number;
  readonly queueEmptyFrom: Date | null;
}

/** Reads and writes call rows; every change of a call passes through `change`, which refuses to reverse a state. */
@Injectable()
export class CallStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `step` on the locked call in one unit of work, with the moment of the decision. Null when the call is not this tenant's,
   * or when `step` answers null.
   */
  withLocked<T>(callId: string, step: (call: Call, moment: Date) => Promise<T | null>): Promise<T | null> {
    return this.work.run(async (tx) => {
      const call = await this.query(tx, callId).setLock(ROW_LOCK.mode).getOne();
      return call ? step(call, this.clock.now()) : null;
    });
  }

  find(callId: string): Promise<Call | null> {
    return this.work.run((tx) => this.query(tx, callId).getOne());
  }

  /** Applies `change` to a locked call and records the fact. The call is changed in place and returned. */
  async change(call: Call, change: CallChange): Promise<Call> {
    if (change.status && change.status !== call.status && !mayMove(call.status, change.status)) {
      throw new Error(`A call cannot move from ${call.status} to ${change.status}.`);
    }
    const updatedAt = this.clock.now();
    const whole = { ...pollingOf(call, change, updatedAt), ...change, updatedAt };
    await this.work.run(async (tx) => {
      await tx.update(Call, { tenantId: call.tenantId, id: call.id }, whole);
      await this.outbox.record(CallChanged, referenceOf(call));
    });
    return Object.assign(call, whole);
  }

  /** Notes on a locked call what only its own upkeep needs to know: nobody is told. */
  async note(call: Call, change: Omit<CallChange, 'status' | 'outcome'>): Promise<void> {
    await this.work.single((tx) => tx.update(Call, { tenantId: call.tenantId, id: call.id }, change));
    Object.assign(call, change);
  }

  /**
   * The last step before the request leaves, committed before it does: a call on which this was not said was provably not dialed. False
   * when the call was given back meanwhile; then nothing may be sent (`maySend` of call-decisions).
   */
  async markSent(callId: string): Promise<boolean> {
    const leaseUntil = new Date(this.clock.now().getTime() + SENT_LEASE_MS);
    const marked = await this.work.single((tx) =>
      changedBy(
        tx,
        `update calls set unsent = false, lease_until = $3 where tenant_id = $1 and id = $2 and status = 'DIALING' and unsent`,
        [currentTenantId(), callId, leaseUntil],
      ),
    );
    return marked === 1;
  }

  /** The carrier did not say whether it took the call: only reconciliation may decide. The list is looked at soon. */
  async suspend(call: Call, moment: Date): Promise<void> {
    await this.change(call, {
      status: 'UNKNOWN',
      unknownSince: moment,
      missingSince: null,
      leaseUntil: null,
      reconcileAt: nextLook({ unknownSince: moment }, moment),
    });
  }

  /** How the carrier's calls to this call's phone stand to all tenants' attempts: they share one carrier account. */
  async claimsBeside(
    call: Call,
    providerCallIds: readonly string[],
    { moment, requestMs, queueEmptyFrom }: AtCarrier,
  ): Promise<CarrierClaims> {
    const rows = await this.work.singleAsPlatform('whose carrier calls are these', (tx) =>
      rowsOf<{ provider_call_id: string | null }>(tx, CLAIMS, [
        providerCallIds,
        call.tenantId,
        call.phone,
        call.fromNumber,
        moment,
        requestMs / 1_000,
        queueEmptyFrom,
      ]),
    );
    const owned = rows.flatMap((row) => row.provider_call_id ?? []);
    return { owned: new Set(owned), isContested: owned.length < rows.length };
  }

  private query(tx: EntityManager, callId: string): SelectQueryBuilder<Call> {
    return tx
      .createQueryBuilder(Call, 'call')
      .where('call.tenantId = :tenantId and call.id = :callId', { tenantId: currentTenantId(), callId });
  }
}

/**
 * Whenever a call moves, the carrier's silence about it begins anew; a call that is over is asked for no more. One that lives on is
 * nobody's affair any more: what became of it is known.
 */
function pollingOf(call: Call, change: CallChange, moment: Date): CallChange {
  if (change.status === undefined && change.providerCallId === undefined) return {};
  const isFound = call.attentionSince !== null && change.status !== undefined && !isFinal(change.status);
  const isPastSending = call.unsent && change.status !== undefined && change.status !== 'DIALING';
  return {
    pollAt: firstPollAt(polledAs(call, change), moment),
    polls: 0,
    absentSince: null,
    ...(isFound ? { attentionSince: null, attentionReason: null } : {}),
    ...(isPastSending ? { unsent: false } : {}),
  };
}

/** Callbacks name the attempt, so a rival gets its id by the time its way, its queueing, ringing and talking would be over. */
const CLAIMS = /* sql */ `
select provider_call_id from calls where provider_call_id = any($1)
union all
select provider_call_id from transfer_legs where provider_call_id = any($1)
union all
select null from transfer_legs where phone = $3 and from_number = $4 and provider_call_id is null and status in ('DIALING', 'UNKNOWN')
union all
select null from calls
where tenant_id <> $2 and phone = $3 and from_number = $4 and provider_call_id is null and status in ('DIALING', 'UNKNOWN')
  and greatest(dial_started_at + make_interval(secs => $6::double precision), $7::timestamptz)
    + make_interval(secs => ring_timeout_seconds + max_call_seconds) > $5`;

/** The ids every fact about a call carries. */
export function referenceOf(call: Call): { callId: string; leadId: string; campaignId?: string } {
  return { callId: call.id, leadId: call.leadId, ...(call.campaignId ? { campaignId: call.campaignId } : {}) };
}

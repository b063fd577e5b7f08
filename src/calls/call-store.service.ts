import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { AppConfig } from '../platform/config/config';
import { Outbox } from '../platform/events/outbox';
import { rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { mayMove } from './call-status';
import { Call } from './call.entity';
import { CallChanged } from './calls.events';

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
    | 'acceptedAt'
    | 'unknownSince'
    | 'reconcileAt'
    | 'missingSince'
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
  /** Carrier ids that an attempt of some tenant has. */
  readonly owned: ReadonlySet<string>;
  /** Another tenant's attempt on the same phone from the same number still waits to learn its carrier id, and may yet be told. */
  readonly isContested: boolean;
}

/** Reads and writes call rows; every change of a call passes through `change`, which refuses to reverse a state. */
@Injectable()
export class CallStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * Runs `step` on the locked call in one unit of work, with the moment of the decision. Null when the call is not this tenant's,
   * or when `step` answers null.
   */
  withLocked<T>(callId: string, step: (call: Call, moment: Date) => Promise<T | null>): Promise<T | null> {
    return this.work.run(async (tx) => {
      const call = await this.query(tx, callId).setLock('pessimistic_write').getOne();
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
    await this.work.run(async (tx) => {
      await tx.update(Call, { tenantId: call.tenantId, id: call.id }, { ...change, updatedAt });
      await this.outbox.record(CallChanged, referenceOf(call));
    });
    return Object.assign(call, change, { updatedAt });
  }

  /** The carrier did not say whether it took the call: only reconciliation, after a settling time, may decide. */
  async suspend(call: Call, moment: Date): Promise<void> {
    await this.change(call, {
      status: 'UNKNOWN',
      unknownSince: moment,
      leaseUntil: null,
      reconcileAt: new Date(moment.getTime() + this.config.dialing.settleMs),
    });
  }

  /** How the carrier's calls to this call's phone stand to all tenants' attempts: they share one carrier account. */
  async claimsBeside(call: Call, providerCallIds: readonly string[], moment: Date): Promise<CarrierClaims> {
    const rows = await this.work.asPlatform('whose carrier calls are these', (tx) =>
      rowsOf<{ provider_call_id: string | null }>(tx, CLAIMS, [
        providerCallIds,
        call.tenantId,
        call.phone,
        call.fromNumber,
        moment,
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

/** Callbacks name the attempt, so a rival that was dialed gets its id by the time its ringing and talking would be over. */
const CLAIMS = /* sql */ `
select provider_call_id from calls where provider_call_id = any($1)
union all
select null from calls
where tenant_id <> $2 and phone = $3 and from_number = $4 and provider_call_id is null and status in ('DIALING', 'UNKNOWN')
  and dial_started_at + make_interval(secs => ring_timeout_seconds + max_call_seconds) > $5`;

/** The ids every fact about a call carries. */
export function referenceOf(call: Call): { callId: string; leadId: string; campaignId?: string } {
  return { callId: call.id, leadId: call.leadId, ...(call.campaignId ? { campaignId: call.campaignId } : {}) };
}

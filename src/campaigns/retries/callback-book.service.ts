import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { LIVE_SQL } from '../../calls/call-status';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Outbox } from '../../platform/events/outbox';
import type { Enrolment } from '../enrolment.entity';
import { DEFAULT_DIALING_POLICY } from './dialing-policy';
import { CallbackKept, CallbackMissed } from './retries.events';

/** When a promised callback is due, and the rule that moved it there; `because` is null where nothing did. */
export interface LawfulTime {
  readonly dueAt: Date;
  readonly because: string | null;
}

/** The call in which a time was promised. */
interface NewPromise {
  readonly callId: string;
  readonly promisedAt: Date;
}

/** What was promised to people, and whether it was kept. Everything joins the open unit of work, on a locked enrolment. */
@Injectable()
export class CallbackBook {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** The same call promises once. */
  async promise(
    enrolment: Enrolment,
    { callId, promisedAt }: NewPromise,
    due: LawfulTime,
    moment: Date,
  ): Promise<void> {
    const { tenantId, id, campaignId, leadId } = enrolment;
    await this.work.single((tx) =>
      changedBy(tx, PROMISE, [
        tenantId,
        id,
        due.dueAt,
        due.because,
        moment,
        uuidv7(),
        campaignId,
        leadId,
        callId,
        promisedAt,
      ]),
    );
  }

  /** The law has moved it, or lets go of it again. */
  async move({ tenantId, id }: Enrolment, due: LawfulTime, moment: Date): Promise<void> {
    await this.work.single((tx) => changedBy(tx, MOVE, [tenantId, id, due.dueAt, due.because, moment]));
  }

  /** The call it was promised for has been made. Told again it stays as it is. */
  async called({ tenantId, id }: Enrolment, callId: string, dialedAt: Date, moment: Date): Promise<void> {
    await this.work.run(async (tx) => {
      const settled = await rowOf<{ id: string; status: string }>(tx, CALLED, [tenantId, id, callId, dialedAt, moment]);
      if (settled?.status === 'KEPT') await this.outbox.record(CallbackKept, { callbackId: settled.id, callId });
    });
  }

  /** The enrolment has ended with a promise open: who may not be called any more is owed nothing. */
  async close({ tenantId, id }: Enrolment, isOwed: boolean, moment: Date): Promise<void> {
    await this.work.run(async (tx) => {
      const status = isOwed ? 'MISSED' : 'CANCELLED';
      const closed = await rowOf<{ id: string }>(tx, CLOSE, [tenantId, id, status, moment]);
      if (closed && isOwed) await this.outbox.record(CallbackMissed, { callbackId: closed.id });
    });
  }

  /** The campaign was stopped for good. Whoever is being called all the same decides at the end of that call. */
  async cancelOf(campaignId: string): Promise<void> {
    await this.work.single((tx) => changedBy(tx, CANCEL, [currentTenantId(), campaignId, this.clock.now()]));
  }

  /** Its time has passed. @returns false when it was dialed, or moved, meanwhile. */
  async miss(callback: { readonly tenantId: string; readonly id: string }, moment: Date): Promise<boolean> {
    return this.work.run(async (tx) => {
      const changed = await changedBy(tx, MISS, [callback.tenantId, callback.id, moment]);
      if (changed > 0) await this.outbox.record(CallbackMissed, { callbackId: callback.id });
      return changed > 0;
    });
  }
}

/** Seconds the company allows; $1 is the tenant. */
const TOLERANCE = /* sql */ `make_interval(secs => coalesce((select callback_tolerance_seconds from dialing_policies where tenant_id = $1),
  ${DEFAULT_DIALING_POLICY.callbackToleranceSeconds}))`;

const PROMISE = /* sql */ `
insert into callbacks (tenant_id, id, campaign_id, enrolment_id, lead_id, promised_by, promised_at, due_at, moved_because, missed_after,
  created_at, updated_at)
values ($1, $6, $7, $2, $8, $9, $10, $3, $4, $3::timestamptz + ${TOLERANCE}, $5, $5)
on conflict (tenant_id, promised_by) do nothing`;

const MOVE = /* sql */ `
update callbacks set due_at = $3, moved_because = $4, missed_after = $3::timestamptz + ${TOLERANCE}, updated_at = $5
where tenant_id = $1 and enrolment_id = $2 and status = 'PENDING' and (due_at, moved_because) is distinct from ($3::timestamptz, $4::text)`;

const CALLED = /* sql */ `
update callbacks set status = case when status = 'PENDING' and $4::timestamptz <= missed_after then 'KEPT' else 'LATE' end,
  call_id = $3, called_at = $4, updated_at = $5
where tenant_id = $1 and enrolment_id = $2 and status in ('PENDING', 'MISSED') and promised_by <> $3 returning id, status`;

const CLOSE = /* sql */ `
update callbacks set status = $3, updated_at = $4 where tenant_id = $1 and enrolment_id = $2 and status = 'PENDING' returning id`;

const CANCEL = /* sql */ `
update callbacks k set status = 'CANCELLED', updated_at = $3
from enrolments e
where k.tenant_id = $1 and k.campaign_id = $2 and k.status = 'PENDING' and e.tenant_id = k.tenant_id and e.id = k.enrolment_id
  and e.state not in ('IN_FLIGHT', 'WRAP_UP')`;

/** Whoever is being dialed for it decides at the end of that call. */
const MISS = /* sql */ `
update callbacks k set status = 'MISSED', updated_at = $3
where k.tenant_id = $1 and k.id = $2 and k.status = 'PENDING' and k.missed_after < $3 and not exists (
  select 1 from calls c where c.tenant_id = k.tenant_id and c.enrolment_id = k.enrolment_id and c.dial_started_at is not null
    and c.status in ${LIVE_SQL})`;

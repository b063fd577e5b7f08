import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { CallLane } from '../call.entity';
import { LIVE_SQL } from '../call-status';

export type Neglect = 'UNPLACED' | 'ABANDONED' | 'UNKNOWN' | 'SILENT' | 'DETAILS';

export interface UnattendedCall {
  readonly tenantId: string;
  readonly callId: string;
  readonly neglect: Neglect;
  readonly lane: CallLane;
}

const UNPLACED_AFTER_MS = 3_000;

/** Who is to look at an unknown call at a moment has a timer for it: so long after that moment, whoever it was is gone. */
const OTHERS_GO_FIRST_MS = 1_000;

/** The sweeps' view: calls of all tenants that somebody should have looked after. */
@Injectable()
export class UnattendedCalls {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Calls that wait for a worker, and those whose carrier nobody means to ask any more; of each at most `limit`. */
  find(limit: number): Promise<UnattendedCall[]> {
    const moment = this.clock.now();
    return this.work.singleAsPlatform('sweep for unattended calls', (tx) =>
      rowsOf<UnattendedCall>(tx, UNATTENDED, [new Date(moment.getTime() - UNPLACED_AFTER_MS), limit]),
    );
  }

  /** Calls whose worker or whose request was lost; of each kind at most `limit`. */
  findLost(limit: number): Promise<UnattendedCall[]> {
    const moment = this.clock.now();
    return this.work.singleAsPlatform('calls whose request was lost', (tx) =>
      rowsOf<UnattendedCall>(tx, LOST, [moment, new Date(moment.getTime() - OTHERS_GO_FIRST_MS), limit]),
    );
  }

  /** Calls about which the carrier is to be asked; of each kind at most `limit`. */
  findToAsk(limit: number): Promise<UnattendedCall[]> {
    const moment = this.clock.now();
    return this.work.singleAsPlatform('calls about which the carrier is to be asked', (tx) =>
      rowsOf<UnattendedCall>(tx, TO_ASK, [moment, limit]),
    );
  }
}

/** Each kind for itself: those that wait for their turn may be many, and hide nobody who fell silent. */
const UNATTENDED = /* sql */ `
(select tenant_id as "tenantId", id as "callId", 'SILENT' as neglect, lane from calls
 where status in ${LIVE_SQL} and status in ('DIALING', 'RINGING', 'IN_PROGRESS') and updated_at < $1
   and provider_call_id is not null and poll_at is null
 order by updated_at limit $2)
union all
(select tenant_id, id, 'UNPLACED', lane from calls where status = 'QUEUED' and updated_at < $1 order by updated_at limit $2)
`;

const LOST = /* sql */ `
(select tenant_id as "tenantId", id as "callId", 'ABANDONED' as neglect, lane from calls
 where status = 'DIALING' and provider_call_id is null and lease_until <= $1 order by lease_until limit $3)
union all
(select tenant_id, id, 'UNKNOWN', lane from calls where status = 'UNKNOWN' and reconcile_at <= $2 order by reconcile_at limit $3)
`;

const TO_ASK = /* sql */ `
(select tenant_id as "tenantId", id as "callId", 'SILENT' as neglect, lane from calls where poll_at <= $1 order by poll_at limit $2)
union all
(select tenant_id, id, 'DETAILS', lane from calls where details_due_at <= $1 order by details_due_at limit $2)
`;

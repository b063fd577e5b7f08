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

/** The sweep's view: calls of all tenants that somebody should have looked after. */
@Injectable()
export class UnattendedCalls {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  find(limit: number): Promise<UnattendedCall[]> {
    const moment = this.clock.now();
    return this.work.asPlatform('sweep for unattended calls', (tx) =>
      rowsOf<UnattendedCall>(tx, FIND, [moment, new Date(moment.getTime() - UNPLACED_AFTER_MS), limit]),
    );
  }
}

const FIND = /* sql */ `
(select tenant_id as "tenantId", id as "callId", case
    when status = 'QUEUED' then 'UNPLACED'
    when status = 'UNKNOWN' then 'UNKNOWN'
    when provider_call_id is null then 'ABANDONED'
    else 'SILENT'
  end as neglect, lane
from calls
where status in ${LIVE_SQL} and updated_at < $2 and (
  status = 'QUEUED'
  or (status = 'UNKNOWN' and reconcile_at <= $1)
  or (status = 'DIALING' and provider_call_id is null and lease_until <= $1)
  or (status in ('DIALING', 'RINGING', 'IN_PROGRESS') and provider_call_id is not null and poll_at is null)
)
order by updated_at limit $3)
union all
(select tenant_id, id, 'SILENT', lane from calls where poll_at <= $1 order by poll_at limit $3)
union all
(select tenant_id, id, 'DETAILS', lane from calls where details_due_at <= $1 order by details_due_at limit $3)
`;

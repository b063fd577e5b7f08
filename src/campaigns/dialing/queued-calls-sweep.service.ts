import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { StopReason } from '../../calls/call.entity';
import { CallStopper } from '../../calls/following/call-stopper.service';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { inBatches } from '../../platform/queues/in-batches';
import { Sweeps } from '../../platform/queues/sweeps';

const SWEEP = 'queued-calls';
const BATCH = 200;
/** Calls canceled at once. */
const LANES = 10;

interface StoppedCall {
  readonly tenantId: string;
  readonly callId: string;
  readonly reason: StopReason;
}

/**
 * Carries a pause or a stop to the calls that wait at the carrier and do not ring yet: it may let them wait for minutes. A phone that
 * rings already goes on ringing when its campaign is only paused.
 */
@Injectable()
export class QueuedCallsSweep implements OnApplicationBootstrap {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly sweeps: Sweeps,
    private readonly stopper: CallStopper,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep());
  }

  /** Of all companies. */
  async sweep(batch = BATCH): Promise<void> {
    const moment = this.clock.now();
    const find = (): Promise<StoppedCall[]> =>
      this.work.singleAsPlatform('calls at the carrier of whoever has stopped dialing', (tx) =>
        rowsOf<StoppedCall>(tx, FIND, [moment, null, null, batch]),
      );
    await this.stop(batch, find);
  }

  /** Of one campaign of the ambient company, or of all of it. */
  async stopOf(campaignId: string | null, batch = BATCH): Promise<void> {
    const moment = this.clock.now();
    const find = (): Promise<StoppedCall[]> =>
      this.work.single((tx) => rowsOf<StoppedCall>(tx, FIND, [moment, currentTenantId(), campaignId, batch]));
    await this.stop(batch, find);
  }

  private async stop(batch: number, find: () => Promise<StoppedCall[]>): Promise<void> {
    const attention = { sweep: SWEEP, lanes: LANES, idOf: ({ callId }: StoppedCall): string => callId };
    const attend = (calls: readonly StoppedCall[]): Promise<void> =>
      this.sweeps.attendEach(calls, attention, ({ callId, reason }) => this.stopper.stop(callId, reason));
    await inBatches(batch, find, attend, this.sweeps.stop);
  }
}

/** The calls that wait at the carrier are few; a cancellation that seems lost is repeated after 10 s. */
const FIND = /* sql */ `
select c.tenant_id as "tenantId", c.id as "callId",
  case when t.status = 'PAUSED' then 'TENANT_PAUSED' when p.status = 'PAUSED' then 'CAMPAIGN_PAUSED' else 'CAMPAIGN_STOPPED' end as reason
from calls c
join tenants t on t.id = c.tenant_id
left join campaigns p on p.tenant_id = c.tenant_id and p.id = c.campaign_id
where c.status = 'DIALING' and c.provider_call_id is not null
  and (c.stop_requested_at is null or c.stop_requested_at < $1::timestamptz - interval '10 seconds')
  and ($2::uuid is null or c.tenant_id = $2) and ($3::uuid is null or c.campaign_id = $3)
  and (t.status = 'PAUSED' or p.status not in ('ACTIVE', 'COMPLETED'))
order by c.updated_at limit $4`;

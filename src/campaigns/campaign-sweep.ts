import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Sweeps } from '../platform/queues/sweeps';
import { CapacityBell } from './allocation/capacity-bell.service';
import { CampaignPacer } from './dialing/campaign-pacer.service';
import { HandlesJob } from '../platform/queues/handles-job.decorator';
import { PaceCampaign, PaceHotCampaign } from './campaigns.jobs';
import { ProgressNews } from './progress/progress-news.service';

interface PacedCampaign {
  readonly tenantId: string;
  readonly id: string;
}

const SWEEP = 'campaigns';
const PAGE = 500;
/** Before every other in the order of ids. */
const FIRST: PacedCampaign = {
  tenantId: '00000000-0000-0000-0000-000000000000',
  id: '00000000-0000-0000-0000-000000000000',
};

/**
 * Paces every campaign that is active, or that stands still for a cause that may be gone, at each sweep, whatever bells were lost;
 * and paces one when its bell rings.
 */
@Injectable()
export class CampaignSweep implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly work: UnitOfWork,
    private readonly pacer: CampaignPacer,
    private readonly news: ProgressNews,
    private readonly capacity: CapacityBell,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep());
  }

  @HandlesJob(PaceCampaign)
  async paceCampaign({ campaignId }: { tenantId: string; campaignId: string }): Promise<void> {
    await this.pacer.pace(campaignId);
  }

  @HandlesJob(PaceHotCampaign)
  async paceHotCampaign({ campaignId }: { tenantId: string; campaignId: string }): Promise<void> {
    await this.pacer.pace(campaignId);
  }

  async sweep(): Promise<void> {
    for (let last = FIRST, page = [last]; page.length > 0 && !this.sweeps.stop.aborted; last = page.at(-1) ?? last) {
      page = await this.pacedAfter(last);
      await this.sweeps.attendEach(page, { sweep: SWEEP, idOf: ({ id }) => id }, ({ id }) => this.look(id));
    }
    this.capacity.wake();
  }

  private async look(id: string): Promise<void> {
    await this.pacer.pace(id);
    this.news.touch(id);
  }

  /** Campaigns that wait for their company to be activated are left out until it is. */
  private pacedAfter({ tenantId, id }: PacedCampaign): Promise<PacedCampaign[]> {
    return this.work.singleAsPlatform('sweep campaigns', (tx) =>
      rowsOf<PacedCampaign>(
        tx,
        `select c.tenant_id as "tenantId", c.id from campaigns c
         where (c.status = 'ACTIVE' or c.pause_reason in ('TENANT_PAUSED', 'AGENT_UNAVAILABLE', 'BUDGET_EXCEEDED'))
           and (c.tenant_id, c.id) > ($1, $2)
           and (c.status = 'ACTIVE' or exists (select 1 from tenants t where t.id = c.tenant_id and t.status = 'ACTIVE'))
         order by c.tenant_id, c.id limit $3`,
        [tenantId, id, PAGE],
      ),
    );
  }
}

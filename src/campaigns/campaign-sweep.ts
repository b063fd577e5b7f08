import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { runInContext } from '../platform/context/request-context';
import { rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Sweeps } from '../platform/queues/sweeps';
import { CampaignPacer } from './dialing/campaign-pacer.service';
import { HandlesJob } from '../platform/queues/handles-job.decorator';
import { PaceCampaign } from './campaigns.jobs';
import { ProgressNews } from './progress/progress-news.service';

interface ActiveCampaign {
  readonly tenantId: string;
  readonly id: string;
}

const PAGE = 500;
/** Before every other in the order of ids. */
const FIRST: ActiveCampaign = {
  tenantId: '00000000-0000-0000-0000-000000000000',
  id: '00000000-0000-0000-0000-000000000000',
};

/** Paces every active campaign at each sweep, whatever bells were lost, and paces one when its bell rings. */
@Injectable()
export class CampaignSweep implements OnApplicationBootstrap {
  private readonly logger = new Logger(CampaignSweep.name);

  constructor(
    private readonly sweeps: Sweeps,
    private readonly work: UnitOfWork,
    private readonly pacer: CampaignPacer,
    private readonly news: ProgressNews,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register('campaigns', () => this.sweep());
  }

  @HandlesJob(PaceCampaign)
  async paceCampaign({ campaignId }: { tenantId: string; campaignId: string }): Promise<void> {
    await this.pacer.pace(campaignId);
  }

  async sweep(): Promise<void> {
    for (let last = FIRST, page = [last]; page.length > 0; last = page.at(-1) ?? last) {
      page = await this.activeAfter(last);
      for (const { tenantId, id } of page) await this.look(tenantId, id);
    }
  }

  /** One campaign that cannot be paced must not keep the others from being paced. */
  private async look(tenantId: string, id: string): Promise<void> {
    const context = { requestId: id, tenantId, actor: { kind: 'SYSTEM', name: 'campaign-sweep' } as const };
    try {
      await runInContext(context, async () => {
        await this.pacer.pace(id);
        this.news.touch(id);
      });
    } catch (error) {
      this.logger.warn('a campaign could not be paced', { campaignId: id }, error);
    }
  }

  private activeAfter({ tenantId, id }: ActiveCampaign): Promise<ActiveCampaign[]> {
    return this.work.asPlatform('sweep active campaigns', (tx) =>
      rowsOf<ActiveCampaign>(
        tx,
        `select tenant_id as "tenantId", id from campaigns where status = 'ACTIVE' and (tenant_id, id) > ($1, $2)
         order by tenant_id, id limit $3`,
        [tenantId, id, PAGE],
      ),
    );
  }
}

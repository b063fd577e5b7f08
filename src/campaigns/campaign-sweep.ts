import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { runInContext } from '../platform/context/request-context';
import { rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Sweeps } from '../platform/queues/sweeps';
import { CampaignPacer } from './dialing/campaign-pacer.service';
import { HandlesJob } from '../platform/queues/handles-job.decorator';
import { PaceCampaign } from './campaigns.jobs';
import { ProgressNews } from './progress/progress-news.service';

/** Most campaigns one sweep looks at; the others wait for the next. */
const BATCH = 1_000;

/** Paces every active campaign at each sweep, whatever bells were lost, and paces one when its bell rings. */
@Injectable()
export class CampaignSweep implements OnApplicationBootstrap {
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
    const active = await this.work.asPlatform('sweep active campaigns', (tx) =>
      rowsOf<{ tenantId: string; id: string }>(
        tx,
        `select tenant_id as "tenantId", id from campaigns where status = 'ACTIVE' order by tenant_id, id limit $1`,
        [BATCH],
      ),
    );
    for (const { tenantId, id } of active) {
      const context = { requestId: id, tenantId, actor: { kind: 'SYSTEM', name: 'campaign-sweep' } as const };
      await runInContext(context, async () => {
        await this.pacer.pace(id);
        this.news.touch(id);
      });
    }
  }
}

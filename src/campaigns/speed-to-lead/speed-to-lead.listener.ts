import { Injectable } from '@nestjs/common';
import { CallChanged } from '../../calls/calls.events';
import { LeadMapped, LeadsMapped } from '../../leads/leads.events';
import type { FactDelivery } from '../../platform/events/fact';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { sparing } from '../../platform/events/sparing';
import { StandingCampaigns } from './standing-campaigns.service';
import { SpeedLedger } from './speed-ledger.service';
import { SpeedNews } from './speed-news.service';
import { SpeedWatch } from './speed-watch.service';

/** Follows new leads from the moment they come until somebody has answered. Every reaction may run twice. */
@Injectable()
export class SpeedToLeadListener {
  constructor(
    private readonly ledger: SpeedLedger,
    private readonly standing: StandingCampaigns,
    private readonly watch: SpeedWatch,
    private readonly news: SpeedNews,
  ) {}

  @OnFact(LeadsMapped)
  async beginToWait(
    { leadIds, projectId }: { leadIds: readonly string[]; projectId: string },
    { occurredAt }: Pick<FactDelivery, 'occurredAt'>,
  ): Promise<void> {
    await sparing(leadIds, async (some) => {
      if (await this.ledger.receive(some, projectId, occurredAt)) this.news.touch();
    });
  }

  @OnFact(LeadMapped)
  async beginToWaitOne(
    { leadId, projectId }: { leadId: string; projectId: string },
    delivery: FactDelivery,
  ): Promise<void> {
    await this.beginToWait({ leadIds: [leadId], projectId }, delivery);
  }

  /** A call of an ordinary campaign is not made because somebody has just come. */
  @OnFact(CallChanged)
  async followCall({ leadId, campaignId }: { leadId: string; campaignId?: string }): Promise<void> {
    if (campaignId && !(await this.standing.has(campaignId))) return;
    const [source] = await this.ledger.follow([leadId]);
    if (source === undefined) return;
    await this.watch.judgeLatest(source);
    await this.watch.judgeWaiting(source);
    this.news.touch();
  }
}

import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Campaign } from '../campaign.entity';

/** Campaigns remembered; the oldest are forgotten. */
const MEMORY = 5_000;

/** Which campaigns call the new leads of a project; what a campaign is never changes, so it is asked once. */
@Injectable()
export class StandingCampaigns {
  private readonly known = new Map<string, boolean>();

  constructor(private readonly work: UnitOfWork) {}

  async has(campaignId: string): Promise<boolean> {
    const key = `${currentTenantId()} ${campaignId}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const campaign = await this.work.single((tx) =>
      tx.findOne(Campaign, { select: { kind: true }, where: { tenantId: currentTenantId(), id: campaignId } }),
    );
    const isStanding = campaign?.kind === 'AUTO_CALL';
    this.known.set(key, isStanding);
    const [oldest] = this.known.keys();
    if (this.known.size > MEMORY && oldest !== undefined) this.known.delete(oldest);
    return isStanding;
  }
}

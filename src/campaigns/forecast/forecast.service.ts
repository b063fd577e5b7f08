import { Injectable } from '@nestjs/common';
import type { Campaign } from '../campaign.entity';
import { CampaignsService } from '../campaigns.service';
import { CampaignObstacles } from '../dialing/campaign-obstacles.service';
import type { CampaignSpeaker } from '../dialing/campaign-speakers.service';
import { PacerTools } from '../dialing/pacer-tools.service';
import { type CallRates, ratesOf } from './call-rates';
import { type Cohort, type Forecast, forecast, type ForecastView, type NeverReason } from './forecast';
import { ForecastFacts, type UnderWay } from './forecast-facts';
import { ForecastSupply } from './forecast-supply.service';

export interface CampaignForecast extends Omit<Forecast, 'neverReason'> {
  readonly campaignId: string;
  readonly moment: Date;
  readonly neverReason: NeverReason | 'OVER' | 'AGENT_UNAVAILABLE' | null;
  /** False where it is not active now: then it says what would be if it went on at this moment. */
  readonly isActive: boolean;
  readonly rates: CallRates;
}

/** Says when a campaign will be through, and what that takes. */
@Injectable()
export class ForecastService {
  constructor(
    private readonly tools: PacerTools,
    private readonly campaigns: CampaignsService,
    private readonly obstacles: CampaignObstacles,
    private readonly facts: ForecastFacts,
    private readonly supply: ForecastSupply,
  ) {}

  /** @throws CampaignNotFound */
  read(campaignId: string): Promise<CampaignForecast> {
    return this.tools.work.run(async (tx) => {
      const campaign = await this.campaigns.get(campaignId);
      const moment = this.tools.clock.now();
      const { tenant, agents } = await this.obstacles.of(campaign);
      const rates = ratesOf(await this.facts.callsOf(tx, campaign.id), await this.facts.callsOf(tx, null));
      const found = await this.supply.of(tx, campaign, tenant, rates, moment);
      const supply = { ...found, callsAtOnce: Math.min(found.callsAtOnce, callsAtOnceOf(agents)) };
      const waiting = await this.facts.waitingOf(tx, campaign.id, moment);
      const underWay = await this.facts.underWayOf(tx, campaign.id);
      const course = forecast({ ...supply, cohorts: [...waiting, ...cohortsAfter(underWay, supply)] });
      const barred = barOf(campaign, agents.length);
      return {
        ...course,
        ...(barred ? { finishAt: null, lateFinishAt: null } : {}),
        neverReason: barred ?? course.neverReason,
        campaignId,
        moment,
        isActive: campaign.status === 'ACTIVE',
        rates,
      };
    });
  }
}

function barOf({ status }: Campaign, agents: number): 'OVER' | 'AGENT_UNAVAILABLE' | null {
  if (status === 'COMPLETED' || status === 'CANCELLED') return 'OVER';
  return agents === 0 ? 'AGENT_UNAVAILABLE' : null;
}

/** Of its agents together, as if nobody else had them; infinite when one has no limit, and when there is none to have one. */
function callsAtOnceOf(agents: readonly Pick<CampaignSpeaker, 'limit'>[]): number {
  return agents.length > 0 ? agents.reduce((sum, { limit }) => sum + (limit ?? Infinity), 0) : Infinity;
}

/** Calls under way are made; some of their leads will be called again. */
function cohortsAfter(underWay: readonly UnderWay[], { moment, endings }: Omit<ForecastView, 'cohorts'>): Cohort[] {
  return underWay.flatMap(({ zoneKey, attempts, leads }) =>
    endings.flatMap(({ share, againAfterSeconds }) => {
      const seconds = againAfterSeconds(attempts);
      if (seconds === null) return [];
      return [{ zoneKey, attempts, leads: leads * share, dueAt: new Date(moment.getTime() + seconds * 1_000) }];
    }),
  );
}

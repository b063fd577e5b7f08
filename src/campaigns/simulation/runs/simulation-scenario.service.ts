import { Injectable } from '@nestjs/common';
import type { ContactFacts } from '../../../compliance/contact-facts';
import { startOfDay } from '../../../platform/clock/local-days';
import { AppConfig } from '../../../platform/config/config';
import { currentTenantId } from '../../../platform/context/request-context';
import { rowOf } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { Campaign } from '../../campaign.entity';
import { CampaignSpeakers } from '../../dialing/campaign-speakers.service';
import { USUAL_CARRIER, USUAL_MODEL, usualGreeting } from '../basis';
import type { Scenario } from '../scenario';
import { SimulationTerms } from './simulation-terms.service';
import type { Simulation } from './simulation.entity';

/** Calls whose price is looked at for the price per minute. */
const PRICED_CALLS = 500;

/** Reads what a simulated campaign depends on, as it is now. */
@Injectable()
export class SimulationScenario {
  constructor(
    private readonly work: UnitOfWork,
    private readonly config: AppConfig,
    private readonly speakers: CampaignSpeakers,
    private readonly terms: SimulationTerms,
  ) {}

  /** `company` is what is on record of the company; null while nobody waits in the campaign. */
  async of(
    simulation: Simulation,
    campaign: Campaign,
    company: Pick<ContactFacts, 'seller' | 'narrowing' | 'holds'> | null,
  ): Promise<Scenario> {
    const { tenant, rubric, retryPolicy, callbackToleranceSeconds } = await this.terms.of(campaign);
    const callsToday = await this.callsBefore(simulation, tenant.timeZone);
    const seller = company?.seller ?? tenant.name;
    return {
      name: campaign.name,
      start: simulation.startsAt,
      seed: simulation.seed,
      days: simulation.days,
      company: {
        seller,
        timeZone: tenant.timeZone,
        maxConcurrentCalls: tenant.maxConcurrentCalls,
        dailyCallLimit: tenant.dailyCallLimit,
        callsToday: callsToday.ofCompany,
        callbackToleranceSeconds,
        narrowing: company?.narrowing ?? {},
        holds: company?.holds ?? [],
      },
      campaign: {
        ...policyOf(campaign),
        callsToday: callsToday.ofCampaign,
        greeting: usualGreeting(seller),
        agents: await this.terms.agentsOf(campaign),
        rubric,
        retryPolicy,
      },
      carrier: await this.carrierOf(campaign),
      model: {
        ...USUAL_MODEL,
        ...(this.config.anthropic
          ? { fast: this.config.anthropic.fastModel, strong: this.config.anthropic.strongModel }
          : {}),
      },
    };
  }

  private async carrierOf(campaign: Campaign): Promise<Scenario['carrier']> {
    const { callsPerSecond, carrierConcurrentCalls, platformConcurrentCalls, reservedCallsPercent } =
      this.config.dialing;
    return {
      callsPerSecond,
      concurrentCalls: Math.min(carrierConcurrentCalls, platformConcurrentCalls),
      reservePercent: reservedCallsPercent,
      microsPerMinute: (await this.priceOfAMinute()) ?? USUAL_CARRIER.microsPerMinute,
      callerId: this.speakers.numberOf(campaign) ?? USUAL_CARRIER.callerId,
    };
  }

  /** Calls made on the day on which it begins, before it begins. */
  private async callsBefore(
    { startsAt, campaignId }: Simulation,
    timeZone: string,
  ): Promise<{ ofCompany: number; ofCampaign: number }> {
    const row = await this.work.single((tx) =>
      rowOf<{ ofCompany: number; ofCampaign: number }>(tx, CALLS_BEFORE, [
        currentTenantId(),
        campaignId,
        startOfDay(startsAt, timeZone),
        startsAt,
      ]),
    );
    return row ?? { ofCompany: 0, ofCampaign: 0 };
  }

  /** What the company's latest calls have cost per minute begun; undefined while no price is known. */
  private async priceOfAMinute(): Promise<number | undefined> {
    const row = await this.work.single((tx) =>
      rowOf<{ micros: number | null }>(tx, PRICE, [currentTenantId(), PRICED_CALLS]),
    );
    return row?.micros ?? undefined;
  }
}

const CALLS_BEFORE = /* sql */ `
select count(*)::int as "ofCompany", (count(*) filter (where campaign_id = $2))::int as "ofCampaign" from calls
where tenant_id = $1 and dial_started_at >= $3 and dial_started_at < $4 and not not_placed`;

const PRICE = /* sql */ `
select round(sum(cost_micros) / nullif(sum(ceil(duration_seconds / 60.0)), 0))::int as micros from (
  select cost_micros, cost_currency, duration_seconds from calls where tenant_id = $1 order by created_at desc limit $2
) latest where cost_micros > 0 and duration_seconds > 0 and cost_currency = 'USD'`;

function policyOf(campaign: Campaign) {
  const { purpose, maxAttempts, maxConcurrentCalls, dailyCallLimit, ringTimeoutSeconds, maxCallSeconds } = campaign;
  return {
    purpose,
    maxAttempts,
    maxConcurrentCalls,
    dailyCallLimit,
    ringTimeoutSeconds,
    maxCallSeconds,
    windows: campaign.callingWindows,
    subject: campaign.projectId,
  };
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ContactHoursReader } from '../../compliance/contact-hours.service';
import { startOfNextDay } from '../../platform/clock/local-days';
import { AppConfig } from '../../platform/config/config';
import type { Tenant } from '../../tenants/tenant.entity';
import type { Campaign } from '../campaign.entity';
import { type Capacity, CapacityReader } from '../dialing/capacity';
import { DialingPolicies } from '../retries/dialing-policies.service';
import { retryPolicyOf } from '../retries/effective-policy';
import { atTheirWorst, type CallRates, endingsOf } from './call-rates';
import type { ForecastView } from './forecast';

/** What there is to call with: limits, hours, rates. */
@Injectable()
export class ForecastSupply {
  constructor(
    private readonly config: AppConfig,
    private readonly hours: ContactHoursReader,
    private readonly capacity: CapacityReader,
    private readonly policies: DialingPolicies,
  ) {}

  async of(
    tx: EntityManager,
    campaign: Campaign,
    tenant: Tenant,
    rates: CallRates,
    moment: Date,
  ): Promise<Omit<ForecastView, 'cohorts'>> {
    const { platformConcurrentCalls, carrierConcurrentCalls } = this.config.dialing;
    const { hours } = await this.hours.ofZones();
    const capacity = await this.capacity.read(tx, campaign, tenant, moment);
    const { callsPerSecond } = await this.capacity.pace();
    const retry = retryPolicyOf(await this.policies.current(), campaign);
    const terms = { maxAttempts: campaign.maxAttempts, retry };
    return {
      moment,
      endings: endingsOf(rates, terms),
      lateEndings: endingsOf(atTheirWorst(rates), terms),
      callsAtOnce: Math.min(
        campaign.maxConcurrentCalls,
        tenant.maxConcurrentCalls,
        platformConcurrentCalls,
        carrierConcurrentCalls,
      ),
      callsPerSecond,
      secondsPerCall: rates.secondsPerCall,
      costPerCallMicros: rates.costPerCallMicros,
      callsLeftToday: leftToday(capacity),
      callsPerDay: Math.min(campaign.dailyCallLimit, tenant.dailyCallLimit ?? Infinity),
      nextDay: (from) => startOfNextDay(from, tenant.timeZone),
      // A ban without an end, and what the company has yet to do, keep a place shut for good as far as anybody knows.
      openings: (zoneKey, from) =>
        hours.openings(zoneKey, { purpose: campaign.purpose, windows: campaign.callingWindows, moment: from }),
    };
  }
}

function leftToday({ limits }: Capacity): number {
  const left = limits.filter(({ gate }) => gate === 'DAILY_LIMIT' || gate === 'TENANT_DAILY_LIMIT');
  return Math.max(0, Math.min(...left.map((limit) => limit.left)));
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { startOfDay, startOfNextDay } from '../../platform/clock/local-days';
import { rowOf } from '../../platform/database/sql';
import type { Tenant } from '../../tenants/tenant.entity';
import { allocate } from '../allocation/allocate';
import { type AccountPace, CapacitySurvey, type Survey } from '../allocation/capacity-survey.service';
import { reserveOf, roomIn } from '../allocation/capacity-view';
import type { Due } from '../allocation/demand-book';
import type { Campaign } from '../campaign.entity';
import type { Gate } from '../rules/gates';

/** Most calls one pass claims: a short transaction, and room for other campaigns between two passes. */
export const BATCH = 50;

/** What one limit still allows; `clearsAt` is the moment at which it allows more, where that is known. */
export interface LimitLeft {
  readonly gate: Gate;
  readonly left: number;
  readonly clearsAt: Date | null;
}

/** How many calls each limit still allows; the smallest decides. */
export interface Capacity {
  readonly campaignSlots: number;
  readonly tenantSlots: number;
  /** Calls the campaign and its company may still make today. */
  readonly dailyCalls: number;
  readonly limit: number;
  /** Of these, the calls that may go to anybody; the others are kept for those who were never called. */
  readonly normalLimit: number;
  /** The tightest first. */
  readonly limits: readonly LimitLeft[];
  /** What the same limits leave for those who were called before. */
  readonly normalLimits: readonly LimitLeft[];
  /** Whether other campaigns, of whatever company, wait for room. */
  readonly isWantedByOthers: boolean;
}

/** What is asked about: a campaign, its company, and the people it could call now; a single one where nothing is said. */
export interface CapacityQuestion {
  readonly campaign: Campaign;
  readonly tenant: Tenant;
  readonly moment: Date;
  readonly due: Due;
  /** Read before CAPACITY_LOCK was taken. */
  readonly account: AccountPace;
}

/** Counts live calls from their rows, so a slot cannot leak: whatever ends a call frees it. */
@Injectable()
export class CapacityReader {
  constructor(private readonly survey: CapacitySurvey) {}

  /** As things stand for one more person. */
  async read(tx: EntityManager, campaign: Campaign, tenant: Tenant, moment: Date): Promise<Capacity> {
    const account = await this.survey.pace();
    return this.answer(tx, { campaign, tenant, moment, due: { hot: 0, normal: 1 }, account });
  }

  pace(): Promise<AccountPace> {
    return this.survey.pace();
  }

  /** Reads the calls of all companies; under CAPACITY_LOCK what it allows may be claimed. */
  async answer(tx: EntityManager, question: CapacityQuestion): Promise<Capacity> {
    const { campaign, tenant, moment, due, account } = question;
    const today = await rowOf<CallsOfToday>(tx, TODAY, [
      tenant.id,
      campaign.id,
      startOfDay(moment, tenant.timeZone),
      tenant.dailyCallLimit,
    ]);
    const asking = { tenant, campaign, wanted: due.normal, hotWanted: due.hot };
    const survey = await this.survey.take(moment, account, asking);
    const before = limitsOf(question, survey, today);
    const room = roomWithin(before);
    const asNormal = { ...question, due: { hot: 0, normal: due.hot + due.normal } };
    const normalLimits = due.hot > 0 ? limitsOf(asNormal, survey, today) : before;
    const wanted = Math.min(room, due.normal + due.hot);
    const share = allocate(survey.view).get(campaign.id) ?? 0;
    const limits = share < wanted ? [{ gate: 'FAIR_SHARE' as const, left: share, clearsAt: null }, ...before] : before;
    const leftOf = (gate: Gate): number => before.find((one) => one.gate === gate)?.left ?? 0;
    return {
      campaignSlots: leftOf('CAMPAIGN_CONCURRENCY'),
      tenantSlots: leftOf('TENANT_CONCURRENCY'),
      dailyCalls: Math.max(0, Math.min(...before.filter(isOfTheDay).map(({ left }) => left))),
      limit: Math.min(room, share),
      normalLimit: Math.min(room, share, roomWithin(normalLimits)),
      limits: limits.sort((one, other) => one.left - other.left),
      normalLimits,
      isWantedByOthers: survey.view.tenants.some(({ campaigns }) =>
        campaigns.some((other) => other.id !== campaign.id && other.wanted + other.hotWanted > 0),
      ),
    };
  }
}

function isOfTheDay({ gate }: LimitLeft): boolean {
  return gate === 'DAILY_LIMIT' || gate === 'TENANT_DAILY_LIMIT';
}

interface CallsOfToday {
  readonly campaign: number;
  readonly tenant: number;
}

function limitsOf(question: CapacityQuestion, survey: Survey, today: CallsOfToday | undefined): LimitLeft[] {
  return [...ownLimits(question, survey, today), ...platformLimits(question, survey)];
}

function roomWithin(limits: readonly LimitLeft[]): number {
  return Math.max(0, Math.min(BATCH, ...limits.map(({ left }) => left)));
}

/** The campaign's and the company's, the day's first: a day is longer than a call. */
function ownLimits(
  { campaign, tenant, moment, due }: CapacityQuestion,
  { view }: Survey,
  today: CallsOfToday | undefined,
): LimitLeft[] {
  const tomorrow = startOfNextDay(moment, tenant.timeZone);
  const company = view.tenants.find(({ id }) => id === tenant.id) ?? { live: 0, hot: 0, campaigns: [] };
  const live = company.campaigns.find(({ id }) => id === campaign.id)?.live ?? 0;
  const reserve = reserveOf(tenant.maxConcurrentCalls, view.reservePercent);
  const left: LimitLeft[] = [
    { gate: 'DAILY_LIMIT', left: campaign.dailyCallLimit - (today?.campaign ?? 0), clearsAt: tomorrow },
  ];
  if (tenant.dailyCallLimit !== null)
    left.push({ gate: 'TENANT_DAILY_LIMIT', left: tenant.dailyCallLimit - (today?.tenant ?? 0), clearsAt: tomorrow });
  if (campaign.isProbing) left.push({ gate: 'PROBING', left: 1 - live, clearsAt: null });
  return [
    ...left,
    { gate: 'CAMPAIGN_CONCURRENCY', left: campaign.maxConcurrentCalls - live, clearsAt: null },
    {
      gate: 'TENANT_CONCURRENCY',
      left: roomIn(tenant.maxConcurrentCalls, company, reserve, due.hot > 0),
      clearsAt: null,
    },
  ];
}

function platformLimits({ moment, due }: CapacityQuestion, { view, account, rooms }: Survey): LimitLeft[] {
  const isHot = due.hot > 0;
  if (account.state === 'OPEN') return [{ gate: 'CARRIER_DOWN', left: 0, clearsAt: account.retryAt }];
  const nextStart = new Date(moment.getTime() + Math.ceil(1_000 / account.callsPerSecond));
  return [
    { gate: 'CARRIER_RATE', left: view.starts + (isHot ? view.hotStarts : 0), clearsAt: nextStart },
    { gate: 'CARRIER_CONCURRENCY', left: isHot ? rooms.carrier.hot : rooms.carrier.normal, clearsAt: null },
    { gate: 'PLATFORM_CONCURRENCY', left: isHot ? rooms.platform.hot : rooms.platform.normal, clearsAt: null },
  ];
}

/**
 * The day is the tenant's; claimed calls that have not been dialed yet count as today's. The company's are counted only where it has a
 * limit ($4), and no further than that.
 */
const TODAY = /* sql */ `
select
  (select count(*)::int from calls where tenant_id = $1 and campaign_id = $2 and dial_started_at >= $3 and not not_placed)
  + (select count(*)::int from calls where tenant_id = $1 and campaign_id = $2 and status = 'QUEUED') as campaign,
  case when $4::int is null then 0 else
    (select count(*)::int from (
      select 1 from calls where tenant_id = $1 and dial_started_at >= $3 and not not_placed limit $4
    ) as dialed)
    + (select count(*)::int from calls where tenant_id = $1 and status = 'QUEUED') end as tenant
`;

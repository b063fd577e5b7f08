import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { RequestTerms } from '../request-terms.service';

/** Spending under one heading: a model, what it was asked for, a day, or a campaign. */
export interface UsageShare {
  /** The heading; of requests for no campaign, empty. */
  readonly name: string;
  readonly requests: number;
  /** Answered by a cheaper model than was asked for. */
  readonly cheaperRequests: number;
  /** Of which nobody knows what they were charged for, so that they count in full. */
  readonly assumedRequests: number;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly tokens: number;
  readonly costMicros: number;
}

/** One month by each heading; days in their order, everything else by tokens, most first. */
export interface Spending {
  readonly total: UsageShare;
  readonly byModel: readonly UsageShare[];
  readonly byPurpose: readonly UsageShare[];
  readonly byDay: readonly UsageShare[];
  readonly byCampaign: readonly UsageShare[];
}

type Heading = 'total' | 'model' | 'purpose' | 'day' | 'campaign';
type ShareRow = Record<Exclude<keyof UsageShare, 'name'>, string> & {
  readonly name: string;
  readonly heading: Heading;
};

/** No heading shows more: there are 31 days and a handful of models, but a company may have any number of campaigns. */
const MOST = 100;

/** What was spent, read from the daily figures that the ledger keeps. */
@Injectable()
export class SpendingReader {
  constructor(
    private readonly work: UnitOfWork,
    private readonly terms: RequestTerms,
  ) {}

  /** A month, the present one when none is named; one in which nothing was spent has no headings. */
  async of(wanted?: string): Promise<Spending> {
    return this.work.run(async (tx) => this.read(tx, wanted ?? (await this.terms.period())));
  }

  private async read(tx: EntityManager, period: string): Promise<Spending> {
    const rows = await rowsOf<ShareRow>(tx, SPENDING, [currentTenantId(), period, MOST]);
    const under = (wanted: Heading): UsageShare[] =>
      rows.filter(({ heading }) => heading === wanted).map((row) => shareOf(row));
    return {
      total: under('total')[0] ?? NOTHING,
      byModel: under('model'),
      byPurpose: under('purpose'),
      byDay: under('day').toSorted((a, b) => a.name.localeCompare(b.name)),
      byCampaign: under('campaign'),
    };
  }
}

const NOTHING: UsageShare = {
  name: '',
  requests: 0,
  cheaperRequests: 0,
  assumedRequests: 0,
  inputTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
  tokens: 0,
  costMicros: 0,
};

function shareOf(row: ShareRow): UsageShare {
  return {
    name: row.name,
    requests: Number(row.requests),
    cheaperRequests: Number(row.cheaperRequests),
    assumedRequests: Number(row.assumedRequests),
    inputTokens: Number(row.inputTokens),
    cachedTokens: Number(row.cachedTokens),
    outputTokens: Number(row.outputTokens),
    tokens: Number(row.tokens),
    costMicros: Number(row.costMicros),
  };
}

/** All headings in one walk over the month's days, which begin the primary key. */
export const SPENDING = /* sql */ `
with shares as (
  select
    case when grouping(model) = 0 then 'model' when grouping(purpose) = 0 then 'purpose' when grouping(day) = 0 then 'day'
      when grouping(campaign_id) = 0 then 'campaign' else 'total' end as heading,
    coalesce(model, purpose, day::text, nullif(campaign_id::text, '00000000-0000-0000-0000-000000000000'), '') as name,
    sum(requests) as requests, sum(cheaper_requests) as "cheaperRequests", sum(assumed_requests) as "assumedRequests",
    sum(input_tokens) as "inputTokens", sum(cached_tokens) as "cachedTokens", sum(output_tokens) as "outputTokens",
    sum(tokens) as tokens, sum(cost_micros) as "costMicros"
  from usage_days where tenant_id = $1 and period = $2
  group by grouping sets ((model), (purpose), (day), (campaign_id), ())
), placed as (
  select *, row_number() over (partition by heading order by tokens desc, name) as place from shares
)
select * from placed where place <= $3 and requests is not null order by heading, place
`;

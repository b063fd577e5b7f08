import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';

/** The time up to now that figures are asked for; leads belong to it by when they came. */
export const SPEED_PERIODS = ['LAST_HOUR', 'LAST_DAY', 'LAST_WEEK', 'LAST_MONTH'] as const;
export type SpeedPeriod = (typeof SPEED_PERIODS)[number];

const HOUR_MS = 60 * 60_000;
const LENGTH_MS: Readonly<Record<SpeedPeriod, number>> = {
  LAST_HOUR: HOUR_MS,
  LAST_DAY: 24 * HOUR_MS,
  LAST_WEEK: 7 * 24 * HOUR_MS,
  LAST_MONTH: 30 * 24 * HOUR_MS,
};
/** Sources come with the leads, so there may be any number; those with most leads are told. */
const MOST_SOURCES = 100;

/** Seconds; null where no lead was called, or answered. */
export interface SpeedFigures {
  readonly source: string;
  readonly leads: number;
  readonly asked: number;
  readonly answered: number;
  readonly waiting: number;
  readonly outsideHours: number;
  readonly askedP50: number | null;
  readonly askedP95: number | null;
  readonly openP50: number | null;
  readonly openP95: number | null;
  readonly answeredP50: number | null;
  readonly answeredP95: number | null;
  readonly targetSeconds: number | null;
  readonly targetPercentile: number | null;
  readonly maxWaitSeconds: number | null;
  readonly missedSince: Date | null;
  readonly waitingSince: Date | null;
}

/** Reads the figures of a period; the percentiles are those of the leads themselves, not estimates. */
@Injectable()
export class SpeedReader {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Sources with most leads first, and those that have a target but no lead. */
  read(period: SpeedPeriod, source: string | null): Promise<SpeedFigures[]> {
    const now = this.clock.now();
    const from = new Date(now.getTime() - LENGTH_MS[period]);
    return this.work.single((tx) =>
      rowsOf<SpeedFigures>(tx, FIGURES, [currentTenantId(), from, now, source, MOST_SOURCES]),
    );
  }
}

const FIGURES = /* sql */ `
with came as (
  select s.source, count(*)::int as leads, count(s.asked_at)::int as asked, count(s.answered_at)::int as answered,
    (count(*) filter (where s.asked_at is null and exists (
      select 1 from enrolments e join campaigns c on c.tenant_id = e.tenant_id and c.id = e.campaign_id
      where e.tenant_id = $1 and e.lead_id = s.lead_id and e.state <> 'ENDED' and c.kind = 'AUTO_CALL'
    )))::int as waiting,
    (count(*) filter (where not s.in_hours))::int as outside_hours,
    percentile_disc(array[0.5, 0.95]) within group (order by extract(epoch from s.asked_at - s.received_at)::float8)
      filter (where s.asked_at is not null) as asked_at,
    percentile_disc(array[0.5, 0.95]) within group (order by s.open_ms) filter (where s.asked_at is not null) as open_ms,
    percentile_disc(array[0.5, 0.95]) within group (order by extract(epoch from s.answered_at - s.received_at)::float8)
      filter (where s.answered_at is not null) as answered_at
  from lead_speeds s
  where s.tenant_id = $1 and s.excluded is null and s.received_at > $2 and s.received_at <= $3 and ($4::text is null or s.source = $4)
  group by s.source
)
select coalesce(c.source, t.source) as source, coalesce(leads, 0) as leads, coalesce(asked, 0) as asked, coalesce(answered, 0) as answered,
  coalesce(waiting, 0) as waiting, coalesce(outside_hours, 0) as "outsideHours",
  c.asked_at[1] as "askedP50", c.asked_at[2] as "askedP95", c.open_ms[1] / 1000.0::float8 as "openP50", c.open_ms[2] / 1000.0::float8 as "openP95",
  c.answered_at[1] as "answeredP50", c.answered_at[2] as "answeredP95",
  t.seconds as "targetSeconds", t.percentile as "targetPercentile", t.max_wait_seconds as "maxWaitSeconds",
  t.missed_since as "missedSince", t.waiting_since as "waitingSince"
from came c full join (
  select * from speed_targets where tenant_id = $1 and ($4::text is null or source = $4)
) t on t.source = c.source
order by leads desc nulls last, source limit $5`;

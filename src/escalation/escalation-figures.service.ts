import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { BadUserInput } from '../platform/errors/domain-error';
import type { EscalationTrigger } from './triggers/escalation-trigger';

const LONGEST_PERIOD_MS = 366 * 86_400_000;

/** How long people waited for a human. Seconds; null where nobody did. */
export interface TimeToHuman {
  /** Null: all together. */
  readonly trigger: EscalationTrigger | null;
  readonly raised: number;
  readonly claimed: number;
  readonly resolved: number;
  readonly medianSecondsToClaim: number | null;
  readonly p90SecondsToClaim: number | null;
  readonly medianSecondsToResolve: number | null;
  readonly p90SecondsToResolve: number | null;
}

export interface Figures {
  readonly total: TimeToHuman;
  readonly byTrigger: readonly TimeToHuman[];
}

/** Counts what was raised in a stretch of time, and what has become of it by now. */
@Injectable()
export class EscalationFigures {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws BadUserInput for a period that ends before it begins, or is longer than 366 days. */
  async of(from: Date, until: Date): Promise<Figures> {
    const length = until.getTime() - from.getTime();
    if (length <= 0) throw new BadUserInput('period.until', 'must be after from.');
    if (length > LONGEST_PERIOD_MS) throw new BadUserInput('period.until', 'must be at most 366 days after from.');
    const rows = await this.work.read<TimeToHuman & { isTotal: boolean }>(FIGURES, [currentTenantId(), from, until]);
    const total = rows.find(({ isTotal }) => isTotal) ?? NOTHING;
    return { total, byTrigger: rows.filter(({ isTotal }) => !isTotal) };
  }
}

const NOTHING: TimeToHuman = {
  trigger: null,
  raised: 0,
  claimed: 0,
  resolved: 0,
  medianSecondsToClaim: null,
  p90SecondsToClaim: null,
  medianSecondsToResolve: null,
  p90SecondsToResolve: null,
};

const FIGURES = {
  name: 'escalation-figures',
  text: /* sql */ `
select e.trigger, grouping(e.trigger) = 1 as "isTotal", count(*)::int as raised, count(e.to_claim)::int as claimed,
  count(e.to_resolve)::int as resolved,
  percentile_cont(0.5) within group (order by e.to_claim) as "medianSecondsToClaim",
  percentile_cont(0.9) within group (order by e.to_claim) as "p90SecondsToClaim",
  percentile_cont(0.5) within group (order by e.to_resolve) as "medianSecondsToResolve",
  percentile_cont(0.9) within group (order by e.to_resolve) as "p90SecondsToResolve"
from (
  select trigger, extract(epoch from first_claimed_at - raised_at)::float8 as to_claim,
    extract(epoch from resolved_at - raised_at)::float8 as to_resolve
  from escalations where tenant_id = $1 and raised_at >= $2 and raised_at < $3
) e
group by grouping sets ((e.trigger), ()) order by e.trigger nulls first`,
};

import type { LeadTemperature } from '../../leads/lead-temperature';

const HOT_FROM = 70;
const WARM_FROM = 40;

/** With less than this share of the rubric known, a score says more about the conversation than about the lead. */
const LEAST_COVERAGE = 40;

/** How promising a lead is; a lead who told us nothing is not cold but unknown. `score` is null without any evidence. */
export function temperatureOf(score: number | null, coverage: number): LeadTemperature {
  if (score === null || coverage < LEAST_COVERAGE) return 'UNSCORED';
  if (score >= HOT_FROM) return 'HOT';
  return score >= WARM_FROM ? 'WARM' : 'COLD';
}

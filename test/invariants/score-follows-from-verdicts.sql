-- What was stored of each criterion makes the score, the coverage and the ceiling that were stored, to a hundredth.
with counted as (
  select a.tenant_id, a.id as assessment_id, a.score, a.coverage, a.ceiling, sum(v.weight) as total,
    coalesce(sum(v.weight) filter (where v.verdict = 'MET'), 0) as met,
    coalesce(sum(v.weight) filter (where v.verdict <> 'UNKNOWN'), 0) as known,
    coalesce(sum(v.weight) filter (where v.verdict = 'MET' or v."isOpen"), 0) as open
  from assessments a, jsonb_to_recordset(a.verdicts) as v (weight numeric, verdict text, "isOpen" boolean)
  where a.verdicts is not null
  group by a.tenant_id, a.id
)
select tenant_id, assessment_id, score, coverage, ceiling, 100 * met / total as met, 100 * known / total as known, 100 * open / total as open
from counted
where abs(coverage - 100 * known / total) > 0.01 or abs(ceiling - 100 * open / total) > 0.01
  or abs(coalesce(score, 100 * met / total) - 100 * met / total) > 0.01

-- The figures of every campaign equal a recount of its enrolments, and its spend the sum of what its calls cost.
with recount as (
  select tenant_id, campaign_id, count(*) as total,
    count(*) filter (where state <> 'ENDED') as remaining,
    count(*) filter (where state = 'IN_FLIGHT') as in_flight,
    count(*) filter (where attempts > 0) as called,
    count(*) filter (where connected) as connected,
    count(*) filter (where state = 'ENDED' and outcome = 'QUALIFIED') as qualified,
    count(*) filter (where state = 'ENDED'
      and outcome in ('NO_ANSWER', 'BUSY', 'FAILED', 'VOICEMAIL', 'INVALID_NUMBER', 'WRONG_NUMBER')) as failed,
    count(*) filter (where state = 'ENDED' and outcome = 'OPTED_OUT') as opted_out,
    sum(attempts) as calls
  from enrolments group by tenant_id, campaign_id
), spend as (
  select tenant_id, campaign_id, sum(cost_micros) as micros from calls where campaign_id is not null group by tenant_id, campaign_id
)
select k.tenant_id, k.id as campaign_id, to_jsonb(p) as kept, to_jsonb(r) as recounted, s.micros as spent
from campaigns k
left join campaign_progress p on p.tenant_id = k.tenant_id and p.campaign_id = k.id
left join recount r on r.tenant_id = k.tenant_id and r.campaign_id = k.id
left join spend s on s.tenant_id = k.tenant_id and s.campaign_id = k.id
where (p.total, p.remaining, p.in_flight, p.called, p.connected, p.qualified, p.failed, p.opted_out, p.calls, p.spend_micros)
  is distinct from (coalesce(r.total, 0), coalesce(r.remaining, 0), coalesce(r.in_flight, 0), coalesce(r.called, 0), coalesce(r.connected, 0),
    coalesce(r.qualified, 0), coalesce(r.failed, 0), coalesce(r.opted_out, 0), coalesce(r.calls, 0), coalesce(s.micros, 0))

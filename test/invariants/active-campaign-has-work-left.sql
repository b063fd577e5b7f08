-- Completion is exact and immediate: an outreach campaign that has people and none left to deal with is not ACTIVE any more. The
-- pacer has 10 s (on the database's own clock) to complete one that was held by somebody else at its last end.
select k.tenant_id, k.id as campaign_id, count(*) as total, p.updated_at
from campaigns k
join enrolments e on e.tenant_id = k.tenant_id and e.campaign_id = k.id
join campaign_progress p on p.tenant_id = k.tenant_id and p.campaign_id = k.id
where k.kind = 'OUTREACH' and k.status = 'ACTIVE' and p.updated_at < clock_timestamp() - interval '10 seconds'
group by k.tenant_id, k.id, p.updated_at
having bool_and(e.state = 'ENDED')

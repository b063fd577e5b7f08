-- Completion is exact and immediate: an outreach campaign that has people and none left to deal with is not ACTIVE any more.
select k.tenant_id, k.id as campaign_id, count(*) as total
from campaigns k
join enrolments e on e.tenant_id = k.tenant_id and e.campaign_id = k.id
where k.kind = 'OUTREACH' and k.status = 'ACTIVE'
group by k.tenant_id, k.id
having bool_and(e.state = 'ENDED')

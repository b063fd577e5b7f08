-- A campaign whose calls failed tries one call at a time: of those claimed since its trial began one at most is under way.
select c.tenant_id, c.id as campaign_id, count(*) as calls
from campaigns c
join calls l on l.tenant_id = c.tenant_id and l.campaign_id = c.id and l.queued_at >= c.probe_at
  and l.status in ('QUEUED', 'DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS')
where c.is_probing
group by c.tenant_id, c.id
having count(*) > 1

-- The status of a campaign is the last one in its log, so that "was it active then?" always has an answer. A draft has no entry yet.
select k.tenant_id, k.id as campaign_id, k.status, l.status as logged
from campaigns k
left join lateral (
  select g.status from campaign_status_log g
  where g.tenant_id = k.tenant_id and g.campaign_id = k.id order by g.at desc, g.id desc limit 1
) l on true
where coalesce(l.status, 'DRAFT') <> k.status

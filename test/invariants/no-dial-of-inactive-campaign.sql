-- No dial for a campaign that was not ACTIVE; work already past the last gate has 5 s to end.
select c.tenant_id, c.id as call_id, c.dial_started_at, l.status, l.at
from calls c
left join lateral (
  select g.status, g.at from campaign_status_log g
  where g.tenant_id = c.tenant_id and g.campaign_id = c.campaign_id and g.at <= c.dial_started_at
  order by g.at desc, g.id desc limit 1
) l on true
where c.campaign_id is not null and c.dial_started_at is not null
  and (l.status is null or (l.status <> 'ACTIVE' and c.dial_started_at > l.at + interval '5 seconds'))

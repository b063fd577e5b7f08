-- What is due at an endpoint is sent, tried again later, or given up: nobody is in line longer than several rounds and the lease of a worker
-- that died. Nothing waits for an endpoint to which nothing is sent. The moment is the program's (see the setting judge.now).
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select d.tenant_id, d.id, e.status, d.due_at, e.lease_until, e.attended_at
from webhook_deliveries d
join webhook_endpoints e on e.tenant_id = d.tenant_id and e.id = d.endpoint_id
cross join present p
where d.status = 'WAITING' and (
  e.status <> 'ACTIVE'
  or greatest(d.due_at, e.lease_until, e.throttled_until, e.attended_at) < p.moment - interval '5 minutes'
)

-- No dial outside 08:00-21:00 local time in any time zone the number may be in (47 CFR 64.1200(c)(1)), nor once the window
-- frozen on the call had closed, nor to a place nobody knows. PostgreSQL converts the moments, not the program.
select c.tenant_id, c.id as call_id, c.dial_started_at, c.window_closes_at, c.zone_key
from calls c
left join dial_zones z on z.tenant_id = c.tenant_id and z.zone_key = c.zone_key
where c.dial_started_at is not null and (
  coalesce(cardinality(z.time_zones), 0) = 0
  or c.window_closes_at is null
  or c.dial_started_at >= c.window_closes_at
  or exists (
    select 1 from unnest(z.time_zones) as zone
    where (c.dial_started_at at time zone zone)::time < time '08:00' or (c.dial_started_at at time zone zone)::time >= time '21:00'
  )
)

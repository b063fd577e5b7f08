-- No dial outside the hours of any country that claims the person, on any clock the receipt names (United States: 47 CFR 64.1200(c)(1)),
-- nor once the hours frozen on the call had ended, nor to a place nobody knows. A sales call always has hours. Written by hand from the
-- law, not from the program's rules; PostgreSQL converts the moments.
with hours (country, opens, closes) as (values
  ('US', time '08:00', time '21:00'), ('CA', time '09:00', time '21:30'), ('IN', time '10:00', time '21:00'),
  ('AE', time '09:00', time '18:00'), ('GB', time '09:00', time '20:00'), ('AU', time '09:00', time '20:00')
)
select c.tenant_id, c.id as call_id, c.dial_started_at, c.window_closes_at, d.time_zones
from calls c
join dial_checks d on d.tenant_id = c.tenant_id and d.call_id = c.id and d.verdict = 'ALLOW'
where c.dial_started_at is not null and (
  cardinality(d.time_zones) = 0
  or (c.window_closes_at is null and d.purpose <> 'INFORMATIONAL')
  or c.dial_started_at >= c.window_closes_at
  or exists (
    select 1 from unnest(d.time_zones) as zone join hours on hours.country = any(d.jurisdictions)
    where (c.dial_started_at at time zone zone)::time < hours.opens or (c.dial_started_at at time zone zone)::time >= hours.closes
  )
)

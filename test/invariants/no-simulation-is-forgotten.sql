-- No simulation waits, or stands still, for ever: one nobody plays is begun, one whose process died is begun anew or given up. The moment
-- is the program's (see the setting judge.now); the limits are several sweeps wide, and wider than the turns of other companies.
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select s.tenant_id, s.id as simulation_id, s.status, s.updated_at
from simulations s cross join present p
where (s.status = 'RUNNING' and s.lease_until < p.moment - interval '30 minutes')
  or (s.status = 'QUEUED' and s.created_at < p.moment - interval '12 hours')

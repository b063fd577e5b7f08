-- A mail that is due is sent, tried again later, or given up: none waits longer than several sweeps and the lease of a worker that died.
-- The moment is the program's (see the setting judge.now).
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select m.tenant_id, m.id, m.due_at, m.lease_until, m.attempts
from mail_messages m cross join present p
where m.status = 'WAITING' and greatest(m.due_at, m.lease_until) < p.moment - interval '2 minutes'

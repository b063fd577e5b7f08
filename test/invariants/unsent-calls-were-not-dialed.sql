-- A call whose request provably never left has no trace at the carrier, and is not held for long.
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select c.tenant_id, c.id as call_id, c.status, c.provider_call_id
from calls c cross join present p
where c.unsent and (c.provider_call_id is not null or c.accepted_at is not null or c.ringing_at is not null
  or (c.status = 'DIALING' and c.dial_started_at < p.moment - interval '2 minutes'))

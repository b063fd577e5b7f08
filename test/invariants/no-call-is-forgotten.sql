-- No call stays live for ever: requests nobody answered are suspended, suspended ones resolved, silent ones asked for.
-- The moment is the program's (see the setting judge.now); the limits are several sweeps wide.
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select c.tenant_id, c.id as call_id, c.status, c.updated_at
from calls c cross join present p
where (c.status = 'QUEUED' and c.queued_at < p.moment - interval '1 hour')
  or (c.status = 'DIALING' and c.provider_call_id is null and c.lease_until < p.moment - interval '2 minutes')
  -- One a person has been called to waits for that person, and for the carrier.
  or (c.status = 'UNKNOWN' and c.attention_since is null and c.unknown_since < p.moment - interval '17 minutes')
  or (c.status in ('DIALING', 'RINGING') and c.provider_call_id is not null
    and c.updated_at < p.moment - make_interval(secs => c.ring_timeout_seconds) - interval '10 minutes')
  or (c.status = 'IN_PROGRESS' and c.dial_started_at
    < p.moment - make_interval(secs => c.ring_timeout_seconds + c.max_call_seconds) - interval '10 minutes')

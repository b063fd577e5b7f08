-- No call waits at the carrier beyond the last moment at which its phone may begin to ring without having been canceled there, nor does
-- that moment lie after the hours: the company's own margin of two minutes is for ringing (close_guard_seconds).
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select c.tenant_id, c.id as call_id, c.ring_by, c.window_closes_at
from calls c cross join present p
where (c.status = 'DIALING' and c.provider_call_id is not null and c.stop_requested_at is null and c.ring_by < p.moment - interval '1 minute')
  or c.ring_by + make_interval(secs => c.ring_timeout_seconds) > c.window_closes_at + interval '2 minutes'
  or (c.ringing_at > c.ring_by + interval '1 minute' and c.dial_started_at < c.ring_by)

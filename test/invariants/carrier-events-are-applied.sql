-- What was acknowledged to a carrier is applied within 60 s. The moment is the program's (see the setting judge.now).
select tenant_id, id, call_id, type, received_at
from call_events
where applied_at is null
  and received_at < coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) - interval '60 seconds'

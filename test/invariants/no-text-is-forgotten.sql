-- No text stays on its way for ever: one whose carrier gave no answer is suspended, and one in suspense resolved. The moment is the
-- program's (see the setting judge.now); the limits are several sweeps wide.
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select m.tenant_id, m.id as text_id, m.status, m.updated_at
from text_messages m cross join present p
where (m.status = 'SENDING' and m.lease_until < p.moment - interval '2 minutes')
  or (m.status = 'UNKNOWN' and m.sent_at < p.moment - interval '15 minutes')

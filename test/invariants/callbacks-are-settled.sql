-- What was promised to people is ahead, kept, or said to be broken: nothing open is forgotten when its time has passed or its enrolment has
-- ended, whoever waits for it is first in the queue, and what counts as kept was a dial in time to that person. The moment is the
-- program's (see the setting judge.now); the limit is several sweeps wide.
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select k.tenant_id, k.id as callback_id, k.status, e.state, k.missed_after, k.called_at
from callbacks k
join enrolments e on e.tenant_id = k.tenant_id and e.id = k.enrolment_id
left join calls c on c.tenant_id = k.tenant_id and c.id = k.call_id
cross join present p
where (k.status = 'PENDING' and e.state = 'ENDED' and e.ended_at < p.moment - interval '2 minutes')
  or (k.status = 'PENDING' and e.state = 'WAITING' and k.missed_after < p.moment - interval '2 minutes')
  or (k.status = 'PENDING' and e.state = 'WAITING' and (e.priority <> 0 or e.promised_at is distinct from k.promised_at))
  or (k.status = 'KEPT' and k.called_at > k.missed_after)
  or (k.status in ('KEPT', 'LATE') and (c.enrolment_id is distinct from k.enrolment_id or c.dial_started_at is distinct from k.called_at
    or c.not_placed))

-- Nobody waits in a room for ever: a transfer that is open is looked after when it is due, and nobody is kept waiting for a colleague for
-- more than a few minutes; a phone of a colleague does not go on ringing, nor a talk, once its transfer is over. The moment is the
-- program's (see the setting judge.now); the limits are several sweeps wide.
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select t.tenant_id, t.id as transfer_id, null::uuid as leg_id, t.state
from transfers t cross join present p
where t.ended_at is null and (
  t.act_at < p.moment - interval '2 minutes'
  or (t.state <> 'CONNECTED' and t.created_at < p.moment - interval '10 minutes')
)
union all
select l.tenant_id, l.transfer_id, l.id, l.status
from transfer_legs l join transfers t on t.tenant_id = l.tenant_id and t.id = l.transfer_id cross join present p
where (l.status in ('DIALING', 'RINGING', 'IN_PROGRESS') and t.ended_at < p.moment - interval '2 minutes')
  or (l.status in ('DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS') and l.look_at is null)

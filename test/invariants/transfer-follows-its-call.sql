-- A transfer that is open belongs to a call that is talked on. A few seconds pass between the end of the one and of the other.
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select t.tenant_id, t.id as transfer_id, t.call_id
from transfers t join calls c on c.tenant_id = t.tenant_id and c.id = t.call_id cross join present p
where t.ended_at is null and c.status <> 'IN_PROGRESS' and coalesce(c.ended_at, '-infinity') < p.moment - interval '1 minute'

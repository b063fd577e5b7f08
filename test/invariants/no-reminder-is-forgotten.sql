-- Whoever waits for a human is not forgotten: a reminder that is due is sent, and who has claimed an escalation, or should take it, is a
-- member who may. The moment is the program's (see the setting judge.now); the limit is several sweeps wide.
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select e.tenant_id, e.id, e.status, e.assignee_id, e.remind_at, e.reminders_sent
from escalations e cross join present p
where e.remind_at < p.moment - interval '2 minutes'
  or (e.status <> 'RESOLVED' and e.assignee_id is not null
    and coalesce(e.claimed_at, e.updated_at) < p.moment - interval '2 minutes'
    and not exists (
      select 1 from members m
      where m.tenant_id = e.tenant_id and m.user_id = e.assignee_id and m.role in ('OWNER', 'ADMIN', 'OPERATOR')))

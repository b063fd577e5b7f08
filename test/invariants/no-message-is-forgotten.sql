-- Each message of a lead in a thread is dealt with by an answer, and no answer that is due lies about. The moment is the program's (see
-- the setting judge.now); the limits are several sweeps wide. What waits for a company that is paused, or for a model, has a later due time.
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select t.tenant_id, t.conversation_id, t.seq, 'no answer is planned' as lacks
from turns t
join conversations c on c.tenant_id = t.tenant_id and c.id = t.conversation_id and c.call_id is null
cross join present p
where t.speaker = 'LEAD' and t.spoken_at < p.moment - interval '2 minutes' and not exists (
  select 1 from answers a where a.tenant_id = t.tenant_id and a.conversation_id = t.conversation_id
    and (a.exchange >= t.seq or a.state not in ('DONE', 'SKIPPED')))
union all
select a.tenant_id, a.conversation_id, a.exchange, a.state
from answers a cross join present p
where a.state not in ('DONE', 'SKIPPED') and a.due_at < p.moment - interval '2 minutes'
  and coalesce(a.lease_until, a.due_at) < p.moment - interval '2 minutes'

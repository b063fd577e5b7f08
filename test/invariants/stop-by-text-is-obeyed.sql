-- Whoever texted a stop is on the suppression list within a minute (or was, until somebody removed the entry), and is confirmed it at
-- most once: every answer the program gives by itself is one of a kind.
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select m.tenant_id, m.id as text_id, 'not suppressed' as fault
from text_messages m cross join present p
where m.direction = 'INBOUND' and m.command = 'OPT_OUT' and m.received_at < p.moment - interval '60 seconds'
  and not exists (select 1 from suppressions s where s.tenant_id = m.tenant_id and s.phone = m.phone)
union all
select tenant_id, reply_to_id, 'answered twice'
from text_messages
where reply_to_id is not null and not not_sent
group by tenant_id, reply_to_id
having count(*) > 1

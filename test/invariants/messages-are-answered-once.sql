-- What the agent says in a thread is an answer that was delivered, and what was delivered is said; as a text it left at most once.
select c.tenant_id, c.id as conversation_id, t.seq as place, 'said without an answer' as lacks
from conversations c
join turns t on t.tenant_id = c.tenant_id and t.conversation_id = c.id and t.speaker = 'AGENT' and t.exchange > 0
where c.call_id is null and not exists (
  select 1 from answers a where a.tenant_id = c.tenant_id and a.conversation_id = c.id and a.exchange = t.exchange
    and a.state in ('COMPOSED', 'DELIVERED', 'DONE'))
union all
select a.tenant_id, a.conversation_id, a.exchange, 'delivered and not said'
from answers a
where a.state in ('DELIVERED', 'DONE') and not exists (
  select 1 from turns t where t.tenant_id = a.tenant_id and t.conversation_id = a.conversation_id and t.exchange = a.exchange
    and t.speaker = 'AGENT')
union all
select a.tenant_id, a.conversation_id, a.exchange, 'sent more than once'
from answers a
join text_messages m on m.tenant_id = a.tenant_id and m.request_key like 'answer:' || a.id || ':%' and not m.not_sent
group by a.tenant_id, a.conversation_id, a.exchange, a.id
having count(*) > 1

-- A conversation that people have is one somebody asked a human for, and that has not been handed back; and while somebody is asked for,
-- the agent is silent there. Both change in one transaction, so at no moment does one hold without the other.
select c.tenant_id, c.id as conversation_id, c.status, e.id as escalation_id, e.status as escalation_status
from conversations c
left join lateral (
  select id, status from escalations x
  where x.tenant_id = c.tenant_id and x.conversation_id = c.id and x.handed_back_at is null
  order by x.status = 'RESOLVED', x.raised_at desc limit 1
) e on true
where (c.status = 'ESCALATED' and e.id is null) or (c.status = 'ACTIVE' and e.id is not null)

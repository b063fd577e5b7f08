-- Nobody is asked for twice: one escalation is open per conversation, and one per lead where there is no conversation.
select tenant_id, coalesce(conversation_id, lead_id) as about, count(*)
from escalations
where status <> 'RESOLVED'
group by tenant_id, coalesce(conversation_id, lead_id), conversation_id is null
having count(*) > 1

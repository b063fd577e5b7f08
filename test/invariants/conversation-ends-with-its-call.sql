-- A conversation is ACTIVE only while its call lives, and belongs to the same lead.
select v.tenant_id, v.id as conversation_id, v.status, c.status as call_status
from conversations v
join calls c on c.tenant_id = v.tenant_id and c.id = v.call_id
where v.lead_id <> c.lead_id or (v.status = 'ACTIVE' and c.ended_at is not null)

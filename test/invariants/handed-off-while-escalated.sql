-- Whose escalation is open has been handed off: no campaign and no agent may take the lead for one of theirs.
select e.tenant_id, e.id, e.lead_id, l.stage
from escalations e
join leads l on l.tenant_id = e.tenant_id and l.id = e.lead_id
where e.status <> 'RESOLVED' and l.stage <> 'HANDED_OFF'

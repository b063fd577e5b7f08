-- An assessment speaks of an answered call that has ended, of that call's lead and conversation; or of a conversation in writing.
select a.tenant_id, a.id as assessment_id, c.status, c.lead_id = a.lead_id as same_lead, v.call_id = a.call_id as same_call
from assessments a
left join calls c on c.tenant_id = a.tenant_id and c.id = a.call_id
left join conversations v on v.tenant_id = a.tenant_id and v.id = a.conversation_id
where (a.call_id is not null and (c.lead_id = a.lead_id and v.call_id = a.call_id and c.ended_at is not null and c.answered_at is not null) is not true)
  or (a.call_id is null and (v.call_id is null and v.lead_id = a.lead_id and v.channel <> 'VOICE') is not true)

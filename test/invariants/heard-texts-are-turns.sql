-- What a lead has texted is a turn of theirs in the thread it was heard in, on that channel, under the carrier's own id; and what was
-- heard is no command and none of ours. That every text of a lead's own words is heard, the table itself demands.
select m.tenant_id, m.id as text_id, m.conversation_id
from text_messages m
left join conversations v on v.tenant_id = m.tenant_id and v.id = m.conversation_id
left join turns t on t.tenant_id = m.tenant_id and t.conversation_id = m.conversation_id and t.message_key = m.provider_id
where m.conversation_id is not null
  and (m.direction <> 'INBOUND' or m.command is not null or v.lead_id is distinct from m.lead_id or v.channel <> m.channel
    or t.speaker is distinct from 'LEAD')

-- Of a lead one fact holds per field; what it replaced was about the same lead and field; and each was said in the lead's own conversation.
select f.tenant_id, f.id as fact_id, f.field, 'TWO_HOLD' as problem
from lead_facts f
join lead_facts other on other.tenant_id = f.tenant_id and other.lead_id = f.lead_id and other.field = f.field and other.id > f.id
where f.superseded_at is null and other.superseded_at is null
union all
select f.tenant_id, f.id, f.field, 'REPLACED_BY_ANOTHER_MATTER'
from lead_facts f
join lead_facts by on by.tenant_id = f.tenant_id and by.id = f.superseded_by
where by.lead_id <> f.lead_id or by.field <> f.field
union all
select f.tenant_id, f.id, f.field, 'NOT_ITS_CONVERSATION'
from lead_facts f
join conversations v on v.tenant_id = f.tenant_id and v.id = f.conversation_id
where v.lead_id <> f.lead_id

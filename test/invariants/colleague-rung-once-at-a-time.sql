-- The phone of a colleague is on one line of a company at most, and each carrier call belongs to one colleague or one lead.
select l.tenant_id, l.phone, null as provider_call_id, count(*) as lines
from transfer_legs l where l.status in ('DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS')
group by l.tenant_id, l.phone having count(*) > 1
union all
select null, null, provider_call_id, count(*)
from (
  select provider_call_id from calls where provider_call_id is not null
  union all select provider_call_id from transfer_legs where provider_call_id is not null
) lines group by provider_call_id having count(*) > 1

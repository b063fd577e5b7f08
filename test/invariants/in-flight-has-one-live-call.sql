-- An enrolment is IN_FLIGHT exactly while one call of it lives.
with live as (
  select tenant_id, enrolment_id, count(*) as calls
  from calls
  where enrolment_id is not null and status in ('QUEUED', 'DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS')
  group by tenant_id, enrolment_id
)
select coalesce(e.tenant_id, l.tenant_id) as tenant_id, coalesce(e.id, l.enrolment_id) as enrolment_id, e.state, coalesce(l.calls, 0) as live_calls
from enrolments e
full join live l on l.tenant_id = e.tenant_id and l.enrolment_id = e.id
where coalesce(l.calls, 0) <> case when e.state = 'IN_FLIGHT' then 1 else 0 end

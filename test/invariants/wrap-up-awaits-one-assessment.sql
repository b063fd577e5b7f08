-- WRAP_UP means: the last call has ended and its outcome is still to come. An enrolment waiting for its turn, or being called,
-- has nothing of the kind behind it.
with unassessed as (
  select tenant_id, enrolment_id, count(*) as calls
  from calls
  where enrolment_id is not null and ended_at is not null and outcome is null
  group by tenant_id, enrolment_id
)
select e.tenant_id, e.id as enrolment_id, e.state, coalesce(u.calls, 0) as unassessed_calls
from enrolments e
left join unassessed u on u.tenant_id = e.tenant_id and u.enrolment_id = e.id
where (e.state = 'WRAP_UP' and coalesce(u.calls, 0) <> 1) or (e.state in ('WAITING', 'IN_FLIGHT') and coalesce(u.calls, 0) > 0)

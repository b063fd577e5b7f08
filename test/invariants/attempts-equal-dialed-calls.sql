-- The attempts counted on an enrolment are exactly its dialed calls, without those the carrier proved it never made.
select e.tenant_id, e.id as enrolment_id, e.attempts, coalesce(c.dialed, 0) as dialed
from enrolments e
left join (
  select tenant_id, enrolment_id, count(*) as dialed
  from calls
  where enrolment_id is not null and dial_started_at is not null and not not_placed
  group by tenant_id, enrolment_id
) c on c.tenant_id = e.tenant_id and c.enrolment_id = e.id
where e.attempts <> coalesce(c.dialed, 0)

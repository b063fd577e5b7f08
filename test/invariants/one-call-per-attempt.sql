-- The numbered attempts of an enrolment are dialed once each; an attempt that was withdrawn or never placed may be made again.
select tenant_id, enrolment_id, attempt, array_agg(id order by id) as calls
from calls
where enrolment_id is not null and status <> 'CANCELED' and not not_placed
group by tenant_id, enrolment_id, attempt
having count(*) > 1

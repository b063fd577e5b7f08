-- A person is never dialed more often than the campaign allowed at the latest attempt: a cap that is lowered later makes nothing wrong
-- afterwards. A callback the person asked for is owed on top. Attempts the carrier proved it never made do not count.
select c.tenant_id, c.enrolment_id, count(*) as dialed, e.attempts_allowed
from calls c
join enrolments e on e.tenant_id = c.tenant_id and e.id = c.enrolment_id
where c.dial_started_at is not null and not c.not_placed
group by c.tenant_id, c.enrolment_id, e.attempts_allowed
having count(*) > coalesce(e.attempts_allowed, 0)

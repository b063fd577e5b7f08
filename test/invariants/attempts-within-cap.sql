-- A person is never dialed more often than the campaign allows. Attempts the carrier proved it never made do not count.
select c.tenant_id, c.enrolment_id, count(*) as dialed, k.max_attempts
from calls c
join campaigns k on k.tenant_id = c.tenant_id and k.id = c.campaign_id
where c.enrolment_id is not null and c.dial_started_at is not null and not c.not_placed
group by c.tenant_id, c.enrolment_id, k.max_attempts
having count(*) > k.max_attempts

-- A person is never dialed more often than the campaign allows now; a callback the person asked for is owed once on top. Attempts
-- the carrier proved it never made do not count.
select c.tenant_id, c.enrolment_id, count(*) as dialed, k.max_attempts
from calls c
join campaigns k on k.tenant_id = c.tenant_id and k.id = c.campaign_id
join enrolments e on e.tenant_id = c.tenant_id and e.id = c.enrolment_id
where c.dial_started_at is not null and not c.not_placed
group by c.tenant_id, c.enrolment_id, k.max_attempts, e.promised_at
having count(*) > k.max_attempts + case when e.promised_at is null then 0 else 1 end

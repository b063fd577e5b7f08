-- A campaign calls nobody whom the company has tried to reach, in vain, as often as that campaign may: calls of every campaign and by hand
-- count, within the days that counted at the latest attempt; what failed at the carrier before anybody picked up was no attempt to them. A
-- promised callback is owed whatever was tried.
select e.tenant_id, e.id as enrolment_id, e.attempts_allowed, count(*) as tried_before
from enrolments e
cross join lateral (
  select c.phone, c.dial_started_at from calls c
  where c.tenant_id = e.tenant_id and c.enrolment_id = e.id and c.dial_started_at is not null and not c.not_placed
  order by c.dial_started_at desc limit 1
) latest
join calls tried on tried.tenant_id = e.tenant_id and tried.phone = latest.phone and not tried.not_placed
  and tried.dial_started_at >= e.person_since and tried.dial_started_at < latest.dial_started_at
  and (tried.outcome in ('NO_ANSWER', 'BUSY', 'VOICEMAIL') or (tried.outcome = 'FAILED' and tried.answered_at is not null))
group by e.tenant_id, e.id, e.attempts_allowed
having count(*) >= e.attempts_allowed

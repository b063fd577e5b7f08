-- The moment a lead was asked for is that of a call to it, and the answer is one of its calls' answers.
select s.tenant_id, s.lead_id, s.asked_at, s.answered_at
from lead_speeds s
where (s.asked_at is not null and not exists (
    select from calls c where c.tenant_id = s.tenant_id and c.lead_id = s.lead_id and c.dial_started_at = s.asked_at
  ))
  or (s.answered_at is not null and not exists (
    select from calls c where c.tenant_id = s.tenant_id and c.lead_id = s.lead_id and c.answered_at = s.answered_at
  ))

-- A call that lives has no outcome; one that ended has one, unless somebody picked up and its assessment is still to come:
-- awaited by the model, or on its way there or back in the outbox.
select c.tenant_id, c.id as call_id, c.status, c.outcome, c.ended_at
from calls c
where (c.ended_at is null and c.outcome is not null)
  or (c.ended_at is not null and c.outcome is null and not (
    c.answered_at is not null and (
      exists (select 1 from assessments a where a.tenant_id = c.tenant_id and a.call_id = c.id and a.status = 'PENDING')
      or exists (
        select 1 from outbox o
        where o.tenant_id = c.tenant_id and o.name in ('conversation.ended', 'assessment.completed') and o.payload ->> 'callId' = c.id::text
      )
    )
  ))

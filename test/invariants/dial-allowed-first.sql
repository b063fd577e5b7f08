-- Every dial has its own ALLOW receipt, decided for the same call and lead, not after the dial and at most 60 s before it.
select c.tenant_id, c.id as call_id, c.dial_started_at
from calls c
where c.dial_started_at is not null
  and not exists (
    select 1 from dial_checks d
    where d.tenant_id = c.tenant_id and d.call_id = c.id and d.lead_id = c.lead_id and d.verdict = 'ALLOW'
      and d.decided_at between c.dial_started_at - interval '60 seconds' and c.dial_started_at
  )

-- Every dial has its own ALLOW receipt, decided for the same call, lead and purpose, not after the dial and at most 60 s before it. After
-- five years a receipt may go, not the call.
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select c.tenant_id, c.id as call_id, c.dial_started_at
from calls c cross join present p
where c.dial_started_at > p.moment - interval '5 years'
  and not exists (
    select 1 from dial_checks d
    where d.tenant_id = c.tenant_id and d.call_id = c.id and d.lead_id = c.lead_id and d.verdict = 'ALLOW' and d.purpose = c.purpose
      and d.decided_at between c.dial_started_at - interval '60 seconds' and c.dial_started_at
  )

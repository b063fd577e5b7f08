-- Who says by hand what became of a call says it in the audit log, about a call that needed it.
select c.tenant_id, c.id as call_id, c.ended_reason
from calls c
where c.ended_reason in ('SETTLED_PLACED', 'SETTLED_NOT_PLACED') and (
  c.attention_since is null
  or not exists (select 1 from audit_log a where a.tenant_id = c.tenant_id and a.body::jsonb ->> 'action' = 'call.settled'
    and a.body::jsonb ->> 'target' = 'call:' || c.id)
)

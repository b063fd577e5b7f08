-- Whoever asked in a call not to be called again is on the suppression list (or was, until somebody removed the entry).
select c.tenant_id, c.id as call_id
from calls c
where c.outcome = 'OPTED_OUT'
  and not exists (select 1 from suppressions s where s.tenant_id = c.tenant_id and s.phone = c.phone)

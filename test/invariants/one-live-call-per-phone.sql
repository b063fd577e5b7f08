-- Never two live calls of one tenant to one number, whatever leads, campaigns or manual requests they come from.
select tenant_id, phone_calls.calls
from (
  select tenant_id, phone, array_agg(id order by id) as calls
  from calls
  where status in ('QUEUED', 'DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS')
  group by tenant_id, phone
  having count(*) > 1
) as phone_calls

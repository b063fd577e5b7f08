-- No dial to a number while a suppression of it, by the tenant or for the whole platform, was in force.
select c.tenant_id, c.id as call_id, c.dial_started_at, s.id as suppression_id, s.added_at
from calls c
join (
  select tenant_id, id, phone, added_at, removed_at from suppressions
  union all
  select t.id, p.id, p.phone, p.added_at, p.removed_at from platform_suppressions p cross join tenants t
) s on s.tenant_id = c.tenant_id and s.phone = c.phone
where c.dial_started_at >= s.added_at and (s.removed_at is null or c.dial_started_at < s.removed_at)

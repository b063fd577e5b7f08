-- The policies of the role that serves tenants compare the tenant, when reading and when writing; none is open.
select p.polrelid::regclass::text as "table", p.polname as policy
from pg_policy p
join pg_class c on c.oid = p.polrelid
where c.relnamespace = 'public'::regnamespace
  and (p.polroles = array[0::oid] or 'callwright_app'::regrole::oid = any (p.polroles))
  and (
    position('current_tenant()' in coalesce(pg_get_expr(p.polqual, p.polrelid), '')) = 0
    or (p.polwithcheck is not null and position('current_tenant()' in pg_get_expr(p.polwithcheck, p.polrelid)) = 0)
  )

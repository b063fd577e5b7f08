-- The roles the program runs as can neither pass row security by nor own a table, directly or through membership.
select r.rolname as role, null as "table"
from pg_roles r
where r.rolname in ('callwright_app', 'callwright_platform', 'callwright_judge')
  and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication)
union all
select r.rolname, c.relname
from pg_roles r
cross join pg_class c
where r.rolname in ('callwright_app', 'callwright_platform', 'callwright_judge')
  and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
  and pg_has_role(r.rolname, c.relowner, 'member')

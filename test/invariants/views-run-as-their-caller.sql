-- Every view runs with the rights of its caller; a materialised one cannot, so there is none.
select c.relname as view
from pg_class c
where c.relnamespace = 'public'::regnamespace and (
  c.relkind = 'm'
  or (c.relkind = 'v' and not coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on'], false))
)

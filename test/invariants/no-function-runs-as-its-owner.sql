-- No function borrows its owner's rights, since the owner sees every tenant.
select p.oid::regprocedure::text as function
from pg_proc p
where p.pronamespace = 'public'::regnamespace and p.prosecdef

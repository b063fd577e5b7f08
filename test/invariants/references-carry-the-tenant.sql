-- Every foreign key between two tables of tenants carries the tenant on both sides, is checked, and has been since the first row.
select con.conrelid::regclass::text as "table", con.conname as reference
from pg_constraint con
where con.contype = 'f' and con.connamespace = 'public'::regnamespace
  and exists (select 1 from pg_attribute a where a.attrelid = con.conrelid and a.attname = 'tenant_id')
  and (
    not con.convalidated
    or (
      exists (select 1 from pg_attribute a where a.attrelid = con.confrelid and a.attname = 'tenant_id')
      and not exists (
        select 1 from unnest(con.conkey, con.confkey) as keys (child, parent)
        join pg_attribute a on a.attrelid = con.conrelid and a.attnum = keys.child and a.attname = 'tenant_id'
        join pg_attribute b on b.attrelid = con.confrelid and b.attnum = keys.parent and b.attname = 'tenant_id'
      )
    )
  )

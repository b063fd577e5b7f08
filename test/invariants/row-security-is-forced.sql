-- Every table that has a tenant has row security on, forced on its owner too, with a policy, and a tenant in every row. A table
-- without a tenant is one of the few that are meant to be.
select c.relname as "table"
from pg_class c
left join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and (
  (a.attname is null and c.relname not in ('tenants', 'users', 'refresh_tokens', 'legal_moves', 'migrations',
    'platform_suppressions', 'emergency_holds', 'platform_audit_log', 'lead_zoning', 'carrier_accounts'))
  or (a.attname is not null and not a.attnotnull)
  or ((a.attname is not null or c.relname = 'tenants') and (
    not c.relrowsecurity or not c.relforcerowsecurity or not exists (select 1 from pg_policy p where p.polrelid = c.oid)
  ))
)

-- A unique index of a tenant's table begins with the tenant: else an insert would tell one tenant what another one has. The ids
-- of API keys are random and looked up before the tenant is known; numbers are given to companies by the platform alone.
select i.indexrelid::regclass::text as index
from pg_index i
join pg_class c on c.oid = i.indrelid
join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id'
where c.relnamespace = 'public'::regnamespace and i.indisunique and i.indkey[0] <> t.attnum
  and i.indexrelid::regclass::text not in ('api_keys_key_id', 'company_numbers_channel_phone')

-- No row of one tenant refers to a row of another, nor to one that is gone. One probe per foreign key of the catalog, so a new
-- table is covered as soon as it exists, and per id that is kept without a foreign key.
with declared as (
  select con.conrelid, con.confrelid, con.conname::text as name,
    string_agg(format('a.%I = b.%I', child.attname, parent.attname), ' and ') as same,
    string_agg(format('a.%I is not null', child.attname), ' and ') as present
  from pg_constraint con
  cross join lateral unnest(con.conkey, con.confkey) as keys (child_number, parent_number)
  join pg_attribute child on child.attrelid = con.conrelid and child.attnum = keys.child_number
  join pg_attribute parent on parent.attrelid = con.confrelid and parent.attnum = keys.parent_number
  where con.contype = 'f' and con.connamespace = 'public'::regnamespace
    and has_table_privilege(con.conrelid, 'select') and has_table_privilege(con.confrelid, 'select')
  group by con.conrelid, con.confrelid, con.conname
  having bool_or(child.attname = 'tenant_id')
), undeclared as (
  select child::regclass::oid, parent::regclass::oid, child || '.' || key,
    format('a.tenant_id = b.tenant_id and a.%I = b.id', key), format('a.%I is not null', key)
  from (values
    ('usage_entries', 'call_id', 'calls'), ('usage_entries', 'campaign_id', 'campaigns'),
    ('usage_entries', 'conversation_id', 'conversations'),
    ('token_reservations', 'call_id', 'calls'), ('token_reservations', 'campaign_id', 'campaigns'),
    ('token_reservations', 'conversation_id', 'conversations'),
    ('dial_checks', 'enrolment_id', 'enrolments'), ('dial_checks', 'campaign_id', 'campaigns')
  ) as kept (child, key, parent)
), probes as (
  select name, conrelid, query_to_xml(
    format('select count(*) as found from %s a where %s and not exists (select 1 from %s b where %s)',
      conrelid::regclass, present, confrelid::regclass, same), false, true, '') as answer
  from (select * from declared union all select * from undeclared) as reference
)
select conrelid::regclass::text as "table", name as reference, (xpath('/row/found/text()', answer))[1]::text::bigint as found
from probes
where (xpath('/row/found/text()', answer))[1]::text::bigint > 0

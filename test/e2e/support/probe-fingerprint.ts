import type { Installation } from './installation';

/** Per table the number of rows and a digest of what they hold. */
export type Fingerprint = Readonly<Record<string, string>>;

interface TableRow {
  readonly name: string;
  readonly tenant_column: string | null;
}

/** When a key was last used is noted by every use of it; what a call costs is known half a minute after its end. */
const VOLATILE = ['last_used_at', 'cost_micros', 'cost_currency', 'details_due_at', 'spend_micros'];
/** Tables in which such a column is changed together with the row's own time stamp. */
const PRICED: readonly string[] = ['calls', 'campaign_progress'];
/** Where facts wait for their listeners: whatever they are of is in other tables, and a moment later they are gone. */
const PASSING: readonly string[] = ['outbox'];

function unchanging(table: string): string {
  const left = PRICED.includes(table) ? [...VOLATILE, 'updated_at'] : VOLATILE;
  return `to_jsonb(t) - array[${left.map((column) => `'${column}'`).join(', ')}]`;
}

async function tables(installation: Installation): Promise<TableRow[]> {
  return installation.sql<TableRow>(
    /* sql */ `
    select c.relname as name, case when c.relname = 'tenants' then 'id' else (
      select a.attname from pg_attribute a
      where a.attrelid = c.oid and a.attname in ('tenant_id', 'acting_tenant') and not a.attisdropped) end as tenant_column
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and c.relname <> all($1::name[]) order by 1`,
    [PASSING],
  );
}

/** Of all tables that keep something, or of one company's rows in them. */
export async function fingerprint(installation: Installation, tenantId?: string): Promise<Fingerprint> {
  const wanted = (await tables(installation)).filter(({ tenant_column: column }) => !tenantId || column);
  const parts = wanted.map(({ name, tenant_column: column }) => {
    const narrowed = tenantId ? `where t.${column} = $1` : '';
    return `select '${name}' as name, count(*) || ' rows, ' || md5(coalesce(string_agg(row::text, ',' order by row::text), '')) as print
      from (select ${unchanging(name)} as row from ${name} t ${narrowed}) as rows`;
  });
  const rows = await installation.sql<{ name: string; print: string }>(
    parts.join(' union all '),
    tenantId ? [tenantId] : [],
  );
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
}

/** Sends it, and expects all tables to hold what they held. */
export async function changingNothing<T>(installation: Installation, send: () => Promise<T>): Promise<T> {
  const before = await fingerprint(installation);
  const answer = await send();
  await installation.quiet();
  expect(await fingerprint(installation)).toEqual(before);
  return answer;
}

const ID = /\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|CA[0-9a-f]{32}|AC[0-9a-f]{32})\b/g;

/** Every id that stands in the rows of one company, the company's own and those of its calls at the carrier included. */
export async function idsOf(installation: Installation, tenantId: string): Promise<Set<string>> {
  const wanted = (await tables(installation)).filter(({ tenant_column: column }) => column);
  const parts = wanted.map(
    ({ name, tenant_column: column }) => `select to_jsonb(t)::text as row from ${name} t where t.${column} = $1`,
  );
  const rows = await installation.sql<{ row: string }>(parts.join(' union all '), [tenantId]);
  return new Set(rows.flatMap(({ row }) => row.match(ID) ?? []).filter((id) => !id.startsWith('AC')));
}

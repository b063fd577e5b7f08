import type { EntityManager } from 'typeorm';
import { changedBy, rowsOf } from '../platform/database/sql';
import type { Lead } from './lead.entity';
import type { MergedLead } from './lead-merge';

/** Columns a repeat may change, with their types: those of an update, and most of an insert. */
const CONTACT_COLUMNS = [
  ['name', 'text', 'name'],
  ['email', 'text', 'email'],
  ['company', 'text', 'company'],
  ['address_line', 'text', 'addressLine'],
  ['address_city', 'text', 'addressCity'],
  ['address_state', 'text', 'addressState'],
  ['address_postal_code', 'text', 'addressPostalCode'],
  ['address_country', 'text', 'addressCountry'],
  ['time_zone', 'text', 'timeZone'],
  ['time_zone_source', 'text', 'timeZoneSource'],
  ['attributes', 'jsonb', 'attributes'],
  ['form_name', 'text', 'formName'],
  ['project_id', 'uuid', 'projectId'],
] as const satisfies readonly (readonly [string, string, keyof MergedLead])[];

const CONTACT_NAMES = CONTACT_COLUMNS.map(([column]) => column);
const CONTACT_TYPES = CONTACT_COLUMNS.map(([column, type]) => `${column} ${type}`).join(', ');

const BIRTH_NAMES = ['id', 'phone', 'phone_country', 'source', 'import_id', 'zone_key', ...CONTACT_NAMES].join(', ');

const INSERT = `
  insert into leads (tenant_id, created_at, updated_at, last_import_id, ${BIRTH_NAMES})
  select $1, $2, $2, import_id, ${BIRTH_NAMES}
  from json_to_recordset($3::json) as fresh (id uuid, phone text, phone_country text, source text, import_id uuid, zone_key text, ${CONTACT_TYPES})
  order by phone
  on conflict (tenant_id, phone) do nothing
  returning id`;

const UPDATE = `
  update leads set zone_key = fresh.zone_key, updated_at = $2, ${CONTACT_NAMES.map((name) => `${name} = fresh.${name}`).join(', ')}
  from json_to_recordset($3::json) as fresh (id uuid, zone_key text, ${CONTACT_TYPES})
  where leads.tenant_id = $1 and leads.id = fresh.id`;

type Described = MergedLead & { readonly id: string; readonly zoneKey: string };

/**
 * Inserts those whose phone is new, in the order of phones so that two batches wait for each other instead of blocking each
 * other. Answers the ids of the inserted.
 */
export async function insertLeads(
  tx: EntityManager,
  tenantId: string,
  leads: readonly Lead[],
  now: Date,
): Promise<Set<string>> {
  if (leads.length === 0) return new Set();
  const rows = leads.map((lead) =>
    Object.assign(contactOf(lead), {
      phone: lead.phone,
      phone_country: lead.phoneCountry,
      source: lead.source,
      import_id: lead.importId,
    }),
  );
  const inserted = await rowsOf<{ id: string }>(tx, INSERT, [tenantId, now, JSON.stringify(rows)]);
  return new Set(inserted.map(({ id }) => id));
}

export async function updateLeads(
  tx: EntityManager,
  tenantId: string,
  leads: readonly Described[],
  now: Date,
): Promise<void> {
  if (leads.length === 0) return;
  await changedBy(tx, UPDATE, [tenantId, now, JSON.stringify(leads.map(contactOf))]);
}

/** Remembers which import spoke of the leads last. */
export async function noteImports(tx: EntityManager, tenantId: string, leads: readonly Lead[]): Promise<void> {
  if (leads.length === 0) return;
  await changedBy(
    tx,
    `update leads set last_import_id = noted.import_id from unnest($2::uuid[], $3::uuid[]) as noted (id, import_id)
     where leads.tenant_id = $1 and leads.id = noted.id`,
    [tenantId, leads.map(({ id }) => id), leads.map(({ lastImportId }) => lastImportId)],
  );
}

/** Without what is not known: most leads have few of the columns, and each name costs both sides of the wire. */
function contactOf(lead: Described): Record<string, unknown> {
  const row: Record<string, unknown> = { id: lead.id, zone_key: lead.zoneKey };
  for (const [column, , property] of CONTACT_COLUMNS) {
    const value = lead[property];
    if (value !== null) row[column] = value;
  }
  return row;
}

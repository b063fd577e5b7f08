import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { actorReference } from '../../platform/context/actor';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { rowOf, rowsOf } from '../../platform/database/sql';
import { Consent } from './consent.entity';
import type { NewConsent, NewRevocation } from './consent-terms';

/** A row as the table names its columns; what the database computes is left out. */
type Row = Readonly<Record<string, unknown>> & { readonly id: string };

const NAMES = [
  'tenant_id',
  'id',
  'phone',
  'kind',
  'type',
  'seller',
  'channels',
  'purposes',
  'signature',
  'discloses_automated_voice',
  'discloses_not_condition',
  'invited_call',
  'reopt_in_at',
  'scope',
  'method',
  'occurred_at',
  'expires_at',
  'text_shown',
  'text_hash',
  'source',
  'evidence',
  'recorded_at',
  'recorded_by',
].join(', ');

/** In the order of phones, so that two writers of the same people wait for each other instead of blocking each other. */
const INSERT = `
  insert into consents (${NAMES}, lead_id)
  select ${NAMES}, coalesce(lead_id, (select l.id from leads l where l.tenant_id = fresh.tenant_id and l.phone = fresh.phone))
  from json_populate_recordset(null::consents, $1::json) as fresh
  order by phone
  on conflict (tenant_id, phone, evidence_hash) where kind = 'GRANT' do nothing
  returning id`;

const FIND_SAME = `
  select c.id from json_populate_record(null::consents, $1::json) as fresh
  join consents c on c.tenant_id = fresh.tenant_id and c.phone = fresh.phone and c.kind = 'GRANT'
    and c.evidence_hash = consent_evidence_hash(fresh)`;

/** One statement for all of them. Answers the ids of those that were not there yet. */
export async function insertConsents(tx: EntityManager, rows: readonly Row[]): Promise<string[]> {
  if (rows.length === 0) return [];
  return (await rowsOf<{ id: string }>(tx, INSERT, [JSON.stringify(rows)])).map(({ id }) => id);
}

/** Id of the entry that says the very same. */
export async function findSame(tx: EntityManager, row: Row): Promise<string | undefined> {
  return (await rowOf<{ id: string }>(tx, FIND_SAME, [JSON.stringify(row)]))?.id;
}

export async function readConsentRow(tx: EntityManager, id: string): Promise<Consent> {
  return tx.findOneByOrFail(Consent, { tenantId: currentTenantId(), id });
}

export function grantRow(grant: NewConsent, now: Date): Row {
  return {
    ...rowOfEntry(grant, now),
    kind: 'GRANT',
    type: grant.type,
    seller: grant.seller,
    channels: grant.channels,
    purposes: grant.purposes,
    signature: grant.signature,
    discloses_automated_voice: grant.disclosesAutomatedVoice,
    discloses_not_condition: grant.disclosesNotCondition,
    invited_call: grant.invitedCall,
    reopt_in_at: grant.reoptInAt ?? null,
    occurred_at: grant.occurredAt,
    expires_at: grant.expiresAt,
    text_shown: grant.textShown,
    text_hash: sha256(grant.textShown),
    source: grant.source,
  };
}

export function revocationRow(revocation: NewRevocation, now: Date): Row {
  return {
    ...rowOfEntry(revocation, now),
    kind: 'REVOCATION',
    seller: '',
    channels: [],
    purposes: [],
    discloses_automated_voice: false,
    discloses_not_condition: false,
    invited_call: false,
    scope: revocation.scope,
    method: revocation.method,
    occurred_at: revocation.occurredAt ?? now,
    text_shown: '',
    text_hash: sha256(''),
    source: revocation.method,
  };
}

function rowOfEntry({ phone, leadId, evidence }: NewConsent | NewRevocation, now: Date): Row {
  return {
    tenant_id: currentTenantId(),
    id: uuidv7(),
    phone,
    lead_id: leadId ?? null,
    evidence: evidence ?? {},
    recorded_at: now,
    recorded_by: actorReference(currentActor()),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

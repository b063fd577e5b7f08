import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { actorReference } from '../../platform/context/actor';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { rowOf, rowsOf } from '../../platform/database/sql';
import { Consent } from './consent.entity';
import type { AgreedTerms, ConsentTerms, NewConsent, NewRevocation } from './consent-terms';

/** A row as the table names its columns; what the database computes is left out. */
type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/** Of everybody who agreed to the same terms the same. */
const TERMS = [
  'tenant_id',
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
  'source',
  'evidence',
  'recorded_at',
  'recorded_by',
].join(', ');
const NAMES = `id, phone, text_shown, text_hash, ${TERMS}`;

/** In the order of phones, so that two writers of the same people wait for each other instead of blocking each other. */
const INSERT = `
  insert into consents (${NAMES}, lead_id)
  select ${NAMES}, coalesce(lead_id, (select l.id from leads l where l.tenant_id = fresh.tenant_id and l.phone = fresh.phone))
  from json_populate_recordset(null::consents, $1::json) as fresh
  order by phone
  on conflict (tenant_id, phone, evidence_hash) where kind = 'GRANT' do nothing
  returning id`;

/**
 * Terms and texts once each, however many people agreed to them; the terms have the number of their text for a text. Its hash is the
 * database's.
 */
const INSERT_GRANTS = `
  insert into consents (id, phone, text_shown, ${TERMS}, lead_id)
  select who.id, who.phone, ($2::text[])[terms.text_shown::int], ${TERMS},
    coalesce(who.lead_id, (select l.id from leads l where l.tenant_id = terms.tenant_id and l.phone = who.phone))
  from unnest($3::int[], $4::uuid[], $5::text[], $6::uuid[]) as who (terms_number, id, phone, lead_id)
  join json_populate_recordset(null::consents, $1::json) with ordinality as terms on terms.ordinality = who.terms_number
  order by who.phone
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

/** One statement for all of them. Answers how many were not there yet. */
export async function insertGrants(tx: EntityManager, grants: readonly AgreedTerms[], now: Date): Promise<number> {
  if (grants.length === 0) return 0;
  const texts = new Numbers<string>();
  const terms = new Numbers<ConsentTerms>();
  const numbers = grants.map((grant) => terms.of(grant.terms));
  const rows = terms.all().map((one) => ({ ...termsRow(one, now), text_shown: String(texts.of(one.textShown)) }));
  const inserted = await rowsOf(tx, INSERT_GRANTS, [
    JSON.stringify(rows),
    texts.all(),
    numbers,
    grants.map(() => uuidv7()),
    grants.map(({ phone }) => phone),
    grants.map(({ leadId }) => leadId ?? null),
  ]);
  return inserted.length;
}

/** Numbers things from 1, as the database does; the same thing has the same number. */
class Numbers<T> {
  private readonly byThing = new Map<T, number>();

  of(thing: T): number {
    const number = this.byThing.get(thing) ?? this.byThing.size + 1;
    this.byThing.set(thing, number);
    return number;
  }

  all(): T[] {
    return [...this.byThing.keys()];
  }
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
    ...personOf(grant),
    ...termsRow(grant, now),
    reopt_in_at: grant.reoptInAt ?? null,
    text_shown: grant.textShown,
    text_hash: sha256(grant.textShown),
  };
}

function termsRow(terms: ConsentTerms, now: Date): Readonly<Record<string, unknown>> {
  return {
    ...entryOf(terms, now),
    kind: 'GRANT',
    type: terms.type,
    seller: terms.seller,
    channels: terms.channels,
    purposes: terms.purposes,
    signature: terms.signature,
    discloses_automated_voice: terms.disclosesAutomatedVoice,
    discloses_not_condition: terms.disclosesNotCondition,
    invited_call: terms.invitedCall,
    occurred_at: terms.occurredAt,
    expires_at: terms.expiresAt,
    source: terms.source,
  };
}

export function revocationRow(revocation: NewRevocation, now: Date): Row {
  return {
    ...personOf(revocation),
    ...entryOf(revocation, now),
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

function personOf({ phone, leadId }: NewConsent | NewRevocation): Row {
  return { id: uuidv7(), phone, lead_id: leadId ?? null };
}

function entryOf({ evidence }: ConsentTerms | NewRevocation, now: Date): Readonly<Record<string, unknown>> {
  return {
    tenant_id: currentTenantId(),
    evidence: evidence ?? {},
    recorded_at: now,
    recorded_by: actorReference(currentActor()),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

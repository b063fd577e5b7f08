import type { EntityManager } from 'typeorm';
import { advisoryLock, plannedRowOf, rowsOf } from '../platform/database/sql';
import { CONTACT_FACTS, CONTACT_FACTS_OF_MANY } from './contact-facts-query';
import type { ListCopies } from './list-standing';
import { narrowingOf, type PolicyColumns } from './policy-narrowing';
import type { ConsentGrant, ContactAttempt, ContactHistory, EmergencyHold, Narrowing } from './rules/contact-question';

/** What the records of the company and of the platform say about contacting a number. */
export interface ContactFacts {
  /** Legal name of the company. */
  readonly seller: string;
  readonly history: Omit<ContactHistory, 'lists' | 'phoneUsable'>;
  readonly lists: readonly ListCopies[];
  readonly holds: readonly EmergencyHold[];
  /** What the company adds to the law. */
  readonly narrowing: Narrowing;
}

export interface FactsAsked {
  /** E.164. */
  readonly phone: string;
  readonly moment: Date;
  /** The attempt being decided: it does not count among those made. */
  readonly callId?: string;
  readonly textId?: string;
}

/** Caps and exemptions look back this far: the longest is 30 days (47 CFR 64.1200(a)(3)). */
const ATTEMPTS_KEPT_MS = 30 * 24 * 60 * 60_000;

/** Name of the lock on a number: whoever contacts it holds the name SHARED, whoever takes leave away EXCLUSIVE. */
export function phoneLock(tenantId: string, phone: string): string {
  return `suppression ${tenantId} ${phone}`;
}

/** The same for every company at once. */
export function platformPhoneLock(phone: string): string {
  return `platform suppression ${phone}`;
}

/**
 * EXCLUSIVE: waits until no contact with this number is being decided or on its way, and holds off every further one until the open
 * transaction ends; then each of them sees what it wrote. SHARED: keeps that from happening before it ends.
 */
export async function lockPhone(
  tx: EntityManager,
  tenantId: string,
  phone: string,
  mode: 'SHARED' | 'EXCLUSIVE',
): Promise<void> {
  await advisoryLock(tx, phoneLock(tenantId, phone), mode);
}

/**
 * In one statement. Calls and texts that went out, or may have gone out, count as attempts; those proved never made do not.
 * @throws Error without a company.
 */
export async function readContactFacts(
  tx: EntityManager,
  tenantId: string,
  { phone, moment, callId, textId }: FactsAsked,
): Promise<ContactFacts> {
  const row = await plannedRowOf<FactsRow>(tx, { name: 'contact-facts', text: CONTACT_FACTS }, [
    tenantId,
    phone,
    moment,
    areaCodeOf(phone),
    callId ?? null,
    textId ?? null,
    new Date(moment.getTime() - ATTEMPTS_KEPT_MS),
  ]);
  if (!row) throw new Error('The company of a contact does not exist.');
  return factsOf(row, moment);
}

/** The same of many numbers, by number; for questions that are asked of whole lists. Keep them to some hundreds. */
export async function readContactFactsOf(
  tx: EntityManager,
  tenantId: string,
  { phones, moment }: { readonly phones: readonly string[]; readonly moment: Date },
): Promise<Map<string, ContactFacts>> {
  const rows = await rowsOf<FactsRow & { readonly phone: string }>(tx, CONTACT_FACTS_OF_MANY, [
    tenantId,
    phones,
    moment,
    phones.map(areaCodeOf),
    new Date(moment.getTime() - ATTEMPTS_KEPT_MS),
  ]);
  return new Map(rows.map((row) => [row.phone, factsOf(row, moment)]));
}

/** Of a North American number; null for any other. */
function areaCodeOf(phone: string): string | null {
  return phone.startsWith('+1') ? phone.slice(2, 5) : null;
}

type Stored<T> = {
  readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

interface FactsRow {
  readonly company: string;
  readonly policy: PolicyColumns | null;
  readonly suppressedAt: Date | null;
  readonly suppressedByPlatformAt: Date | null;
  readonly consents: readonly Stored<Required<ConsentGrant>>[] | null;
  readonly revocations: readonly { readonly scope: 'ALL' | 'MARKETING'; readonly at: string }[] | null;
  readonly attempts: readonly Stored<ContactAttempt>[] | null;
  readonly textedAt: Date | null;
  readonly rangAt: Date | null;
  readonly askedBackAt: Date | null;
  readonly declinedAt: Date | null;
  readonly lists: readonly Stored<ListCopies>[] | null;
  readonly reassigned: { readonly checkedAt: string; readonly result: 'YES' | 'NO' | 'NO_DATA' } | null;
  readonly confirmationsSent: number;
  readonly holds: readonly Stored<EmergencyHold>[] | null;
}

function factsOf(row: FactsRow, moment: Date): ContactFacts {
  const consents = (row.consents ?? []).map(grantOf);
  const { reassigned } = row;
  return {
    seller: row.policy?.legal_name ?? row.company,
    history: {
      consents,
      revocations: (row.revocations ?? []).map(({ scope, at }) => ({ scope, at: new Date(at) })),
      attempts: (row.attempts ?? []).map((attempt) => ({ ...attempt, at: new Date(attempt.at) })),
      internalDncAt: suppressedSince(row, consents, moment),
      reassigned: reassigned && { ...reassigned, checkedAt: new Date(reassigned.checkedAt) },
      relationship: null,
      inboundAt: latest(row.rangAt, latest(row.textedAt, row.askedBackAt)),
      declinedAt: row.declinedAt,
      confirmationsSent: row.confirmationsSent,
    },
    lists: (row.lists ?? []).map((list) => ({ ...list, asOf: new Date(list.asOf) })),
    holds: (row.holds ?? []).map(({ jurisdiction, from, to }) => ({
      jurisdiction,
      from: new Date(from),
      to: to === null ? null : new Date(to),
    })),
    narrowing: row.policy ? narrowingOf(row.policy) : {},
  };
}

function grantOf(grant: Stored<Required<ConsentGrant>>): ConsentGrant {
  return {
    ...grant,
    obtainedAt: new Date(grant.obtainedAt),
    expiresAt: grant.expiresAt === null ? null : new Date(grant.expiresAt),
    reoptInAt: grant.reoptInAt === null ? null : new Date(grant.reoptInAt),
  };
}

/**
 * An entry in force holds, whatever opt-ins there are: it ends when it is removed, and a written opt-in is what removes it. So one that
 * an opt-in seems to have lifted (a clock went wrong, or the entry is the platform's) counts from the moment that is judged.
 */
function suppressedSince(row: FactsRow, consents: readonly ConsentGrant[], moment: Date): Date | null {
  const since = latest(row.suppressedAt, row.suppressedByPlatformAt);
  if (!since) return null;
  const isLifted = since > moment || consents.some(({ reoptInAt }) => reoptInAt && reoptInAt > since);
  return isLifted ? moment : since;
}

function latest(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return one > other ? one : other;
}

import type { ConsentGrant, ContactChannel, ContactPurpose, ContactQuestion } from './contact-question';
import type { ConsentNeed } from './rule-row';

/** How far a permission gets: each stage is the reason it fails there. */
const STAGES = [
  'NO_CONSENT',
  'CONSENT_WRONG_NUMBER',
  'CONSENT_WRONG_SELLER',
  'CONSENT_CHANNEL_NOT_COVERED',
  'CONSENT_INCOMPLETE',
] as const;
/** In force, of the number, for the seller: whether it covers the channel is asked next. */
const FOR_THIS_SELLER = STAGES.indexOf('CONSENT_CHANNEL_NOT_COVERED');
export type ConsentFailure = (typeof STAGES)[number];

/** What the person has allowed and taken back, as of one moment and for one purpose. */
export interface Standing {
  readonly internalDncBinds: boolean;
  readonly revocationBinds: boolean;
  /** Permissions in force, of this number, for this seller. */
  readonly grants: readonly ConsentGrant[];
  /** Why none of the others does. */
  readonly failing: ConsentFailure;
}

/**
 * Reads the history of a question. An opt-out binds from its moment on, until the person opts in again in writing, to this seller,
 * later than it; a permission of before an opt-out is gone for good.
 */
export function standingOf(question: ContactQuestion, purpose: ContactPurpose, at: number): Standing {
  const { contact, occasion, history } = question;
  const seller = history.consents.length > 0 ? normal(occasion.seller) : '';
  const binding = history.revocations.filter((one) => one.scope === 'ALL' || purpose === 'MARKETING');
  const revoked = latestOf(
    binding.map((one) => one.at),
    at,
  );
  const dnc = latestOf(history.internalDncAt ? [history.internalDncAt] : [], at);
  const optedOut = Math.max(revoked, dnc);
  let reopted = Number.NEGATIVE_INFINITY;
  let failing = 0;
  const grants: ConsentGrant[] = [];
  for (const grant of history.consents) {
    const stage = stageOf(grant, contact.phone, seller, at);
    const moments = grant.reoptInAt ? [grant.obtainedAt, grant.reoptInAt] : [grant.obtainedAt];
    if (stage === FOR_THIS_SELLER && grant.reoptInAt) reopted = Math.max(reopted, latestOf([grant.reoptInAt], at));
    if (latestOf(moments, at) <= optedOut) continue;
    failing = Math.max(failing, stage);
    if (stage === FOR_THIS_SELLER) grants.push(grant);
  }
  return {
    internalDncBinds: dnc !== Number.NEGATIVE_INFINITY && !(reopted > dnc),
    revocationBinds: revoked !== Number.NEGATIVE_INFINITY && !(reopted > revoked),
    grants,
    failing: STAGES[failing] ?? 'NO_CONSENT',
  };
}

/** Latest of the moments that are not later than `at`; -Infinity when there is none. */
function latestOf(moments: readonly Date[], at: number): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const moment of moments) if (!(moment.getTime() > at)) latest = Math.max(latest, moment.getTime());
  return latest;
}

function stageOf(grant: ConsentGrant, phone: string, seller: string, at: number): number {
  const isExpired = grant.expiresAt && !(grant.expiresAt.getTime() > at);
  if (!(grant.obtainedAt.getTime() <= at) || isExpired) return STAGES.indexOf('NO_CONSENT');
  if (grant.phone !== phone) return STAGES.indexOf('CONSENT_WRONG_NUMBER');
  if (seller === '' || normal(grant.seller) !== seller) return STAGES.indexOf('CONSENT_WRONG_SELLER');
  return FOR_THIS_SELLER;
}

/** The permission that covers the channel as far as `need` asks; else why none does. */
export function coverOf(
  standing: Standing,
  channel: ContactChannel,
  need: ConsentNeed,
  purpose: 'MARKETING' | 'INFORMATIONAL',
): ConsentGrant | ConsentFailure {
  const covering = standing.grants.filter((grant) => grant.channels.includes(channel));
  const complete = covering.find((grant) => isComplete(grant, need, purpose));
  return complete ?? (covering.length > 0 ? 'CONSENT_INCOMPLETE' : standing.failing);
}

/** A signed written permission to this seller for this number, on whatever channel (47 CFR 64.1200(c)(2)(ii)). */
export function hasWrittenPermission(standing: Standing): boolean {
  return standing.grants.some((grant) => isComplete(grant, 'WRITTEN', 'MARKETING'));
}

/**
 * PEWC must be signed, authorise marketing by automated voice and say that it is no condition of purchase (47 CFR 64.1200(f)(9));
 * elsewhere express consent is enough, which for an automated voice must have said so.
 */
export function isComplete(grant: ConsentGrant, need: ConsentNeed, purpose: 'MARKETING' | 'INFORMATIONAL'): boolean {
  const { purposes } = grant;
  if (purposes && !purposes.includes('MARKETING') && !purposes.includes(purpose)) return false;
  if (need === 'EXPRESS_AUTOMATED') return grant.disclosesAutomatedVoice;
  if (need !== 'WRITTEN') return true;
  return (
    grant.type === 'PEWC' &&
    Boolean(grant.signature?.trim()) &&
    grant.disclosesAutomatedVoice &&
    grant.disclosesNotCondition
  );
}

/** Legal names are compared without regard to case and spacing. */
function normal(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

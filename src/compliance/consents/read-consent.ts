import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type { FieldProblem } from '../../platform/http/invalid-input';
import { CONTACT_CHANNELS } from '../rules/contact-question';
import { ConsentFields } from './consent-fields';
import {
  CONSENT_PURPOSES,
  CONSENT_TYPES,
  type ConsentEvidence,
  type ConsentTerms,
  type ConsentType,
} from './consent-terms';
import type { ConsentField, SaidConsent } from './said-consent';
import { isSameSeller, namesSeller } from './seller-name';

export type ConsentReading = { readonly terms: ConsentTerms } | { readonly problems: readonly FieldProblem[] };

/** What the reading of a consent rests on. */
export interface ConsentCircumstances {
  /** Of the company that reads it. */
  readonly legalName: string;
  readonly now: Date;
}

/** Longest text that a person is shown. */
export const CONSENT_TEXT_LENGTH = 10_000;

/** The clock of a visitor's browser may be ahead of ours by so much; what it says then counts as now. */
const CLOCKS_APART_MS = 5 * 60_000;

/** Giving one's number to be called is consent to calls (FCC 92-443, para. 31), not to texts. */
const CALLS = ['AI_VOICE', 'HUMAN_VOICE'] as const;

/**
 * Turns what is said of a consent into terms that may be recorded, or says what is wrong with each field.
 *
 * A web form's consent is recorded as it stands, however weak, since the person must not be lost for it: another seller is kept as it
 * is named, and what is not complete counts as PEC. Files and clients are told instead, so that they can put it right; only the text
 * may be missing from a file, whose consents then are PEC.
 */
export function readConsent(said: SaidConsent, circumstances: ConsentCircumstances, path = ''): ConsentReading {
  const fields = new ConsentFields(said, path);
  const terms = { ...readWords(fields, said, circumstances), ...readMoments(fields, said, circumstances) };
  const type = readType(fields, said, terms);
  if (fields.problems.length > 0) return { problems: fields.problems };
  return { terms: { ...terms, type } };
}

type Words = Omit<ConsentTerms, 'type' | 'occurredAt' | 'expiresAt'>;

function readWords(fields: ConsentFields, said: SaidConsent, { legalName }: ConsentCircumstances): Words {
  return {
    seller: readSeller(fields, said, legalName),
    channels: fields.words('channels', CONTACT_CHANNELS, CALLS),
    purposes: fields.words('purposes', CONSENT_PURPOSES, CONSENT_PURPOSES),
    signature: readSignature(fields),
    disclosesAutomatedVoice: fields.flag('automatedVoice'),
    disclosesNotCondition: fields.flag('notConditionOfPurchase'),
    invitedCall: fields.flag('invitedCall'),
    textShown: readText(fields, said),
    source: said.source,
    evidence: readEvidence(fields, said),
  };
}

function readSeller(fields: ConsentFields, said: SaidConsent, legalName: string): string {
  const seller = fields.line('seller', 200);
  if (seller !== null && said.source !== 'WEB_FORM' && !isSameSeller(seller, legalName)) {
    fields.refuse('seller', `is not the legal name of this company, ${legalName}.`);
  }
  return seller ?? legalName;
}

/** `no` in the column of a file is no signature. */
function readSignature(fields: ConsentFields): string | null {
  const signature = fields.line('signature', 200);
  return signature !== null && /^(no|none|false|0|n\/?a)$/i.test(signature) ? null : signature;
}

function readText(fields: ConsentFields, said: SaidConsent): string {
  const text = fields.text('text', CONSENT_TEXT_LENGTH);
  if (text === '' && said.source === 'API') fields.refuse('text', 'must be what the person read or heard.');
  const hash = fields.line('textHash', 64);
  if (hash !== null && hash.toLowerCase() !== createHash('sha256').update(text, 'utf8').digest('hex')) {
    fields.refuse('textHash', 'is not the SHA-256 of the text, in hexadecimal.');
  }
  return text;
}

function readMoments(
  fields: ConsentFields,
  said: SaidConsent,
  { now }: ConsentCircumstances,
): Pick<ConsentTerms, 'occurredAt' | 'expiresAt'> {
  const patience = said.source === 'WEB_FORM' ? CLOCKS_APART_MS : 0;
  const wrong = fields.problems.length;
  const at = fields.moment('at', new Date(now.getTime() + patience));
  if (at === null && said.source === 'CSV' && fields.problems.length === wrong) {
    fields.refuse('at', 'is missing: a consent is worth nothing without the moment it was given.');
  }
  const occurredAt = at === null || at > now ? now : at;
  const expiresAt = fields.moment('expiresAt');
  if (expiresAt !== null && expiresAt <= occurredAt)
    fields.refuse('expiresAt', 'must come after the consent was given.');
  return { occurredAt, expiresAt };
}

type Agreed = Pick<
  ConsentTerms,
  'seller' | 'purposes' | 'signature' | 'disclosesAutomatedVoice' | 'disclosesNotCondition' | 'textShown'
>;

/** What written consent must have (47 CFR 64.1200(f)(9)), by the field that says it. */
const WRITTEN: readonly (readonly [ConsentField, (agreed: Agreed) => boolean, string])[] = [
  ['signature', ({ signature }) => signature !== null, 'is missing'],
  ['automatedVoice', (agreed) => agreed.disclosesAutomatedVoice, 'must be yes: the text has to disclose such calls'],
  ['notConditionOfPurchase', (agreed) => agreed.disclosesNotCondition, 'must be yes: the text has to say so'],
  ['text', ({ textShown, seller }) => namesSeller(textShown, seller), 'does not name the seller'],
  ['purposes', ({ purposes }) => purposes.includes('MARKETING'), 'must include MARKETING'],
];

function readType(fields: ConsentFields, said: SaidConsent, agreed: Agreed): ConsentType {
  const claimed = (fields.line('type', 20) ?? '').toUpperCase();
  if (claimed !== '' && !CONSENT_TYPES.some((type) => type === claimed)) {
    fields.refuse('type', `must be one of ${CONSENT_TYPES.join(', ')}.`);
  }
  const missing = WRITTEN.filter(([, holds]) => !holds(agreed));
  if (claimed === 'PEWC' && said.source !== 'WEB_FORM') {
    for (const [field, , what] of missing) fields.refuse(field, `${what}; without it the consent is no PEWC.`);
  }
  return claimed === 'PEC' || missing.length > 0 ? 'PEC' : 'PEWC';
}

const EVIDENCE: readonly (readonly [Exclude<keyof ConsentEvidence, 'uncheckedByDefault' | 'reason'>, number])[] = [
  ['pageUrl', 2_000],
  ['callId', 100],
  ['ip', 45],
  ['userAgent', 500],
  ['requestIp', 45],
  ['requestUserAgent', 500],
  ['certificate', 500],
  ['vendor', 200],
  ['language', 35],
  ['subject', 200],
  ['statedTimeZone', 100],
  ['statedAddress', 300],
];

function readEvidence(fields: ConsentFields, said: SaidConsent): ConsentEvidence {
  const given = EVIDENCE.flatMap(([field, limit]) => {
    const value = fields.line(field, limit);
    return value === null ? [] : [[field, value] as const];
  });
  const evidence: ConsentEvidence = Object.fromEntries(given);
  if (evidence.ip !== undefined && isIP(evidence.ip) === 0) fields.refuse('ip', 'is no IP address.');
  const uncheckedByDefault = fields.flag('uncheckedByDefault');
  const isSaid = typeof said.uncheckedByDefault === 'boolean' || Boolean(said.uncheckedByDefault?.trim());
  return isSaid ? { ...evidence, uncheckedByDefault } : evidence;
}

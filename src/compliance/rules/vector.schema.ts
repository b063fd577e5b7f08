import { z } from 'zod';
import { policyChanges } from './rule-file.schema';

/** An instant of a year this program can mean. */
const instant = z.iso
  .datetime({ offset: true, error: 'must be a moment such as 2026-07-07T14:00:00Z' })
  .transform((value) => new Date(value))
  .refine((value) => value.getUTCFullYear() >= 1900 && value.getUTCFullYear() < 2200, 'must lie between 1900 and 2199');

const channel = z.enum(['ai_voice', 'human_voice', 'sms', 'whatsapp']);
const purpose = z.enum(['marketing', 'informational', 'responsive', 'opt_out_confirmation']);

const revocation = z.looseObject({
  at: instant,
  scope: z.enum(['all', 'marketing']).default('all'),
  method: z.string().nullish(),
});

export const consentShape = z.looseObject({
  type: z.enum(['PEWC', 'PEC', 'none']).nullish(),
  obtained_at: instant.nullish(),
  seller: z.string().nullish(),
  phone: z.string().nullish(),
  channels: z.array(channel).default([]),
  purposes: z.array(z.enum(['marketing', 'informational'])).nullish(),
  signature: z.string().nullish(),
  disclosures: z
    .looseObject({
      automated_or_artificial_voice: z.boolean().default(false),
      not_condition_of_purchase: z.boolean().default(false),
    })
    .default({ automated_or_artificial_voice: false, not_condition_of_purchase: false }),
  invited_call: z.boolean().default(false),
  expires_at: instant.nullish(),
  reopt_in_at: instant.nullish(),
  revocations: z.array(revocation).default([]),
});

export const dncShape = z.looseObject({
  national: z.boolean().default(false),
  state: z.boolean().default(false),
  preference_register: z.boolean().default(false),
  national_checked_at: instant.nullish(),
  internal: z.looseObject({ requested_at: instant }).nullish(),
});

const expected = z.looseObject({
  decision: z.enum(['allow', 'deny', 'defer']),
  reason: z.string(),
  next_allowed_utc: instant.nullish(),
  candidate_zones: z.array(z.string()).nullish(),
  jurisdictions: z.array(z.string()).nullish(),
});

/** One vector. Fields this program does not know are let through, and named to who runs it. */
export const vectorShape = z.looseObject({
  id: z.string().min(1),
  phone: z.string(),
  address_state: z.string().nullish(),
  address_country: z.string().nullish(),
  known_timezone: z.string().nullish(),
  utc_instant: instant,
  channel,
  purpose,
  line_type: z.string().nullish(),
  seller: z.string(),
  subject: z.string().nullish(),
  consent: consentShape.nullish(),
  consents: z.array(consentShape).nullish(),
  dnc: dncShape.nullish(),
  attempts: z.array(z.looseObject({ at: instant, channel, subject: z.string().nullish() })).nullish(),
  rnd: z.looseObject({ checked_at: instant, result: z.string() }).nullish(),
  ebr: z.looseObject({ type: z.enum(['transaction', 'inquiry']), at: instant }).nullish(),
  caller_id: z.string().nullish(),
  caller_id_verified: z.boolean().nullish(),
  inbound_at: instant.nullish(),
  lead_declined_at: instant.nullish(),
  confirmations_sent: z.number().int().min(0).nullish(),
  emergency_holds: z.array(z.looseObject({ jurisdiction: z.string(), from: instant, to: instant.nullish() })).nullish(),
  policy: z.record(z.string(), z.unknown()).nullish(),
  expected,
  category: z.unknown().optional(),
  title: z.unknown().optional(),
  local_hint: z.unknown().optional(),
  source: z.unknown().optional(),
  confidence: z.unknown().optional(),
  next_allowed_utc: z.unknown().optional(),
});

export const vectorFileShape = z.looseObject({
  policy: z.record(z.string(), z.unknown()).nullish(),
  vectors: z.array(z.unknown()),
});

/** Policy keys this program knows; `recommended_production` describes another policy and changes nothing. */
export const vectorPolicy = policyChanges;

export type FileVector = z.infer<typeof vectorShape>;
export type FileConsent = z.infer<typeof consentShape>;

/** Where a known zone came from goes by several names. */
const ZONE_SOURCE = /^(known_)?(timezone|time_zone|tz|zone)_source$/;

export function sourceFieldsOf(vector: FileVector): string[] {
  return Object.keys(vector).filter((key) => ZONE_SOURCE.test(key));
}

import { z } from 'zod';
import { ALLOW_REASONS, DEFER_REASONS, DENY_REASONS } from './contact-decision';
import {
  aiDisclosure,
  conventions,
  corrections,
  federalUs,
  holidayNotes,
  optOut,
  recordingConsent,
  sources,
} from './rule-notes.schema';
import { ruleRow } from './rule-row.schema';
import { calendarDay, confidence, count, text, timeZones } from './rule-values.schema';

const cap24h = z.number().int().min(1).nullable();

/** What the platform adds to the law, or how it reads it. */
const policyShape = {
  use_consent_window_exemptions: z.boolean(),
  platform_cap_24h: cap24h,
  close_guard_seconds: z.number().int().min(0).max(3_600),
  dnc_scrub_max_age_days: z.number().int().min(1).max(31),
  informational_uses_federal_window: z.boolean(),
  informational_landline_free_calls: count,
  informational_landline_period_seconds: z.number().int().min(1),
  opt_out_confirmation_max_seconds: z.number().int().min(1),
  same_state_npa_narrows_address_zones: z.boolean(),
  window_end_exclusive: z.boolean(),
  search_horizon_days: z.number().int().min(1).max(366),
  ebr_transaction_months: count,
  ebr_inquiry_months: count,
  rnd_recheck_days: z.number().int().min(1).optional(),
  require_counsel_clearance: z.boolean().optional(),
};

/** Any of the policy's keys, to be laid over it. */
export const policyChanges = z.strictObject(policyShape).partial();

const policy = z.strictObject({
  ...policyShape,
  recommended_production: z.strictObject({
    platform_cap_24h: cap24h,
    close_guard_seconds: policyShape.close_guard_seconds,
    dnc_scrub_max_age_days: policyShape.dnc_scrub_max_age_days,
    rnd_recheck_days: z.number().int().min(1),
    max_total_attempts_per_lead: z.number().int().min(1),
  }),
});

const month = z.number().int().min(1).max(12);
const isoWeekday = z.number().int().min(1).max(7);
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a day of the year MM-DD');

/** One generator of a day per year; see `holiday_notes.format`. */
const GENERATORS = [
  'fixed',
  'nth',
  'last',
  'easter',
  'election',
  'election_any',
  'before',
  'rel_thanksgiving',
] as const;

const holiday = z
  .strictObject({
    n: text,
    certain: z.boolean().optional(),
    fixed: monthDay.optional(),
    nth: z.tuple([month, isoWeekday, z.number().int().min(1).max(4)]).optional(),
    last: z.tuple([month, isoWeekday]).optional(),
    easter: z.number().int().min(-80).max(80).optional(),
    election: z.literal(true).optional(),
    election_any: z.literal(true).optional(),
    before: z.tuple([monthDay, isoWeekday]).optional(),
    rel_thanksgiving: z.number().int().min(-30).max(30).optional(),
  })
  .refine((entry) => GENERATORS.filter((name) => entry[name] !== undefined).length === 1, {
    message: `must have exactly one of ${GENERATORS.join(', ')}`,
  });

const region = z.string().regex(/^[A-Z]{2}(\/[A-Z]{2})*$/, 'must be a state such as NY, or several such as NS/PE');
const areaCode = z.string().regex(/^[2-9]\d\d$/, 'must be three digits, the first of them 2 to 9');

const areaCodePlace = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  region: region.nullable(),
  zones: timeZones,
  src: text,
  confidence,
  split: z.boolean().optional(),
  note: text.optional(),
  soft_split_note: text.optional(),
});

const nonGeographic = z.strictObject({
  toll_free: z.array(areaCode),
  toll_free_reserved: z.array(areaCode),
  premium: z.array(areaCode),
  personal_5xx: z.array(areaCode),
  canada_nongeo_6xx: z.array(areaCode),
  us_government: z.array(areaCode),
  carrier_specific: z.array(areaCode),
  n11_easily_recognizable: z.array(areaCode),
});

/** The whole file. Every object is strict: a field this program does not know may be a rule it would not keep. */
export const ruleFile = z.strictObject({
  schema_version: z.literal('1.0.0'),
  rules_version: text,
  compiled_at: calendarDay,
  latest_source_seen: calendarDay,
  disclaimer: text,
  corrections,
  conventions,
  policy,
  reason_codes: z.strictObject({
    allow: z.array(z.enum(ALLOW_REASONS)),
    deny: z.array(z.enum(DENY_REASONS)),
    defer: z.array(z.enum(DEFER_REASONS)),
  }),
  evaluation_order: z.array(text),
  federal_us: federalUs,
  opt_out: optOut,
  jurisdictions: z.array(ruleRow).min(1),
  holiday_calendars: z.record(text, z.array(holiday)),
  holiday_notes: holidayNotes,
  zones_by_us_region: z.record(z.string().regex(/^[A-Z]{2}$/), timeZones),
  country_calling_codes: z.record(
    z.string().regex(/^[2-9]\d{0,2}$/, 'must be a calling code of up to three digits'),
    z.tuple([z.string().regex(/^[A-Z]{2}$/), timeZones]),
  ),
  recording_consent: recordingConsent,
  ai_disclosure: aiDisclosure,
  nanp: z.strictObject({ npas: z.record(areaCode, areaCodePlace), non_geographic: nonGeographic }),
  sources,
});

export type RuleFile = z.infer<typeof ruleFile>;
export type RulePolicy = z.infer<z.ZodObject<typeof policyShape>>;
export type FileHoliday = z.infer<typeof holiday>;
export type PolicyChanges = z.infer<typeof policyChanges>;

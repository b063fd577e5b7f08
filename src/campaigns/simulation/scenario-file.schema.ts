import { z } from 'zod';
import { CONTACT_CHANNELS } from '../../compliance/rules/contact-question';
import { isTimeZone } from '../../compliance/zone-clock';
import { personas } from '../../emulator/personas/persona-directory';
import { E164 } from '../../platform/values/phone-number';
import { DEFAULT_DIALING_POLICY } from '../retries/dialing-policy';
import { retryPolicySchema } from '../rules/retry-policy';

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const phone = z.string().regex(E164, 'must be in E.164, for example +14155550123');
const timeZone = z.string().refine(isTimeZone, 'must be an IANA zone, for example America/New_York');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 09:00');
const window = z.tuple([clock, clock]).nullable();
const windows = z.partialRecord(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), window).default({});
const date = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a date such as 2026-12-24');
const count = (most: number) => z.int().min(1).max(most);
const weight = z.number().positive();
const region = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z]{2})?$/, 'must be the id of a row of the calling rules, such as US-NY');

const consentSchema = z.strictObject({
  type: z.enum(['PEWC', 'PEC']).default('PEWC'),
  /** Whom it names; the company when absent. */
  seller: z.string().min(1).optional(),
  channels: z.array(z.enum(CONTACT_CHANNELS)).default([...CONTACT_CHANNELS]),
  signature: z.string().min(1).nullable().default('esign_checkbox'),
  disclosesAutomatedVoice: z.boolean().default(true),
  disclosesNotCondition: z.boolean().default(true),
  invitedCall: z.boolean().default(false),
  /** 30 days before the start when absent. */
  obtainedAt: moment.optional(),
  expiresAt: moment.nullable().default(null),
});

export type FileConsent = z.infer<typeof consentSchema>;

/** WRITTEN: signed, with both disclosures, for every channel. */
const consent = z.union([z.enum(['WRITTEN', 'NONE']), consentSchema]).default('WRITTEN');

const person = {
  consent,
  state: z.string().min(1).nullable().default(null),
  country: z.string().length(2).nullable().default(null),
  suppressed: z.boolean().default(false),
  onNationalList: z.boolean().default(false),
};

const namedLead = z.strictObject({
  ...person,
  phone,
  timeZone: timeZone.nullable().default(null),
  timeZoneStatedByPerson: z.boolean().default(false),
});

const madeLeads = z.strictObject({
  ...person,
  count: count(2_000_000),
  areaCodes: z.record(z.string().regex(/^[2-9]\d\d$/, 'must be an area code'), weight),
  personas: z.partialRecord(z.enum(personas.map(({ name }) => name)), weight).optional(),
});

export type NamedLead = z.infer<typeof namedLead>;
export type MadeLeads = z.infer<typeof madeLeads>;

const company = z.strictObject({
  name: z.string().min(1).max(200),
  timeZone,
  maxConcurrentCalls: count(100_000).default(50),
  dailyCallLimit: count(10_000_000).nullable().default(null),
  callbackToleranceSeconds: z.int().min(30).max(86_400).default(DEFAULT_DIALING_POLICY.callbackToleranceSeconds),
  windows,
  maxAttemptsPer24h: z.int().min(1).max(3).optional(),
  closedDates: z.array(date).default([]),
  excludedRegions: z.array(region).default([]),
  requireRegistration: z.boolean().default(false),
  registeredIn: z.array(region).default([]),
  clearedByCounsel: z.array(region).default([]),
  /** Retry policy of the company, under the campaign's. */
  retryPolicy: retryPolicySchema.partial().default({}),
  /** When copies of the national lists were last read; null when there are none. */
  listsReadAt: moment.nullable().default(null),
  holds: z
    .array(z.strictObject({ jurisdiction: region, from: moment, to: moment.nullable().default(null) }))
    .default([]),
});

const criterion = z.strictObject({
  field: z.string().min(1),
  operator: z.string().min(1),
  value: z.unknown().optional(),
  weight,
});

const campaign = z.strictObject({
  purpose: z.enum(['MARKETING', 'INFORMATIONAL']).default('MARKETING'),
  windows,
  maxAttempts: z.int().min(1).max(10).default(3),
  maxConcurrentCalls: count(100_000).default(10),
  dailyCallLimit: count(10_000_000).default(1_000),
  ringTimeoutSeconds: z.int().min(5).max(60).default(25),
  maxCallSeconds: z.int().min(30).max(3_600).default(600),
  retryPolicy: retryPolicySchema.partial().default({}),
  agents: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(200),
        share: weight.nullable().default(null),
        maxConcurrentCalls: count(100_000).nullable().default(null),
      }),
    )
    .min(1)
    .default([{ name: 'agent', share: null, maxConcurrentCalls: null }]),
  rubric: z.strictObject({ minScore: z.number().min(0).max(100), criteria: z.array(criterion).min(1) }).optional(),
  subject: z.string().min(1).nullable().default(null),
  greeting: z.string().min(1).max(1_000).optional(),
});

const carrier = z.strictObject({
  callsPerSecond: z.number().positive().max(10_000).default(1),
  concurrentCalls: count(100_000).nullable().default(null),
  reservedPercent: z.int().min(0).max(50).default(10),
  /** US dollars per minute begun, of answered calls. */
  perMinute: z.number().min(0).max(100).default(0.014),
  callerId: phone.default('+14155550100'),
});

const tokens = z.strictObject({
  input: z.int().min(0),
  cacheWrite: z.int().min(0).default(0),
  cacheRead: z.int().min(0).default(0),
  output: z.int().min(0),
});

const model = z.strictObject({
  fast: z.string().min(1).optional(),
  strong: z.string().min(1).optional(),
  perReply: tokens.optional(),
  perAssessment: tokens.optional(),
});

export type FileTokens = z.infer<typeof tokens>;

/** A campaign to be simulated, as a file describes it; see docs/simulation.md. */
export const scenarioFileSchema = z.strictObject({
  name: z.string().min(1).max(200),
  start: moment,
  seed: z.int().min(0).default(1),
  days: count(400).default(60),
  company,
  campaign: campaign.prefault({}),
  carrier: carrier.prefault({}),
  model: model.prefault({}),
  leads: z.array(z.union([namedLead, madeLeads])).min(1),
});

export type ScenarioFile = z.infer<typeof scenarioFileSchema>;

import { z } from 'zod';
import { calendarDay, confidence, count, fileChannel, text, timeWindow, weekWindows } from './rule-values.schema';

/** At most `max` attempts of the channels in any `period_seconds`; `person+subject` counts each subject for itself. */
const cap = z.strictObject({
  id: text,
  max: z.number().int().min(1),
  period_seconds: z.number().int().min(1),
  match: z.enum(['person', 'person+subject']),
  channels: z.array(fileChannel).min(1),
  ebr_exempt: z.boolean(),
});

const holidayRule = z.discriminatedUnion('effect', [
  z.strictObject({ calendar: text, effect: z.literal('closed') }),
  z.strictObject({
    calendar: text,
    effect: z.literal('window'),
    window: timeWindow,
    applies_to: z.array(fileChannel).min(1),
  }),
]);

const registration = z.strictObject({ required: z.boolean(), what: text, confidence });

const callerIdPrefix = z.string().regex(/^\+[1-9]\d{0,13}$/, 'must be the beginning of a number such as +91140');

/** A law, and the days it is in force: `effective_from` inclusive, `effective_to` exclusive, in local dates of the called person. */
export const ruleRow = z
  .strictObject({
    id: z.string().regex(/^[A-Z]{2}(-[A-Z]{2})?$/, 'must be a country or state such as US or US-NY'),
    name: text,
    country: z.string().regex(/^[A-Z]{2}$/, 'must be a country such as US'),
    effective_from: calendarDay,
    effective_to: calendarDay.nullable(),
    windows: weekWindows,
    automated_windows: weekWindows.nullable(),
    holiday_rule: holidayRule.nullable(),
    caps: z.array(cap),
    ai_voice_marketing: z.enum(['pewc', 'express_automated', 'invited_only']),
    sms_marketing: z.enum(['pewc', 'express']),
    live_voice_marketing: z.enum(['none', 'consent_if_mobile', 'pewc']),
    area_code_presumption: z.boolean(),
    texts_covered: z.enum(['explicit', 'policy', 'no']),
    registration: registration.nullable(),
    state_dnc_list: text.nullable(),
    rnd_check_required: z.boolean(),
    opt_out_retention_years: count,
    window_lifted_by_consent: text.nullable(),
    sources: z.array(text).min(1),
    confidence,
    notes: z.string(),
    ai_voice_counsel_flag: z.boolean().optional(),
    ai_voice_disclosure: z.enum(['adad_artificial_voice']).optional(),
    emergency_hold: z.boolean().optional(),
    caller_id_prefix_required: z
      .strictObject({ marketing: callerIdPrefix.optional(), any: callerIdPrefix.optional() })
      .optional(),
    preference_register: text.optional(),
    register_overridden_by_consent: z.boolean().optional(),
    counsel_required: z.boolean().optional(),
    no_recall_after_refusal: z.boolean().optional(),
  })
  .refine((row) => !row.effective_to || row.effective_to > row.effective_from, {
    path: ['effective_to'],
    message: 'must be later than effective_from',
  })
  .refine((row) => row.id === row.country || row.id.startsWith(`${row.country}-`), {
    path: ['country'],
    message: 'must be the country of the id',
  });

export type FileRow = z.infer<typeof ruleRow>;
export type FileCap = z.infer<typeof cap>;

import { z } from 'zod';
import { calendarDay, count, text } from './rule-values.schema';

const texts = z.array(text);

/** Federal law of the United States in figures and words; the windows and consent rules that decide stand in the rows. */
export const federalUs = z.strictObject({
  calling_hours: z.strictObject({ start: text, end: text, zone: text, src: texts, confidence: text }),
  consent_matrix: z.array(z.strictObject({ channel: text, purpose: text, line: text, needs: text, rule: text })),
  pewc_elements: texts,
  consent_record_fields: texts,
  one_to_one: z.strictObject({ status: text, still: text, cms_note: text }),
  dnc: z.strictObject({
    national_scrub_max_days: count,
    internal_honour_business_days: count,
    internal_retention_years: count,
    ebr_months: z.strictObject({ transaction: count, inquiry: count }),
    ebr_does_not_permit_ai_voice: z.boolean(),
    written_permission_overrides_national: z.boolean(),
  }),
  reassigned_numbers: z.strictObject({ rule: text, safe_harbour: text, ported_15_days: text }),
  artificial_voice_message: z.strictObject({ identify: text, phone: text, opt_out: text, voicemail: text, rule: text }),
  abandonment: z.strictObject({
    max_rate: z.number().min(0).max(1),
    period_days: count,
    per: text,
    connect_within_s: count,
    min_ring_s: count,
    or_rings: count,
    ai_path: text,
  }),
  records_years: count,
  penalties: z.strictObject({ per_violation: count, willful: count, tsr_civil_penalty: count }),
  caller_id: z.strictObject({ transmit: text, no_spoofing: text, stir_shaken: text }),
  pending: z.array(z.strictObject({ item: text, status: text })),
  cases: z.array(z.strictObject({ case: text, effect: text })),
});

export const optOut = z.strictObject({
  keywords_per_se: texts,
  keywords_platform_extra: texts,
  normalise: text,
  help: texts,
  resume: texts,
  legal_max_business_days: count,
  product_max_seconds: count,
  confirmation_text_max_seconds: count,
  confirmation_texts_max: z.number().int().min(1),
  business_day: text,
  status: z.array(z.strictObject({ rule: text, in_force_since: calendarDay.optional(), status: text.optional() })),
  design: text,
});

export const recordingConsent = z.strictObject({
  all_party: z.record(z.string().regex(/^[A-Z]{2}$/), text),
  in_person_only: z.record(z.string().regex(/^[A-Z]{2}$/), text),
  federal: text,
  design: text,
});

export const aiDisclosure = z.array(z.strictObject({ id: text, rule: text, from: text.nullable(), confidence: text }));

export const sources = z.record(
  text,
  z.strictObject({ title: text, url: text.nullable(), read_via: text.optional(), kind: text }),
);

export const conventions = z.strictObject({
  times: text,
  combine: text,
  automated_windows: text,
  null_window: text,
  row_selection: text,
});

export const holidayNotes = z.strictObject({ format: text, observed: text, manual: text, warning: text });

/** What this file changed against the research it was copied from. */
export const corrections = z.array(z.strictObject({ version: text, field: text, was: text, now: text, why: text }));

import { join } from 'node:path';
import {
  CONTACT_CHANNELS,
  type ConsentGrant,
  type ContactChannel,
  type ContactQuestion,
} from '../../../src/compliance/rules/contact-question';
import { decide } from '../../../src/compliance/rules/decide';
import { loadRuleFile } from '../../../src/compliance/rules/load-rule-file';
import type { HolidayCalendar } from '../../../src/compliance/rules/holiday-calendar';
import { type RuleBase, ruleBaseOf, withPolicy } from '../../../src/compliance/rules/rule-base';
import { rowOf } from '../../../src/compliance/rules/rule-row';
import {
  policyChanges,
  type PolicyChanges,
  ruleFile,
  type RuleFile,
} from '../../../src/compliance/rules/rule-file.schema';
import { type FileRow, ruleRow } from '../../../src/compliance/rules/rule-row.schema';
import { uneventfulHistory } from '../../../src/compliance/rules/uneventful-history';
import { readVectorFile } from '../../../src/compliance/rules/vector-file';
import { runVectors } from '../../../src/compliance/rules/vector-run';

/** Fields of a row that tell people something, and decide nothing. */
const INFORMATIONAL_ROW_FIELDS = [
  'name', // shown in explanations
  'area_code_presumption', // the area code's state binds in every case
  'texts_covered', // windows are applied to texts in every case
  'state_dnc_list', // whose list a number stands on is the importer's business
  'opt_out_retention_years', // opt-outs are kept until the person opts in again
  'sources',
  'confidence',
  'notes',
  'ai_voice_counsel_flag',
  'ai_voice_disclosure', // read by the disclosure, not by the decision
  'emergency_hold', // that holds are known there; a hold itself is placed by the operator
];

/** Parts of the file that tell people something, or are read by another part of the program than the decision. */
const INFORMATIONAL_PARTS = [
  'schema_version',
  'rules_version',
  'compiled_at',
  'latest_source_seen',
  'disclaimer',
  'corrections',
  'conventions',
  'reason_codes',
  'evaluation_order',
  'federal_us',
  'holiday_notes',
  'recording_consent',
  'ai_disclosure',
  'sources',
];

const file = loadRuleFile();
const SELLER = 'Acme Homes LLC';
const HOUR = 3_600_000;
const CLOSED = null;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const PHONES: Readonly<Record<string, string>> = {
  US: '+12125552345',
  CA: '+14165552345',
  IN: '+919876543210',
  SA: '+966501234567',
  AE: '+971501234567',
  GB: '+447911123456',
  AU: '+61412345678',
};

/** Whom to ask about so that the row binds: a number of the country, or of no known area code and an address in the state. */
function contactIn(row: FileRow): ContactQuestion['contact'] {
  const isCountry = row.id === row.country;
  const phone = isCountry ? (PHONES[row.id] ?? '') : '+17455552345';
  return {
    phone,
    line: 'UNKNOWN',
    addressState: isCountry ? null : row.id,
    addressCountry: isCountry ? null : row.country,
  };
}

function grant(phone: string, at: number, changes: Partial<ConsentGrant>): ConsentGrant {
  return {
    type: 'PEWC',
    phone,
    seller: SELLER,
    channels: CONTACT_CHANNELS,
    signature: 'esign_checkbox',
    disclosesAutomatedVoice: true,
    disclosesNotCondition: true,
    invitedCall: true,
    obtainedAt: new Date(at - HOUR),
    ...changes,
  };
}

interface Changes {
  readonly channel?: ContactChannel;
  readonly consent?: Partial<ConsentGrant> | null;
  readonly callerId?: string | null;
  readonly history?: Partial<ContactQuestion['history']>;
  readonly narrowing?: ContactQuestion['narrowings'][number];
}

function ask(row: FileRow, at: number, changes: Changes = {}): ContactQuestion {
  const contact = contactIn(row);
  const { consent = {} } = changes;
  return {
    contact,
    occasion: {
      channel: changes.channel ?? 'AI_VOICE',
      purpose: 'MARKETING',
      seller: SELLER,
      subject: 'home-tour',
      callerId: changes.callerId === undefined ? (CALLER_IDS[row.id] ?? null) : changes.callerId,
      callerIdVerified: true,
    },
    moment: new Date(at),
    history: {
      ...uneventfulHistory(new Date(at - HOUR)),
      consents: consent ? [grant(contact.phone, at, consent)] : [],
      ...changes.history,
    },
    holds: [],
    narrowings: changes.narrowing ? [changes.narrowing] : [],
  };
}

const CALLER_IDS: Readonly<Record<string, string>> = { IN: '+911401234567', AE: '+97145551234' };

const channels: readonly ContactChannel[] = ['AI_VOICE', 'SMS', 'HUMAN_VOICE'];
const consents: readonly (Partial<ConsentGrant> | null)[] = [
  {},
  { invitedCall: false },
  { type: 'PEC', signature: null, invitedCall: false },
  { type: 'PEC', signature: null, disclosesAutomatedVoice: false, invitedCall: false },
  null,
];
/** Attempts of two subjects and two channels, as ages in hours. */
const pasts = [
  [1],
  [1, 2],
  [1, 2, 3],
  [1, 2, 3, 4],
  [7],
  [9],
  [23, 23, 23],
  [30, 31, 32],
  [100, 101],
  [190, 191],
].flatMap((ages) => channels.map((channel) => ({ ages, channel })));

/** A week in which the row is in force, and the days about the end of a row that ends. */
function firstMomentOf(row: FileRow): number {
  if (row.effective_to) return Date.parse(`${row.effective_to}T00:00:00Z`) - 14 * 24 * HOUR;
  return Date.parse(row.effective_from > '2026-06-01' ? `${row.effective_from}T00:00:00Z` : '2026-07-06T00:00:00Z');
}

/** Every hour of sixteen days. */
function* hours(row: FileRow): Generator<ContactQuestion> {
  for (let hour = 0; hour < 16 * 24; hour += 1)
    for (const channel of channels) yield ask(row, firstMomentOf(row) + hour * HOUR + 30 * 60_000, { channel });
}

function* holidays(row: FileRow): Generator<ContactQuestion> {
  for (const date of ['2026-02-16', '2026-04-03', '2026-04-24', '2026-05-25', '2026-11-26', '2026-12-25'])
    for (const hour of [3, 6, 9, 16, 17, 20])
      for (const channel of channels) yield ask(row, Date.parse(`${date}T00:00:00Z`) + hour * HOUR, { channel });
}

/** Permissions, pasts, lists and duties, at noon somewhere. */
function* facts(row: FileRow): Generator<ContactQuestion> {
  for (const hour of [16, 20, 6, 9, 3]) {
    const at = firstMomentOf(row) + (24 + hour) * HOUR;
    const listed = { national: false, state: false, preferenceRegister: true, checkedAt: new Date(at - HOUR) };
    yield ask(row, at, { history: { reassigned: null } });
    yield ask(row, at, { history: { declinedAt: new Date(at - HOUR) } });
    yield ask(row, at, { callerId: '+12125550100' });
    yield ask(row, at, { narrowing: { requireRegistration: true } });
    yield ask(row, at, { history: { lists: listed } });
    yield ask(row, at, { channel: 'HUMAN_VOICE', consent: null, history: { lists: listed } });
    for (const channel of channels) {
      for (const consent of consents) yield ask(row, at, { channel, consent });
      yield* attemptsBefore(row, at, channel);
    }
  }
}

function* attemptsBefore(row: FileRow, at: number, channel: ContactChannel): Generator<ContactQuestion> {
  const relationship = { type: 'TRANSACTION' as const, at: new Date(at - 300 * HOUR) };
  for (const { ages, channel: past } of pasts) {
    const attempts = ages.map((age) => ({ at: new Date(at - age * HOUR), channel: past, subject: 'home-tour' }));
    yield ask(row, at, { channel, history: { attempts } });
    yield ask(row, at, { channel, history: { attempts: attempts.map((one) => ({ ...one, subject: 'other' })) } });
    yield ask(row, at, { channel, history: { attempts, relationship } });
  }
}

/** Enough questions about a row that whatever it says shows in an answer; those most likely to show it first. */
function* questionsAbout(row: FileRow, field: string): Generator<ContactQuestion> {
  if (/windows|^effective/.test(field)) yield* hours(row);
  else if (field.startsWith('holiday')) yield* holidays(row);
  yield* facts(row);
  yield* holidays(row);
  yield* hours(row);
}

const whole = ruleBaseOf(file);
const ALWAYS: FileRow['windows'] = {
  mon: ['00:00', '24:00'],
  tue: ['00:00', '24:00'],
  wed: ['00:00', '24:00'],
  thu: ['00:00', '24:00'],
  fri: ['00:00', '24:00'],
  sat: ['00:00', '24:00'],
  sun: ['00:00', '24:00'],
};

const MILD = {
  windows: ALWAYS,
  ai_voice_marketing: 'express_automated',
  sms_marketing: 'express',
  registration: null,
} as const;

/** The rules with another `row`; what also claims the contact (a state's country) is made to ask for little, so that the row alone decides. */
function rulesWith(row: FileRow, changed: FileRow, policy: PolicyChanges): RuleBase {
  const rowsById = new Map(whole.rowsById);
  const replaced = (rowsById.get(row.id) ?? []).map((one) =>
    one.file === row ? rowOf(changed, calendarOf(changed)) : one,
  );
  rowsById.set(row.id, replaced);
  const [other] = whole.rowsById.get(row.id === row.country ? 'US-NY' : row.country) ?? [];
  if (other) rowsById.set(other.id, [rowOf({ ...other.file, ...MILD }, undefined)]);
  return withPolicy({ ...whole, rowsById }, policy);
}

function calendarOf({ holiday_rule: rule }: FileRow): HolidayCalendar | undefined {
  const rows = [...whole.rowsById.values()].flat();
  return rows.find((one) => rule && one.file.holiday_rule?.calendar === rule.calendar)?.holidays?.calendar;
}

const POLICIES: PolicyChanges[] = [{}, { require_counsel_clearance: true }, { use_consent_window_exemptions: true }];

/** The first question that the row and its changed self answer differently. */
function differs(row: FileRow, changed: FileRow, field: string): ContactQuestion | undefined {
  const pairs = POLICIES.map((policy) => [rulesWith(row, row, policy), rulesWith(row, changed, policy)] as const);
  for (const question of questionsAbout(row, field))
    if (pairs.some(([before, after]) => answer(question, before) !== answer(question, after))) return question;
  return undefined;
}

function answer(question: ContactQuestion, rules: RuleBase): string {
  const { verdict, reason, place, ...decision } = decide(question, rules);
  return JSON.stringify([verdict, reason, place, 'nextAllowedAt' in decision ? decision.nextAllowedAt : null]);
}

type Change = [field: string, change: (row: FileRow) => Partial<FileRow> | undefined];

const CHANGES: Change[] = [
  ...DAYS.map((day): Change => [
    `windows.${day}`,
    ({ windows }) => ({ windows: { ...windows, [day]: windows[day] === CLOSED ? ['08:00', '21:00'] : CLOSED } }),
  ]),
  ...DAYS.map((day): Change => [
    `automated_windows.${day}`,
    ({ automated_windows: windows, windows: all }) =>
      windows && all[day]
        ? { automated_windows: { ...windows, [day]: windows[day] === CLOSED ? ['08:00', '21:00'] : CLOSED } }
        : undefined,
  ]),
  [
    'automated_windows',
    ({ windows }) => ({ automated_windows: { ...windows, mon: CLOSED, tue: CLOSED, wed: CLOSED } }),
  ],
  [
    'holiday_rule',
    ({ holiday_rule: rule }) => ({ holiday_rule: rule ? null : { calendar: 'US-AL', effect: 'closed' } }),
  ],
  [
    'holiday_rule.calendar',
    ({ holiday_rule: rule }) =>
      rule ? { holiday_rule: { ...rule, calendar: rule.calendar === 'AU' ? 'US-AL' : 'AU' } } : undefined,
  ],
  [
    'holiday_rule.effect',
    ({ holiday_rule: rule }) =>
      rule
        ? {
            holiday_rule:
              rule.effect === 'window'
                ? { calendar: rule.calendar, effect: 'closed' }
                : { calendar: rule.calendar, effect: 'window', window: ['10:00', '20:00'], applies_to: ['ai_voice'] },
          }
        : undefined,
  ],
  [
    'holiday_rule.window',
    ({ holiday_rule: rule }) =>
      rule?.effect === 'window' ? { holiday_rule: { ...rule, window: ['20:00', '20:30'] } } : undefined,
  ],
  [
    'holiday_rule.applies_to',
    ({ holiday_rule: rule }) =>
      rule?.effect === 'window' ? { holiday_rule: { ...rule, applies_to: ['sms'] } } : undefined,
  ],
  [
    'caps',
    ({ caps }) => ({
      caps:
        caps.length > 0
          ? []
          : [{ id: 'x', max: 1, period_seconds: 86_400, match: 'person', channels: ['ai_voice'], ebr_exempt: false }],
    }),
  ],
  ...(['max', 'period_seconds', 'match', 'channels', 'ebr_exempt'] as const).map((field): Change => [
    `caps.${field}`,
    ({ caps }) => (caps.length > 0 ? { caps: caps.map((cap) => ({ ...cap, ...changedCap(cap)[field] })) } : undefined),
  ]),
  [
    'ai_voice_marketing',
    ({ ai_voice_marketing: need }) => ({ ai_voice_marketing: need === 'invited_only' ? 'pewc' : 'invited_only' }),
  ],
  ['sms_marketing', ({ sms_marketing: need }) => ({ sms_marketing: need === 'pewc' ? 'express' : 'pewc' })],
  [
    'live_voice_marketing',
    ({ live_voice_marketing: need }) => ({ live_voice_marketing: need === 'none' ? 'pewc' : 'none' }),
  ],
  [
    'registration',
    ({ registration }) => ({ registration: registration ? null : { required: true, what: 'x', confidence: 'low' } }),
  ],
  [
    'registration.required',
    ({ registration }) => (registration ? { registration: { ...registration, required: false } } : undefined),
  ],
  ['rnd_check_required', ({ rnd_check_required: required }) => ({ rnd_check_required: !required })],
  [
    'window_lifted_by_consent',
    ({ window_lifted_by_consent: lifted }) => ({ window_lifted_by_consent: lifted ? null : 'x' }),
  ],
  ['effective_from', () => ({ effective_from: '2027-06-01', effective_to: null })],
  [
    'effective_to',
    ({ effective_from: from, effective_to: to }) => ({
      effective_to: to ? daysBefore(to, 5) : from < '2026-01-01' ? '2026-01-05' : '2026-10-20',
    }),
  ],
  ['caller_id_prefix_required.any', () => ({ caller_id_prefix_required: { any: '+999' } })],
  ['caller_id_prefix_required.marketing', () => ({ caller_id_prefix_required: { marketing: '+999' } })],
  ['preference_register', ({ preference_register: register }) => ({ preference_register: register ? undefined : 'x' })],
  [
    'register_overridden_by_consent',
    ({ preference_register: register, register_overridden_by_consent: lifted }) =>
      register ? { register_overridden_by_consent: !lifted } : undefined,
  ],
  ['counsel_required', ({ counsel_required: required }) => ({ counsel_required: !required })],
  ['no_recall_after_refusal', ({ no_recall_after_refusal: never }) => ({ no_recall_after_refusal: !never })],
];

function changedCap(cap: FileRow['caps'][number]) {
  return {
    max: { max: cap.max + 1 },
    period_seconds: { period_seconds: cap.period_seconds * 30 },
    match: { match: cap.match === 'person' ? ('person+subject' as const) : ('person' as const) },
    channels: { channels: cap.channels.length > 1 ? ['human_voice' as const] : ['ai_voice' as const, 'sms' as const] },
    ebr_exempt: { ebr_exempt: !cap.ebr_exempt },
  };
}

function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * 24 * HOUR).toISOString().slice(0, 10);
}

const INFORMATION: Readonly<Record<string, unknown>> = {
  name: 'x',
  area_code_presumption: true,
  texts_covered: 'no',
  state_dnc_list: 'x',
  opt_out_retention_years: 99,
  sources: [],
  confidence: 'low',
  notes: 'x',
  ai_voice_counsel_flag: true,
  ai_voice_disclosure: 'adad_artificial_voice',
  emergency_hold: true,
};

describe('every field of a row', () => {
  it('is said to decide or to inform', () => {
    const deciding = CHANGES.map(([field]) => field.split('.')[0]);
    const known = new Set([...deciding, ...INFORMATIONAL_ROW_FIELDS, 'id', 'country']);
    expect([...known].sort()).toEqual(Object.keys(ruleRow.shape).sort());
  });

  // Nobody has a number there yet: the row is a placeholder for member states.
  const rows = file.jurisdictions.filter((row) => row.id !== 'EU');

  it.each(CHANGES)('decides: %s', (field, change) => {
    let [tried, silent] = [0, [] as string[]];
    for (const row of rows) {
      const changes = change(row);
      if (!changes) continue;
      tried += 1;
      if (!differs(row, { ...row, ...changes }, field)) silent = [...silent, `${row.id}@${row.effective_from}`];
    }
    expect(tried).toBeGreaterThan(0);
    expect(silent).toEqual([]);
  });

  it.each(INFORMATIONAL_ROW_FIELDS)('informs: %s', (field) => {
    const told: Partial<FileRow> = { [field]: INFORMATION[field] };
    for (const row of rows.filter(({ id }) => ['US', 'US-FL', 'US-WA', 'US-CA', 'IN', 'CA-BC'].includes(id)))
      expect(differs(row, { ...row, ...told }, field)).toBeUndefined();
  });
});

const vectors = ['calling-rules.examples.json', 'calling-rules.vectors.json'].map((name) =>
  readVectorFile(join(__dirname, name)),
);

/** How many of the expected decisions other rules, or another policy, would miss. */
function missed(rules: RuleFile, policy: PolicyChanges = {}): number {
  const runs = vectors.map((one) => runVectors({ ...one, policy: { ...one.policy, ...policy } }, rules));
  return runs.reduce((sum, { mismatches }) => sum + mismatches.length, 0);
}

const changedPolicy: Required<PolicyChanges> = {
  use_consent_window_exemptions: true,
  platform_cap_24h: 1,
  close_guard_seconds: 3_600,
  dnc_scrub_max_age_days: 1,
  informational_uses_federal_window: false,
  informational_landline_free_calls: 9,
  informational_landline_period_seconds: 60,
  opt_out_confirmation_max_seconds: 1,
  same_state_npa_narrows_address_zones: false,
  window_end_exclusive: false,
  search_horizon_days: 1,
  ebr_transaction_months: 1,
  ebr_inquiry_months: 1,
  rnd_recheck_days: 1,
  require_counsel_clearance: true,
};

const changedParts: Readonly<Record<string, Partial<RuleFile>>> = {
  'nanp.npas': {
    nanp: { ...file.nanp, npas: { ...file.nanp.npas, '212': { ...npa('212'), zones: ['America/Chicago'] } } },
  },
  ...Object.fromEntries(
    Object.keys(file.nanp.non_geographic).map((list) => [
      `nanp.non_geographic.${list}`,
      { nanp: { ...file.nanp, non_geographic: { ...file.nanp.non_geographic, [list]: [] } } },
    ]),
  ),
  zones_by_us_region: { zones_by_us_region: { ...file.zones_by_us_region, CA: ['America/Chicago'] } },
  country_calling_codes: { country_calling_codes: { '91': ['IN', ['Asia/Dubai']] } },
  holiday_calendars: { holiday_calendars: { ...file.holiday_calendars, 'US-LA': [] } },
  'opt_out.confirmation_texts_max': { opt_out: { ...file.opt_out, confirmation_texts_max: 2 } },
  jurisdictions: { jurisdictions: file.jurisdictions.filter(({ id }) => id !== 'US-FL') },
};

function npa(code: string): RuleFile['nanp']['npas'][string] {
  const place = file.nanp.npas[code];
  if (!place) throw new Error(`There is no area code ${code}.`);
  return place;
}

describe('the rest of the file', () => {
  it('is said to decide or to inform', () => {
    const deciding = Object.keys(changedParts).map((part) => part.split('.')[0]);
    const known = new Set([...deciding, ...INFORMATIONAL_PARTS, 'policy']);
    expect([...known].sort()).toEqual(Object.keys(ruleFile.shape).sort());
  });

  it('is met by every expected decision as it is', () => {
    expect(missed(file)).toBe(0);
  });

  it.each(Object.keys(changedParts))('decides: %s', (part) => {
    expect(missed({ ...file, ...changedParts[part] })).toBeGreaterThan(0);
  });

  it.each(Object.entries(changedPolicy))('decides: policy.%s', (key, value) => {
    expect(missed(file, { [key]: value })).toBeGreaterThan(0);
  });

  it('has a policy of which every key is tried', () => {
    const { recommended_production: _, ...policy } = file.policy;
    expect(Object.keys(changedPolicy)).toEqual(expect.arrayContaining(Object.keys(policy)));
    expect(Object.keys(changedPolicy).sort()).toEqual(Object.keys(policyChanges.shape).sort());
  });

  it.each(INFORMATIONAL_PARTS)('informs: %s', (part) => {
    expect(missed({ ...file, [part]: null })).toBe(0);
  });
});

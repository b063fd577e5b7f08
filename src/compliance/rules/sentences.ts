import type { Because } from './case';
import type { ContactDecision } from './contact-decision';
import { spokenMinute } from './spoken-time';

/** What a sentence is made of besides its reason. */
export interface Words {
  readonly because: Because;
  /** Name of the row or region of `because.row`, for example `Florida`; null when it is the company's or the platform's. */
  readonly whose: string | null;
  /** The local clock the reason was read from, for example `Eastern`. */
  readonly clock: string;
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const plurals = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
const CHANNELS: Readonly<Record<string, string>> = {
  AI_VOICE: 'a call by an artificial voice',
  HUMAN_VOICE: 'a call by a person',
  SMS: 'a text message',
  WHATSAPP: 'a WhatsApp message',
};
const NEEDS: Readonly<Record<string, string>> = {
  EXPRESS: 'express consent',
  EXPRESS_AUTOMATED: 'express consent to automated calls',
  WRITTEN: 'signed written consent with both disclosures',
};

/** One sentence per reason, without its first letter and its full stop: what comes before names the place of the number. */
export const SENTENCES: Readonly<Record<ContactDecision['reason'], (words: Words) => string>> = {
  OK: () => 'every rule allows the contact now',
  OK_RESPONSIVE: () => "it answers the person's own message of the last 24 hours",
  OK_OPT_OUT_CONFIRMATION: () => 'the one text that confirms an opt-out may be sent',
  OK_EXEMPT_INFORMATIONAL: () => 'it is one of the few informational calls a landline may get without consent',

  INVALID_NUMBER: () => 'the number is not one that can exist',
  NUMBER_TYPE_PROHIBITED: () => "numbers of this kind (toll-free, premium, non-geographic) are nobody's own phone",
  COUNTRY_NOT_ENABLED: ({ because }) =>
    because['by'] === 'ADDRESS'
      ? 'there are no calling rules for the country of the address, so nobody there is contacted'
      : 'there are no calling rules for the country of the number, so nobody there is contacted',
  LOCATION_UNKNOWN: () =>
    'neither the number nor an address says where this person is, so no local time is known to be lawful',

  OPT_OUT_CONFIRMATION_LATE: ({ because }) =>
    `an opt-out may be confirmed within ${figure(because['seconds'])} seconds only`,
  OPT_OUT_CONFIRMATION_DUPLICATE: () => 'the opt-out has been confirmed already, which may be done once',
  INTERNAL_DNC: () => 'the person is on the do-not-contact list',
  CONSENT_REVOKED: () => 'the person has taken the consent back',
  PHONE_UNUSABLE: () => 'an earlier call showed that the number does not exist or belongs to somebody else',
  LEAD_DECLINED: ({ whose }) => `the person has refused, and ${whose ?? 'the law'} allows no call after a refusal`,
  NUMBER_REASSIGNED: () => 'the number has changed hands since the consent',
  RND_CHECK_REQUIRED: ({ because, whose }) =>
    `${whose ?? 'the law'} asks for a check of the Reassigned Numbers Database, not older than ${figure(because['days'])} days`,

  NO_CONSENT: (words) => `no consent in force; ${asked(words)}`,
  CONSENT_WRONG_NUMBER: (words) => `the consent is for another number; ${asked(words)}`,
  CONSENT_WRONG_SELLER: (words) => `the consent names another company; ${asked(words)}`,
  CONSENT_CHANNEL_NOT_COVERED: (words) => `the consent does not cover the channel; ${asked(words)}`,
  CONSENT_INCOMPLETE: (words) => `the consent is not complete; ${asked(words)}`,
  AI_VOICE_PROHIBITED: ({ whose }) =>
    `${whose ?? 'the law'} allows an artificial voice to sell only to who asked to be called`,

  NATIONAL_DNC: () => 'the number is on the national do-not-call list',
  STATE_DNC: () => "the number is on a state's do-not-call list",
  DNC_SCRUB_STALE: ({ because }) =>
    because['never'] === true
      ? 'no copy of the national do-not-call list covers the number'
      : `the copy of the national do-not-call list is older than ${figure(because['days'])} days`,
  PREFERENCE_REGISTER: ({ because, whose }) =>
    `the number is on the register ${figure(because['register'])} of ${whose ?? 'its country'}`,
  CALLER_ID_INVALID: ({ because, whose }) =>
    because['prefix']
      ? `${whose ?? 'the law'} asks for a caller ID beginning with ${figure(because['prefix'])}`
      : "the caller ID is not verified as the company's",
  REGION_EXCLUDED: ({ whose }) => `the company contacts nobody in ${whose ?? 'that region'}`,
  REGISTRATION_REQUIRED: ({ whose }) => `the company is not registered in ${whose ?? 'that region'} as its law asks`,
  COUNSEL_REQUIRED: ({ whose }) => `the rules of ${whose ?? 'that region'} await clearance by counsel`,

  EMERGENCY_HOLD: ({ whose }) => `contacts with ${whose ?? 'that region'} are on hold`,
  FREQUENCY_CAP: ({ because, whose }) =>
    `${ordinal(Number(because['made']) + 1)} attempt within ${period(Number(because['periodSeconds']))} (${whose ? `${whose} allows` : 'the limit is'} ${figure(because['max'])})`,
  HOLIDAY_CLOSED: ({ because, whose }) =>
    whose ? `closed in ${whose} for ${figure(because['holiday'])}` : 'the company is closed on this date',
  DAY_CLOSED: ({ whose }) =>
    whose ? `closed in ${whose} on this day of the week` : 'the company is closed on this day of the week',
  OUTSIDE_WINDOW: ({ because, clock }) => {
    const [minute, opens, closes] = [Number(because['minute']), Number(because['opens']), Number(because['closes'])];
    const where = minute >= opens && minute < closes ? 'too close to the end of' : 'outside';
    return `${spokenMinute(minute)} ${clock} is ${where} the hours ${spokenMinute(opens)} to ${spokenMinute(closes)}`;
  },
};

function asked({ because }: Words): string {
  const need = NEEDS[String(because['need'])] ?? 'consent';
  return `${CHANNELS[String(because['channel'])] ?? 'the contact'} needs ${need}`;
}

function figure(value: Because[string] | undefined): string {
  return String(value ?? '');
}

function ordinal(n: number): string {
  return ORDINALS[n - 1] ?? `${n}${SUFFIXES[plurals.select(n)] ?? 'th'}`;
}

function period(seconds: number): string {
  const hours = seconds / 3_600;
  return hours > 24 && hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`;
}

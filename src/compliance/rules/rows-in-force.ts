import type { ContactChannel } from './contact-question';
import { type Cap, CONSENT_NEEDS, type ConsentNeed, type Row } from './rule-row';

/** The rows that hold at one moment, and what they ask for together: the strictest of each. */
export interface RowsInForce {
  readonly rows: readonly Row[];
  /** `['US@1900-01-01', 'US-FL@2021-07-01']`. */
  readonly labels: readonly string[];
  /** False when no country's own row is in force: then nothing is known to be lawful. */
  readonly hasCountry: boolean;
  /** Only the United States is concerned. */
  readonly isAmerican: boolean;
  /** A national do-not-call list is to be read before selling: United States or Canada. */
  readonly needsScrub: boolean;
  readonly caps: readonly Cap[];
  /** Marketing needs by channel; `consentIfMobile`: a live call to anything but a landline needs EXPRESS. */
  readonly marketingNeeds: Readonly<Record<ContactChannel, ConsentNeed>>;
  readonly consentIfMobile: Row | undefined;
  /** First row of each duty, if any. */
  readonly invitedOnly: Row | undefined;
  readonly noRecall: Row | undefined;
  readonly reassignedCheck: Row | undefined;
  readonly registers: readonly Row[];
  readonly prefixed: readonly Row[];
  readonly registrations: readonly Row[];
  readonly counsel: readonly Row[];
}

const SCRUBBED: ReadonlySet<string> = new Set(['US', 'CA']);

const NEED_OF = {
  none: 'NONE',
  consent_if_mobile: 'NONE',
  express: 'EXPRESS',
  express_automated: 'EXPRESS_AUTOMATED',
  pewc: 'WRITTEN',
  invited_only: 'WRITTEN',
} as const satisfies Record<string, ConsentNeed>;

/** Everything a set of rows asks for, worked out once. */
export function togetherOf(rows: readonly Row[]): RowsInForce {
  const countries = rows.filter((row) => row.isCountry);
  const texts = strictest(rows.map((row) => NEED_OF[row.file.sms_marketing]));
  return {
    rows,
    labels: rows.map((row) => row.label),
    hasCountry: countries.length > 0,
    isAmerican: countries.length > 0 && countries.every((row) => row.id === 'US'),
    needsScrub: countries.some((row) => SCRUBBED.has(row.id)),
    caps: rows.flatMap((row) => row.caps),
    marketingNeeds: {
      AI_VOICE: strictest(rows.map((row) => NEED_OF[row.file.ai_voice_marketing])),
      HUMAN_VOICE: strictest(rows.map((row) => NEED_OF[row.file.live_voice_marketing])),
      SMS: texts,
      WHATSAPP: texts,
    },
    consentIfMobile: rows.find((row) => row.file.live_voice_marketing === 'consent_if_mobile'),
    invitedOnly: rows.find((row) => row.file.ai_voice_marketing === 'invited_only'),
    noRecall: rows.find((row) => row.file.no_recall_after_refusal),
    reassignedCheck: rows.find((row) => row.file.rnd_check_required),
    registers: rows.filter((row) => row.file.preference_register),
    prefixed: rows.filter((row) => row.file.caller_id_prefix_required),
    registrations: rows.filter((row) => row.file.registration?.required),
    counsel: rows.filter((row) => row.file.counsel_required),
  };
}

function strictest(needs: readonly ConsentNeed[]): ConsentNeed {
  return needs.reduce((a, b) => (CONSENT_NEEDS.indexOf(b) > CONSENT_NEEDS.indexOf(a) ? b : a), 'NONE');
}

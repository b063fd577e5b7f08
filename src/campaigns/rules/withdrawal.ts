import type { CallOutcome } from '../../calls/call-outcome';
import type { EndReason } from './retry-planner';

/** What becomes of an enrolment whose call is withdrawn before it is dialed. `outcome` is absent where the last one stands. */
export type AfterWithdrawal =
  | { readonly kind: 'WAIT'; readonly dueAt: Date }
  | { readonly kind: 'END'; readonly outcome?: CallOutcome; readonly endReason: EndReason };

interface FinalWithdrawal {
  /** The last one the lead had when left out. */
  readonly outcome?: CallOutcome;
  readonly endReason: EndReason;
}

/** The person has not agreed: no waiting changes that. */
const NO_CONSENT: FinalWithdrawal = { endReason: 'NO_CONSENT' };

/** Withdrawals that end the enrolment instead of putting it back. */
const FINAL_WITHDRAWALS: Readonly<Record<string, FinalWithdrawal>> = {
  INTERNAL_DNC: { outcome: 'OPTED_OUT', endReason: 'SUPPRESSED' },
  CONSENT_REVOKED: { outcome: 'OPTED_OUT', endReason: 'OPTED_OUT' },
  PHONE_UNUSABLE: { outcome: 'INVALID_NUMBER', endReason: 'PHONE_UNUSABLE' },
  INVALID_NUMBER: { outcome: 'INVALID_NUMBER', endReason: 'PHONE_UNUSABLE' },
  NUMBER_TYPE_PROHIBITED: { outcome: 'INVALID_NUMBER', endReason: 'PHONE_UNUSABLE' },
  NUMBER_REASSIGNED: { outcome: 'WRONG_NUMBER', endReason: 'PHONE_UNUSABLE' },
  LOCATION_UNKNOWN: { outcome: 'INVALID_NUMBER', endReason: 'PHONE_UNUSABLE' },
  LEAD_DECLINED: { outcome: 'NOT_INTERESTED', endReason: 'NOT_INTERESTED' },
  NO_CONSENT,
  CONSENT_WRONG_NUMBER: NO_CONSENT,
  CONSENT_WRONG_SELLER: NO_CONSENT,
  CONSENT_CHANNEL_NOT_COVERED: NO_CONSENT,
  CONSENT_INCOMPLETE: NO_CONSENT,
  CAMPAIGN_STOPPED: { endReason: 'CAMPAIGN_STOPPED' },
  ATTEMPTS_EXHAUSTED: { endReason: 'ATTEMPTS_EXHAUSTED' },
  PERSON_BUDGET: { endReason: 'PERSON_BUDGET' },
};

/** Whatever else the law forbids this person. */
const FORBIDDEN: FinalWithdrawal = { endReason: 'UNREACHABLE_BY_LAW' };

/** What the company can mend: a list to read, a number to check, a registration. Nobody is given up for that. */
const DUTIES = new Set([
  'DNC_SCRUB_STALE',
  'RND_CHECK_REQUIRED',
  'CALLER_ID_INVALID',
  'REGION_EXCLUDED',
  'REGISTRATION_REQUIRED',
  'COUNSEL_REQUIRED',
]);
/** Most duties are met, or not, for many people at once; each of them is looked at again after this. */
const DUTY_RECHECK_MS = 6 * 60 * 60_000;
/** A ban may be lifted any time, and nobody in its zones is claimed until it is. */
const BAN_RECHECK_MS = 60 * 60_000;

/** The whole campaign is held, or another agent may speak: the lead stays due and is claimed as soon as the hold is gone. */
const HOLDS = new Set(['CAMPAIGN_PAUSED', 'TENANT_PAUSED', 'BUDGET_EXCEEDED', 'AGENT_UNAVAILABLE']);

/** `reason` is that of the gate, `until` the moment from which it would let the call pass, where it names one. */
export function afterWithdrawal(reason: string, until: Date | undefined, moment: Date): AfterWithdrawal {
  const dueAt = dueAfter(reason, until, moment);
  return dueAt ? { kind: 'WAIT', dueAt } : { kind: 'END', ...(FINAL_WITHDRAWALS[reason] ?? FORBIDDEN) };
}

/** When somebody given back is due again; undefined when never. */
function dueAfter(reason: string, until: Date | undefined, moment: Date): Date | undefined {
  if (HOLDS.has(reason)) return moment;
  if (DUTIES.has(reason)) return new Date(moment.getTime() + DUTY_RECHECK_MS);
  if (reason !== 'EMERGENCY_HOLD' || !until) return until;
  return new Date(Math.min(until.getTime(), moment.getTime() + BAN_RECHECK_MS));
}

/** What may hold a waiting lead, in the order the gates are asked, and what would let it go. */
export const GATES = {
  TENANT_PAUSED: 'Activate the company.',
  BUDGET_EXCEEDED: 'Raise the budget of this month, or of the campaign.',
  CAMPAIGN_NOT_ACTIVE: 'Start or resume the campaign.',
  FAILURE_BREAKER: 'Mend what makes its calls fail and resume the campaign, or wait for the next trial.',
  CARRIER_NOT_CONFIGURED: 'Configure a telephone carrier.',
  MODEL_NOT_CONFIGURED: 'Configure a language model.',
  AGENT_UNAVAILABLE: 'Activate an agent of the project.',
  CARRIER_DOWN: 'Wait for the next trial: the carrier does not take calls from the account.',
  NOT_DUE: 'Wait: these leads have a retry or a promised callback ahead.',
  CONTACT_CAP: 'Wait: these people have been contacted as often as the law or the company allows for now.',
  PERSON_BUDGET: 'Wait, or allow more attempts on one person over all campaigns.',
  CALLING_WINDOW: 'Wait for the window, or widen the campaign’s own calling hours within the law.',
  EMERGENCY_HOLD: 'Wait until the ban on sales calls in their state is lifted.',
  CALLING_DUTY: 'Do what their state asks of the company first, or call there again: see the zones.',
  IN_CONVERSATION: 'Wait: these people are talking to the company in writing.',
  PERSON_BUSY: 'Wait: another call to the same person is under way.',
  SUPPRESSED: 'Nothing: these people asked not to be contacted, and leave the campaign at their turn.',
  PHONE_UNUSABLE: 'Correct their phone numbers: these do not exist, or are somebody else’s.',
  CONSENT_MISSING: 'Record the written consent of these people.',
  LIST_STALE: 'Import a fresh do-not-call list, or check the numbers for reassignment.',
  FORBIDDEN_BY_LAW: 'Nothing: the law of their place forbids these calls.',
  DAILY_LIMIT: 'Raise the campaign’s daily call limit.',
  CAMPAIGN_CONCURRENCY: 'Raise the campaign’s number of calls at once.',
  TENANT_CONCURRENCY: 'Raise the company’s number of calls at once.',
  TENANT_DAILY_LIMIT: 'Raise the company’s calls per day.',
  AGENT_CONCURRENCY: 'Raise the number of calls an agent may hold at once, or let more agents speak.',
  PROBING: 'Wait: one call at a time is made until one succeeds.',
  FAIR_SHARE: 'Wait: other campaigns take their turn.',
  CARRIER_RATE: 'Wait, or raise the calls per second of the carrier account.',
  CARRIER_CONCURRENCY: 'Raise the calls at once of the carrier account.',
  PLATFORM_CONCURRENCY: 'Raise the calls at once of the whole platform.',
} as const;

export type Gate = keyof typeof GATES;

/** Gates that somebody of the company can open: the others open by themselves, for the platform, or not at all. */
export const CHANGEABLE: ReadonlySet<Gate> = new Set<Gate>([
  'TENANT_PAUSED',
  'BUDGET_EXCEEDED',
  'CAMPAIGN_NOT_ACTIVE',
  'FAILURE_BREAKER',
  'CARRIER_NOT_CONFIGURED',
  'MODEL_NOT_CONFIGURED',
  'AGENT_UNAVAILABLE',
  'PERSON_BUDGET',
  'CALLING_WINDOW',
  'CALLING_DUTY',
  'PHONE_UNUSABLE',
  'CONSENT_MISSING',
  'LIST_STALE',
  'DAILY_LIMIT',
  'CAMPAIGN_CONCURRENCY',
  'TENANT_CONCURRENCY',
  'TENANT_DAILY_LIMIT',
  'AGENT_CONCURRENCY',
]);

const CONSENT: Gate = 'CONSENT_MISSING';
const LISTS: Gate = 'LIST_STALE';
const DUTY: Gate = 'CALLING_DUTY';

/** Reasons of the calling rules, and of a dial that was put off, as gates; whatever else the law says no to is FORBIDDEN_BY_LAW. */
const GATE_OF_REASON: Readonly<Record<string, Gate>> = {
  EMERGENCY_HOLD: 'EMERGENCY_HOLD',
  FREQUENCY_CAP: 'CONTACT_CAP',
  HOLIDAY_CLOSED: 'CALLING_WINDOW',
  DAY_CLOSED: 'CALLING_WINDOW',
  OUTSIDE_WINDOW: 'CALLING_WINDOW',
  INTERNAL_DNC: 'SUPPRESSED',
  CONSENT_REVOKED: 'SUPPRESSED',
  LEAD_DECLINED: 'SUPPRESSED',
  PHONE_UNUSABLE: 'PHONE_UNUSABLE',
  INVALID_NUMBER: 'PHONE_UNUSABLE',
  LOCATION_UNKNOWN: 'PHONE_UNUSABLE',
  NUMBER_TYPE_PROHIBITED: 'PHONE_UNUSABLE',
  NUMBER_REASSIGNED: 'PHONE_UNUSABLE',
  NO_CONSENT: CONSENT,
  CONSENT_WRONG_NUMBER: CONSENT,
  CONSENT_WRONG_SELLER: CONSENT,
  CONSENT_CHANNEL_NOT_COVERED: CONSENT,
  CONSENT_INCOMPLETE: CONSENT,
  DNC_SCRUB_STALE: LISTS,
  RND_CHECK_REQUIRED: LISTS,
  CALLER_ID_INVALID: DUTY,
  REGION_EXCLUDED: DUTY,
  REGISTRATION_REQUIRED: DUTY,
  COUNSEL_REQUIRED: DUTY,
  IN_CONVERSATION: 'IN_CONVERSATION',
  PERSON_BUDGET: 'PERSON_BUDGET',
  PERSON_RESTING: 'PERSON_BUDGET',
};

export function gateOfReason(reason: string): Gate {
  return GATE_OF_REASON[reason] ?? 'FORBIDDEN_BY_LAW';
}

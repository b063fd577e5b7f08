/** What, beside facts, a conversation showed; only the model's reading of it. */
export const SIGNALS = [
  'none',
  'callback_requested',
  'not_interested',
  'wrong_number',
  'voicemail',
  'opt_out',
  'human_requested',
] as const;
export type Signal = (typeof SIGNALS)[number];

export const NEXT_ACTIONS = ['SCHEDULE_DEMO', 'SEND_PROPOSAL', 'NURTURE', 'HUMAN_HANDOFF', 'CLOSE'] as const;
export type NextAction = (typeof NEXT_ACTIONS)[number];

/** How an assessed conversation ended. */
export type AssessedOutcome =
  'QUALIFIED' | 'UNQUALIFIED' | 'CALLBACK_REQUESTED' | 'NOT_INTERESTED' | 'WRONG_NUMBER' | 'VOICEMAIL' | 'OPTED_OUT';

const OUTCOME_OF: Partial<Record<Signal, AssessedOutcome>> = {
  opt_out: 'OPTED_OUT',
  wrong_number: 'WRONG_NUMBER',
  voicemail: 'VOICEMAIL',
  callback_requested: 'CALLBACK_REQUESTED',
  not_interested: 'NOT_INTERESTED',
};

/** What a person asked for comes before what they are worth: only without such a signal does the score decide. */
export function outcomeOf(signal: Signal, score: number | null, minScore: number): AssessedOutcome {
  return OUTCOME_OF[signal] ?? (score !== null && score >= minScore ? 'QUALIFIED' : 'UNQUALIFIED');
}

/** An opt-out found in the words themselves stands, whatever the model made of them; it can add one and never take one back. */
export function signalOf(modelSignal: Signal, optOutHeard: boolean): Signal {
  return optOutHeard ? 'opt_out' : modelSignal;
}

const AFTER: Record<AssessedOutcome, { readonly allowed: readonly NextAction[]; readonly otherwise: NextAction }> = {
  OPTED_OUT: { allowed: [], otherwise: 'CLOSE' },
  WRONG_NUMBER: { allowed: [], otherwise: 'CLOSE' },
  NOT_INTERESTED: { allowed: [], otherwise: 'CLOSE' },
  VOICEMAIL: { allowed: [], otherwise: 'NURTURE' },
  CALLBACK_REQUESTED: { allowed: [], otherwise: 'NURTURE' },
  QUALIFIED: { allowed: ['SCHEDULE_DEMO', 'SEND_PROPOSAL', 'HUMAN_HANDOFF'], otherwise: 'SCHEDULE_DEMO' },
  UNQUALIFIED: { allowed: ['NURTURE', 'CLOSE', 'HUMAN_HANDOFF'], otherwise: 'NURTURE' },
};

/** The model may only choose among what the outcome leaves open. Whoever asked for a human, and may be contacted, gets one. */
export function nextActionOf(outcome: AssessedOutcome, signal: Signal, suggestion: NextAction): NextAction {
  if (signal === 'human_requested') return 'HUMAN_HANDOFF';
  const { allowed, otherwise } = AFTER[outcome];
  return allowed.includes(suggestion) ? suggestion : otherwise;
}

import type { Decision } from './score';

/** What, beside facts, a conversation showed; of two the later in this list stands. */
export const SIGNALS = [
  'none',
  'not_interested',
  'callback_requested',
  'human_requested',
  'voicemail',
  'wrong_number',
  'opt_out',
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
export function outcomeOf(signal: Signal, decision: Decision): AssessedOutcome {
  return OUTCOME_OF[signal] ?? (decision === 'QUALIFIED' ? 'QUALIFIED' : 'UNQUALIFIED');
}

/** What shows that somebody else was heard, or nobody: what was said there tells nothing of the lead. */
export const NOT_THE_LEAD: ReadonlySet<Signal> = new Set(['wrong_number', 'voicemail']);

/** Of two signs of one conversation the one that weighs more. */
export function strongerOf(one: Signal, other: Signal): Signal {
  return SIGNALS.indexOf(one) >= SIGNALS.indexOf(other) ? one : other;
}

/**
 * What was decided on the call is the least that holds: a later reading can add to it and never take it back. A callback that was
 * agreed to stays one, though a machine was heard on the line or a human asked for as well.
 */
export function settled(decided: Signal, read: Signal): Signal {
  const isAgreed = decided === 'callback_requested' && (read === 'voicemail' || read === 'human_requested');
  return isAgreed ? decided : strongerOf(decided, read);
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

/**
 * The model may only choose among what the outcome leaves open. Whoever asked for a human, and may be contacted, gets one; and nobody
 * is given up for what they have not said.
 */
export function nextActionOf(
  outcome: AssessedOutcome,
  signal: Signal,
  suggestion: NextAction,
  decision: Decision,
): NextAction {
  if (signal === 'human_requested') return 'HUMAN_HANDOFF';
  const { allowed, otherwise } = AFTER[outcome];
  if (suggestion === 'CLOSE' && decision === 'INCOMPLETE') return otherwise;
  return allowed.includes(suggestion) ? suggestion : otherwise;
}

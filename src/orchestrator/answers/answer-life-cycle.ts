export const ANSWER_STATES = ['PLANNED', 'ROUTED', 'COMPOSED', 'DELIVERED', 'DONE', 'SKIPPED'] as const;

/**
 * How far the answer to a message has come. PLANNED: nobody has read it; ROUTED: it is known what the lead wants; COMPOSED: it is
 * decided what to say and what else to do, and that is done; DELIVERED: it is said; DONE: what the lead told is assessed.
 */
export type AnswerState = (typeof ANSWER_STATES)[number];

/**
 * Legal moves; `-` is before it exists. Back to PLANNED: the lead wrote on before it was decided what to say. Back to COMPOSED: it
 * never left. The database holds the same table.
 */
export const ANSWER_MOVES: Readonly<Record<'-' | AnswerState, readonly AnswerState[]>> = {
  '-': ['PLANNED'],
  PLANNED: ['ROUTED', 'SKIPPED'],
  ROUTED: ['PLANNED', 'COMPOSED', 'SKIPPED'],
  COMPOSED: ['DELIVERED', 'SKIPPED'],
  DELIVERED: ['DONE'],
  DONE: ['COMPOSED'],
  SKIPPED: [],
};

/** Why a message is not answered by the agent. */
export const SKIP_REASONS = [
  'WITH_A_PERSON',
  'CONVERSATION_ENDED',
  'ANSWERED_BY_A_PERSON',
  'NOT_ALLOWED',
  'NO_WAY_TO_ANSWER',
  'OPTED_OUT',
] as const;

export type SkipReason = (typeof SKIP_REASONS)[number];

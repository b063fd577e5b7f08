/** Life of a lead in a campaign. WRAP_UP: the call has ended and its assessment is under way. */
export const ENROLMENT_STATES = ['WAITING', 'IN_FLIGHT', 'WRAP_UP', 'ENDED'] as const;

export type EnrolmentState = (typeof ENROLMENT_STATES)[number];

/** Legal moves; the database holds the same table and refuses every other. */
export const ENROLMENT_MOVES: Readonly<Record<EnrolmentState | '-', readonly EnrolmentState[]>> = {
  '-': ['WAITING'],
  WAITING: ['IN_FLIGHT', 'ENDED'],
  IN_FLIGHT: ['WAITING', 'WRAP_UP', 'ENDED'],
  WRAP_UP: ['WAITING', 'ENDED'],
  ENDED: [],
};

/** Order of claiming: promised callbacks, never called, retries that are due, no-answers oldest first. */
export const PRIORITY = { PROMISED: 0, NEVER_CALLED: 1, RETRY: 2, NO_ANSWER: 3 } as const;

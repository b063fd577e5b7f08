/** What became of a call. Null while an answered call waits for its assessment. */
export const CALL_OUTCOMES = [
  'QUALIFIED',
  'UNQUALIFIED',
  'CALLBACK_REQUESTED',
  'NOT_INTERESTED',
  'WRONG_NUMBER',
  'VOICEMAIL',
  'NO_ANSWER',
  'BUSY',
  'FAILED',
  'INVALID_NUMBER',
  'OPTED_OUT',
] as const;

export type CallOutcome = (typeof CALL_OUTCOMES)[number];

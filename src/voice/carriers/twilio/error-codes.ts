import type { RefusalCause } from '../../carrier.port';

/**
 * Why Twilio does not connect a call, by its error code (twilio.com/docs/api/errors), whether it refuses Calls.create or fails the call
 * later. New codes appear without notice.
 */
const CAUSE_BY_CODE: ReadonlyMap<number, RefusalCause> = new Map([
  // The number itself: never dial it again.
  ...each([21211, 21214, 21217, 13223, 13224, 13226], 'NUMBER'),
  // Twilio will not connect this call; the number may be fine.
  ...each([21216, 13225], 'BLOCKED'),
  // The account itself: credentials, suspension, an account id that does not exist.
  ...each([20003, 20005, 20404], 'ACCOUNT'),
  // What it may do for this call: the caller id shown, the country called, our addresses.
  ...each([21201, 21203, 21205, 21210, 21212, 21213, 21215, 21219, 13214, 13227, 13247], 'CONFIGURATION'),
  // A premium number: geo permissions and policy forbid it.
  ...each([21202], 'BLOCKED'),
  ...each([20429, 15002], 'RATE_LIMITED'),
]);

const CAUSE_BY_STATUS: ReadonlyMap<number, RefusalCause> = new Map([
  ...each([401], 'ACCOUNT'),
  ...each([403, 404], 'CONFIGURATION'),
  ...each([429], 'RATE_LIMITED'),
]);

/** Codes of a call that is already over, or gone, when asked to change. */
export const NOT_FOUND_CODE = 20404;
export const WRONG_STATE_CODE = 21220;

/** Undefined for a code nobody has met yet. */
export function causeOfCode(code: number): RefusalCause | undefined {
  return CAUSE_BY_CODE.get(code);
}

/** The cause of a 4xx refusal; a code nobody has met yet is taken as a refusal of this one call. */
export function refusalCause(status: number, code: number): RefusalCause {
  return causeOfCode(code) ?? CAUSE_BY_STATUS.get(status) ?? 'BLOCKED';
}

function each(keys: readonly number[], cause: RefusalCause): [number, RefusalCause][] {
  return keys.map((key) => [key, cause]);
}

import { PRIORITY } from './enrolment-state';

/** Calls a person may ask for once the attempts are used up: whoever keeps putting us off is not called for ever. */
const MOST_OWED = 3;

/** A callback the person asked for is owed even when the attempts are used up, and another one asked for in that call as well. */
export function allowedAttempts({ maxAttempts }: { readonly maxAttempts: number }, priority: number): number {
  return maxAttempts + (priority === PRIORITY.PROMISED ? MOST_OWED : 0);
}

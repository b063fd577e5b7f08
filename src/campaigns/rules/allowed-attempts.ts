import { PRIORITY } from './enrolment-state';

/** A callback the person asked for is owed even when the attempts are used up: one more. */
export function allowedAttempts({ maxAttempts }: { readonly maxAttempts: number }, priority: number): number {
  return maxAttempts + (priority === PRIORITY.PROMISED ? 1 : 0);
}

import { isDeepStrictEqual } from 'node:util';
import type { StoredPolicy } from './calling-policy';

const UNCHOSEN: Omit<StoredPolicy, 'updated_at'> = {
  legal_name: null,
  windows: {},
  max_attempts_24h: null,
  closed_dates: [],
  excluded_regions: [],
  require_registration: false,
  registered_in: [],
  cleared_by_counsel: [],
  registrations: {},
  disclosure: {},
};

type Column = keyof typeof UNCHOSEN;

/** What is free text or a number of somebody: that it was changed is noted, what it says is not. */
const UNTOLD: readonly Column[] = ['disclosure'];

/** What was and what is, by column, of everything that was changed; fit for a log that is never cleaned. */
export function differencesOf(was: StoredPolicy | null, is: StoredPolicy | null): Record<string, object> {
  const columns = (Object.keys(UNCHOSEN) as Column[]).filter((column) => column !== 'registered_in');
  const changed = columns.filter((column) => !isDeepStrictEqual(valueOf(was, column), valueOf(is, column)));
  return Object.fromEntries(changed.map((column) => [column, differenceOf(was, is, column)]));
}

function differenceOf(was: StoredPolicy | null, is: StoredPolicy | null, column: Column): object {
  return UNTOLD.includes(column) ? { changed: true } : { was: valueOf(was, column), is: valueOf(is, column) };
}

function valueOf(stored: StoredPolicy | null, column: Column): unknown {
  return (stored ?? UNCHOSEN)[column];
}

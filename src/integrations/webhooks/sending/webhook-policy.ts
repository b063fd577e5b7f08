const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** After each try; past the last the delivery has failed. */
export const RETRIES_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** Of a delay, either way. */
export const JITTER = 0.1;
/** Nothing but failures for so long, and at least so many, switch an endpoint off. */
export const PATIENCE_MS = 5 * DAY;
export const PATIENCE_FAILURES = 10;

/** How long a receiver that asks for patience is left alone: what it says, within bounds. */
const REST_MS = 30 * SECOND;
const LONGEST_REST_MS = DAY;

/** What came back, if anything did. */
export interface Answer {
  readonly status: number | null;
  /** Code of what went wrong; null for an answer in full. */
  readonly error: string | null;
  readonly retryAfter?: string | undefined;
}

export type Verdict =
  | { readonly kind: 'DELIVERED' }
  /** The receiver says that there is nothing any more. */
  | { readonly kind: 'GONE'; readonly error: string }
  /** Tried again; `restMs` is how long nothing at all is sent there. */
  | { readonly kind: 'RETRY'; readonly error: string; readonly restMs: number | null };

const ASKS_FOR_PATIENCE: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** The status decides, whatever became of the rest of the answer: 2xx is success, all else is none; a redirect is not followed. */
export function verdictOf({ status, error, retryAfter }: Answer, now: Date): Verdict {
  if (status === null) return { kind: 'RETRY', error: error ?? 'CONNECTION', restMs: null };
  if (status >= 200 && status < 300) return { kind: 'DELIVERED' };
  if (status === 410) return { kind: 'GONE', error: 'HTTP 410' };
  const code = status >= 300 && status < 400 ? `REDIRECT ${status}` : `HTTP ${status}`;
  return { kind: 'RETRY', error: code, restMs: ASKS_FOR_PATIENCE.has(status) ? restOf(retryAfter, now) : null };
}

/** Seconds or a date (RFC 9110 section 10.2.3); anything else is no wish. */
function restOf(retryAfter: string | undefined, now: Date): number {
  const text = retryAfter?.trim() ?? '';
  const asked = /^\d{1,9}$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now.getTime();
  return Number.isFinite(asked) ? Math.min(Math.max(asked, 0), LONGEST_REST_MS) : REST_MS;
}

/** Wait after so many tries; null when there is none left. @param chance 0 to 1, drawn by the caller. */
export function delayAfter(tries: number, chance: number): number | null {
  const delay = RETRIES_MS[tries - 1];
  return delay === undefined ? null : Math.round(delay * (1 - JITTER + 2 * JITTER * chance));
}

/** Whether an endpoint that has just failed again is given up. */
export function isGivenUp({ failingSince, failures }: { failingSince: Date; failures: number }, now: Date): boolean {
  return failures >= PATIENCE_FAILURES && now.getTime() - failingSince.getTime() >= PATIENCE_MS;
}

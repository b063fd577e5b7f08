import { createHmac } from 'node:crypto';
import { normalEmail } from './email';

/** Who is trying to prove something by a password. */
export interface AttemptSubject {
  readonly email: string;
  /** IP address of the caller. */
  readonly address: string;
}

export interface AttemptCounter {
  readonly key: string;
  /** Attempts allowed in one window. */
  readonly limit: number;
  /** Success forgives everything counted under this key, not just the one attempt. */
  readonly forgiven: boolean;
}

/** Counters of one attempt, in the order in which they are asked. */
export interface AttemptCounters {
  /** What the caller's own address has used up. */
  readonly caller: readonly AttemptCounter[];
  /** What is left of the account for everybody; an attempt the caller's own limits refuse takes nothing of it. */
  readonly account: readonly AttemptCounter[];
}

export const ATTEMPT_WINDOW_MS = 15 * 60_000;

/** Guessing at one account from one place, at one account from many places, at many accounts from one place. */
const LIMITS = { pair: 10, account: 100, address: 200 } as const;

/** The window a moment lies in; windows do not slide, so a limit holds to the end of its quarter of an hour. */
export function windowOf(moment: Date): { readonly number: number; readonly endsAt: Date } {
  const number = Math.floor(moment.getTime() / ATTEMPT_WINDOW_MS);
  return { number, endsAt: new Date((number + 1) * ATTEMPT_WINDOW_MS) };
}

/** Keys hold keyed hashes: addresses of people do not belong in Redis. */
export function countersOf(subject: AttemptSubject, secret: string, window: number): AttemptCounters {
  const { address } = subject;
  const email = normalEmail(subject.email);
  const key = (kind: keyof typeof LIMITS, of: string): string =>
    `attempts:${window}:${kind}:${createHmac('sha256', secret).update(`${kind}\0${of}`).digest('base64url')}`;
  return {
    caller: [
      { key: key('pair', `${email}\0${address}`), limit: LIMITS.pair, forgiven: true },
      { key: key('address', address), limit: LIMITS.address, forgiven: false },
    ],
    account: [{ key: key('account', email), limit: LIMITS.account, forgiven: false }],
  };
}

import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { TwilioAccount } from '../emulator.config';
import { notFound, RestError } from './rest-error';

/** Basic authentication with an account's sid and token. Throws RestError 20003, or 20404 for another's account. */
export function authenticate(request: Request, accounts: readonly TwilioAccount[]): TwilioAccount {
  const [scheme, encoded] = (request.headers.authorization ?? '').split(' ');
  const given = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  const account = accounts.find(({ sid, authToken }) => same(given, `${sid}:${authToken}`));
  if (scheme?.toLowerCase() !== 'basic' || !account) throw new RestError(401, 20003, 'Authenticate');
  const named = /\/Accounts\/([^/]+)\//.exec(request.originalUrl)?.[1];
  if (named !== account.sid) throw notFound(request.originalUrl);
  return account;
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

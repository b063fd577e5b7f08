import { timingSafeEqual } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { TwilioAccount } from '../emulator.config';
import type { CallRecord } from '../ledger/call-record';
import type { Ledger } from '../ledger/ledger';
import { callList } from './call-list';
import { callResource } from './call-resource';
import type { CreateCall } from './create-call';
import { document, formOf, oneOf, type Form } from './form';
import { notFound, RestError, sendRestError } from './rest-error';
import type { Switchboard } from './switchboard';

export interface TwilioRouterParts {
  accounts: readonly TwilioAccount[];
  ledger: Ledger;
  switchboard: Switchboard;
  createCall: CreateCall;
}

/** Twilio's REST API for calls, version 2010-04-01. */
export function twilioRouter(parts: TwilioRouterParts): Router {
  const { ledger, switchboard } = parts;
  const router = express.Router();
  router.use(express.urlencoded({ extended: false, limit: '64kb' }));

  router.post('/Accounts/:account/Calls.json', (request, response) =>
    parts.createCall.handle(authenticate(request, parts.accounts), formOf(request.body), response),
  );
  router.get('/Accounts/:account/Calls.json', (request, response) => {
    const account = authenticate(request, parts.accounts);
    response.json(callList(ledger, account.sid, new URLSearchParams(request.url.split('?')[1] ?? '')));
  });
  router.get('/Accounts/:account/Calls/:call.json', (request, response) => {
    response.json(callResource(find(request, parts)));
  });
  router.post('/Accounts/:account/Calls/:call.json', (request, response) => {
    const call = find(request, parts);
    update(switchboard, call, formOf(request.body));
    response.json(callResource(call));
  });
  router.use((request) => {
    authenticate(request, parts.accounts);
    throw notFound(request.originalUrl);
  });
  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (error instanceof RestError) sendRestError(response, error);
    else next(error);
  });
  return router;
}

function update(switchboard: Switchboard, call: CallRecord, changes: Form): void {
  const status = oneOf(changes, 'Status', ['canceled', 'completed']);
  const next = document(changes);
  if (status === 'canceled') switchboard.cancel(call);
  else if (status === 'completed') switchboard.complete(call);
  else if (next) switchboard.redirect(call, next);
}

function find(request: Request, parts: TwilioRouterParts): CallRecord {
  const account = authenticate(request, parts.accounts);
  const call = parts.ledger.find(String(request.params['call']));
  if (!call || call.accountSid !== account.sid) throw notFound(request.originalUrl);
  return call;
}

/** Basic authentication with an account's sid and token. Throws RestError 20003, or 20404 for another's account. */
function authenticate(request: Request, accounts: readonly TwilioAccount[]): TwilioAccount {
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

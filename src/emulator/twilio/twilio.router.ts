import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { TwilioAccount } from '../emulator.config';
import type { CallRecord } from '../ledger/call-record';
import type { Ledger } from '../ledger/ledger';
import type { CreateText } from '../texts/create-text';
import type { TextBook } from '../texts/text-book';
import { textList, textResource } from '../texts/text-resource';
import { authenticate } from './authenticate';
import { callList } from './call-list';
import { callResource } from './call-resource';
import { conferenceList, participantList } from './conference-resource';
import type { ConferenceRooms, Room } from './conference-rooms';
import type { CreateCall } from './create-call';
import { document, formOf, integer, oneOf, text, type Form } from './form';
import { notFound, RestError, sendRestError } from './rest-error';
import { recordingList } from './recording-resource';
import type { Switchboard } from './switchboard';

export interface TwilioRouterParts {
  accounts: readonly TwilioAccount[];
  ledger: Ledger;
  switchboard: Switchboard;
  rooms: ConferenceRooms;
  createCall: CreateCall;
  book: TextBook;
  createText: CreateText;
}

/** Twilio's REST API for calls and texts, version 2010-04-01. */
export function twilioRouter(parts: TwilioRouterParts): Router {
  const { ledger, switchboard } = parts;
  const router = express.Router();
  router.use(express.urlencoded({ extended: false, limit: '64kb' }));

  router.post('/Accounts/:account/Calls.json', (request, response) =>
    parts.createCall.handle(authenticate(request, parts.accounts), formOf(request.body), response),
  );
  router.get('/Accounts/:account/Calls.json', (request, response) => {
    const account = authenticate(request, parts.accounts);
    const omits = (call: CallRecord): boolean => parts.createCall.omits(call);
    response.json(callList(ledger, account.sid, new URLSearchParams(request.url.split('?')[1] ?? ''), omits));
  });
  router.get('/Accounts/:account/Calls/:call.json', (request, response) => {
    response.json(callResource(find(request, parts)));
  });
  router.get('/Accounts/:account/Calls/:call/Recordings.json', (request, response) => {
    response.json(recordingList(find(request, parts)));
  });
  router.post('/Accounts/:account/Calls/:call.json', (request, response) => {
    const call = find(request, parts);
    update(switchboard, call, formOf(request.body));
    response.json(callResource(call));
  });
  textRoutes(router, parts);
  conferenceRoutes(router, parts);
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

function textRoutes(router: Router, { accounts, book, createText }: TwilioRouterParts): void {
  router.post('/Accounts/:account/Messages.json', (request, response) =>
    createText.handle(authenticate(request, accounts), formOf(request.body), response),
  );
  router.get('/Accounts/:account/Messages.json', (request, response) => {
    const account = authenticate(request, accounts);
    response.json(textList(book, account.sid, new URLSearchParams(request.url.split('?')[1] ?? '')));
  });
  router.get('/Accounts/:account/Messages/:text.json', (request, response) => {
    const account = authenticate(request, accounts);
    const text = book.find(request.params['text']);
    if (text?.accountSid !== account.sid) throw notFound(request.originalUrl);
    response.json(textResource(text));
  });
}

function conferenceRoutes(router: Router, { accounts, rooms }: TwilioRouterParts): void {
  const roomOf = (request: Request): Room => {
    const account = authenticate(request, accounts);
    const room = rooms.find(account.sid, String(request.params['conference']));
    if (!room) throw notFound(request.originalUrl);
    return room;
  };
  router.get('/Accounts/:account/Conferences.json', (request, response) => {
    const account = authenticate(request, accounts);
    const query = new URLSearchParams(request.url.split('?')[1] ?? '');
    response.json(conferenceList(rooms.of(account.sid), account.sid, query));
  });
  router.get('/Accounts/:account/Conferences/:conference/Participants.json', (request, response) => {
    response.json(participantList(roomOf(request)));
  });
  router.delete('/Accounts/:account/Conferences/:conference/Participants/:call.json', (request, response) => {
    const seat = roomOf(request).seats.find(({ call }) => call.record.sid === request.params['call']);
    if (!seat) throw notFound(request.originalUrl);
    rooms.leave(seat);
    response.status(204).end();
  });
}

function update(switchboard: Switchboard, call: CallRecord, changes: Form): void {
  const limit =
    text(changes, 'TimeLimit') && integer(changes, 'TimeLimit', { low: 1, high: 14_400, otherwise: 14_400 });
  if (limit) switchboard.limit(call, limit);
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

import { randomBytes } from 'node:crypto';
import type { Response } from 'express';
import type { TwilioAccount } from '../emulator.config';
import type { FaultBox, FaultSubject } from '../faults/fault-box';
import type { Occasions } from '../simulation/occasions';
import type { Pace } from '../simulation/pace';
import type { Form } from '../twilio/form';
import { RestError } from '../twilio/rest-error';
import type { TextBook } from './text-book';
import type { TextCallbacks } from './text-callbacks';
import type { TextRecord, TextRequest } from './text-record';
import { textRequest } from './text-request';
import { textResource } from './text-resource';
import type { WritingPeople } from './writing-people';

/** Simulated milliseconds until a text has left, and until the phone has it. */
const sentMs = 500;
const deliveredMs = 1_500;

export interface CreateTextParts {
  book: TextBook;
  callbacks: TextCallbacks;
  faults: FaultBox;
  occasions: Occasions;
  pace: Pace;
  people: WritingPeople;
}

/** `POST Messages.json`, with every way it can go wrong; the faults are those of calls. */
export class CreateText {
  /** Texts accepted that have not come to their end. */
  underWay = 0;
  private generation = 0;

  constructor(private readonly parts: CreateTextParts) {}

  handle(account: TwilioAccount, form: Form, response: Response): void {
    const request = textRequest(form);
    const { to } = request;
    const attempt = this.parts.occasions.next(`text|${to}`);
    const subject: FaultSubject = { to, key: `${to}|text-${attempt}` };
    this.refuse(subject);
    const silence = this.parts.faults.strike('hangWithoutDial', subject);
    if (silence) return this.hang(response, silence.hangMs);
    const text = this.accept(request, account, attempt, subject);
    this.respond(text, subject, response);
  }

  /** Drops what has not been delivered without a word to anybody. */
  reset(): void {
    this.generation += 1;
    this.parts.callbacks.reset();
    this.parts.people.reset();
    this.parts.book.reset();
  }

  private refuse(subject: FaultSubject): void {
    const { faults } = this.parts;
    const refusal = faults.strike('refuse', subject);
    if (refusal) {
      throw new RestError(refusal.status, refusal.code, refusal.message ?? `Refused as asked: ${refusal.code}`);
    }
    if (faults.strike('tooManyRequests', subject)) throw new RestError(429, 20429, 'Too Many Requests');
    if (faults.strike('fail500NoDial', subject)) throw new RestError(500, 20500, 'Internal Server Error');
  }

  private accept(request: TextRequest, account: TwilioAccount, attempt: number, subject: FaultSubject): TextRecord {
    const now = Date.now();
    const text: TextRecord = {
      sid: `SM${randomBytes(16).toString('hex')}`,
      accountSid: account.sid,
      request,
      createdAt: now,
      visibleAt: now + (this.parts.faults.strike('listLagMs', subject)?.ms ?? 0),
      updatedAt: now,
      sentAt: null,
      status: 'queued',
      errorCode: null,
      attempt,
    };
    this.parts.book.add(text);
    this.follow(text, account, subject);
    return text;
  }

  private follow(text: TextRecord, account: TwilioAccount, subject: FaultSubject): void {
    const { pace, faults, callbacks, people } = this.parts;
    const lost = faults.strike('undeliver', subject);
    const { generation } = this;
    this.underWay += 1;
    const move = (change: Partial<TextRecord>, isLast: boolean) => (): void => {
      if (isLast) this.underWay -= 1;
      if (generation !== this.generation) return;
      Object.assign(text, change, { updatedAt: Date.now() });
      callbacks.progress(text, account, isLast);
      if (isLast && !lost) people.read(text, account);
    };
    pace.after(sentMs, move({ status: 'sent', sentAt: Date.now() }, false));
    pace.after(
      deliveredMs,
      move(lost ? { status: 'undelivered', errorCode: lost.code } : { status: 'delivered' }, true),
    );
  }

  /** The text is on its way whatever happens now. */
  private respond(text: TextRecord, subject: FaultSubject, response: Response): void {
    const { faults } = this.parts;
    if (faults.strike('fail500AndDial', subject)) throw new RestError(500, 20500, 'Internal Server Error');
    const silence = faults.strike('hangAndDial', subject);
    if (silence) return this.hang(response, silence.hangMs);
    if (faults.strike('resetAfterSend', subject)) {
      response.socket?.resetAndDestroy();
      return;
    }
    response.status(201).json(textResource(text));
  }

  /** Never answers; after `hangMs`, if given, cuts the connection. */
  private hang(response: Response, hangMs: number | undefined): void {
    if (hangMs === undefined) return;
    const callOff = this.parts.pace.afterReal(hangMs, () => response.destroy());
    response.on('close', callOff);
  }
}

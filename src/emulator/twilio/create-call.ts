import type { Response } from 'express';
import type { TwilioAccount } from '../emulator.config';
import type { FaultBox, FaultSubject } from '../faults/fault-box';
import type { CallRecord, CallRequest } from '../ledger/call-record';
import type { Occasions } from '../simulation/occasions';
import type { Pace } from '../simulation/pace';
import { callRequest } from './call-request';
import { callResource } from './call-resource';
import type { Form } from './form';
import type { LiveCall } from './live-call';
import { RestError } from './rest-error';
import type { Switchboard } from './switchboard';

/** A callback that nobody answers must not hold back the create response for ever. */
const callbackPatienceMs = 10_000;

/** `POST Calls.json`, with every way it can go wrong, and what a list makes of what it has made. */
export class CreateCall {
  constructor(
    private readonly switchboard: Switchboard,
    private readonly faults: FaultBox,
    private readonly occasions: Occasions,
    private readonly pace: Pace,
  ) {}

  async handle(account: TwilioAccount, form: Form, response: Response): Promise<void> {
    const request = callRequest(form);
    const subject = this.subject(request);
    this.refuse(subject);
    const silence = this.faults.strike('hangWithoutDial', subject);
    if (silence) return this.hang(response, silence.hangMs);
    const call = this.place(request, account, subject);
    await this.respond(call, subject, response);
  }

  /** Whether a list leaves this call out, once. */
  omits({ sid, request: { to } }: CallRecord): boolean {
    return this.faults.strike('listOmits', { to, key: `${sid}|${this.occasions.next(`list|${sid}`)}` }) !== null;
  }

  private subject({ to }: CallRequest): FaultSubject {
    return { to, key: `${to}|${this.occasions.next(`create|${to}`)}` };
  }

  /** Faults that keep the call from being dialed. */
  private refuse(subject: FaultSubject): void {
    const refusal = this.faults.strike('refuse', subject);
    if (refusal) {
      throw new RestError(refusal.status, refusal.code, refusal.message ?? `Refused as asked: ${refusal.code}`);
    }
    if (this.faults.strike('tooManyRequests', subject)) throw new RestError(429, 20429, 'Too Many Requests');
    if (this.faults.strike('fail500NoDial', subject)) throw new RestError(500, 20500, 'Internal Server Error');
  }

  private place(request: CallRequest, account: TwilioAccount, subject: FaultSubject): LiveCall {
    return this.switchboard.place(request, account, {
      listLagMs: this.faults.strike('listLagMs', subject)?.ms ?? 0,
      queueMs: this.faults.strike('queueTimeMs', subject)?.ms ?? 0,
    });
  }

  /** The call is dialed whatever happens now. */
  private async respond(call: LiveCall, subject: FaultSubject, response: Response): Promise<void> {
    if (this.faults.strike('fail500AndDial', subject)) throw new RestError(500, 20500, 'Internal Server Error');
    const silence = this.faults.strike('hangAndDial', subject);
    if (silence) return this.hang(response, silence.hangMs);
    if (this.faults.strike('resetAfterSend', subject)) {
      response.socket?.resetAndDestroy();
      return;
    }
    // The state at acceptance: the call may be far ahead by the time the response leaves.
    const resource = callResource(call.record);
    if (this.faults.strike('replyThenReset', subject)) return breakOff(response, JSON.stringify(resource));
    const late = this.faults.strike('callbackBeforeResponse', subject);
    if (late) await call.untilDelivered(late.callbacks, callbackPatienceMs);
    if (!response.destroyed) response.status(201).json(resource);
  }

  /** Never answers; after `hangMs`, if given, cuts the connection. Otherwise the client has to give up. */
  private hang(response: Response, hangMs: number | undefined): void {
    if (hangMs === undefined) return;
    const callOff = this.pace.afterReal(hangMs, () => response.destroy());
    response.on('close', callOff);
  }
}

/** Half an answer, and then the connection is reset. */
function breakOff(response: Response, whole: string): void {
  response
    .status(201)
    .type('json')
    .set('content-length', String(Buffer.byteLength(whole)));
  response.write(whole.slice(0, whole.length / 2), () => response.socket?.resetAndDestroy());
}

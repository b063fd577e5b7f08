import { randomUUID } from 'node:crypto';
import type { FaultBox, FaultSubject } from '../faults/fault-box';
import { isFinal, type Endpoint } from '../ledger/call-record';
import type { Pace } from '../simulation/pace';
import { callParams } from './call-params';
import { rfc2822 } from './call-resource';
import type { LiveCall } from './live-call';
import type { Webhook, WebhookSender } from './webhook-sender';

export type ProgressEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

/** Tells the program under test how a call goes on, with the faults in force. */
export class StatusCallbacks {
  private generation = 0;
  /** First ids in the addresses of callbacks so far: where a program serves several companies, theirs. */
  private readonly companies = new Set<string>();

  constructor(
    private readonly sender: WebhookSender,
    private readonly faults: FaultBox,
    private readonly pace: Pace,
  ) {}

  /** One step of a call. Counts it, and sends it if the call subscribed to it. */
  progress(call: LiveCall, event: ProgressEvent): void {
    const { request } = call.record;
    const sequence = call.sequence;
    call.sequence += 1;
    if (!request.statusCallback || !request.statusCallbackEvents.includes(event)) {
      if (isFinal(call.record.status)) takeHeld(call)?.();
      return;
    }
    const status = event === 'initiated' ? 'initiated' : call.record.status;
    const params = {
      ...callParams(call.record, status),
      ...final(call),
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(sequence),
      Timestamp: rfc2822(Date.now()),
    };
    this.dispatch(call, request.statusCallback, params, status);
  }

  /** The verdict of asynchronous machine detection. */
  machineDetected(call: LiveCall, endpoint: Endpoint, answeredBy: string, durationMs: number): void {
    const { sid, accountSid } = call.record;
    const params = {
      AccountSid: accountSid,
      CallSid: sid,
      AnsweredBy: answeredBy,
      MachineDetectionDuration: String(durationMs),
    };
    this.dispatch(call, endpoint, params, 'amd');
  }

  /** News of a conference, told on account of one call. */
  conference(call: LiveCall, endpoint: Endpoint, params: Record<string, string>, event: string): void {
    this.dispatch(call, endpoint, params, event);
  }

  /** Forgets everything that has not left yet. */
  reset(): void {
    this.generation += 1;
  }

  private dispatch(call: LiveCall, endpoint: Endpoint, params: Record<string, string>, event: string): void {
    const { request, attempt, sid } = call.record;
    const subject: FaultSubject = { key: `${request.to}|${attempt}|${event}`, to: request.to, event };
    if (this.faults.strike('drop', subject)) {
      takeHeld(call)?.();
      return;
    }
    const webhook: Webhook = {
      ...endpoint,
      params,
      authToken: call.account.authToken,
      forged: this.faults.strike('wrongSignature', subject) !== null,
      idempotencyToken: `${sid}-${randomUUID()}`,
    };
    const copies = this.faults.strike('duplicate', subject)?.copies ?? 1;
    const strays = this.strays(webhook, subject);
    const { generation } = this;
    const deliver = () => {
      if (generation !== this.generation) return;
      for (const stray of strays) void this.sender.send(stray);
      for (let copy = 0; copy < copies; copy += 1) this.enqueue(call, webhook);
    };
    this.inOrder(call, subject, deliver);
  }

  /** What is sent beside a callback, in no order. */
  private strays(webhook: Webhook, subject: FaultSubject): Webhook[] {
    const company = companyIn(webhook.url);
    const other = [...this.companies].find((one) => one !== company);
    if (company) this.companies.add(company);
    const flood = this.faults.strike('flood', subject)?.copies ?? 0;
    const strays = Array.from({ length: flood }, () => ({ ...webhook, idempotencyToken: randomUUID() }));
    if (company && other && this.faults.strike('wrongTenant', subject))
      strays.push({ ...webhook, url: webhook.url.replace(company, other), idempotencyToken: randomUUID() });
    return strays;
  }

  /** Delivers, now or later, or holds the callback until the next one has gone. The last one of a call is never held. */
  private inOrder(call: LiveCall, subject: FaultSubject, deliver: () => void): void {
    const delay = this.faults.strike('delay', subject);
    const mayHold = !delay && call.held === null && !isFinal(call.record.status);
    if (mayHold && this.faults.strike('reorder', subject)) {
      call.held = deliver;
      return;
    }
    const held = takeHeld(call);
    const both = (): void => {
      deliver();
      held?.();
    };
    if (delay) this.pace.afterReal(delay.ms, both);
    else both();
  }

  private enqueue(call: LiveCall, webhook: Webhook): void {
    const { generation } = this;
    call.deliveries = call.deliveries.then(async () => {
      if (generation !== this.generation) return;
      await this.sender.send(webhook);
      call.noteDelivery();
    });
  }
}

function companyIn(url: string): string | undefined {
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(url)?.[0];
}

/** The callback that waits for the next one of its call to go first: it goes also when that one is lost. */
function takeHeld(call: LiveCall): (() => void) | null {
  const { held } = call;
  call.held = null;
  return held;
}

function final(call: LiveCall): Record<string, string> {
  const { record } = call;
  if (!isFinal(record.status)) return {};
  const seconds = record.durationS ?? 0;
  return {
    CallDuration: String(seconds),
    // Billed minutes.
    Duration: String(Math.ceil(seconds / 60)),
    ...(record.sipCode === null ? {} : { SipResponseCode: String(record.sipCode) }),
    ...(record.answeredBy === null ? {} : { AnsweredBy: record.answeredBy }),
  };
}

import { randomUUID } from 'node:crypto';
import type { TwilioAccount } from '../emulator.config';
import type { FaultBox, FaultSubject } from '../faults/fault-box';
import type { Pace } from '../simulation/pace';
import type { Webhook, WebhookSender } from '../twilio/webhook-sender';
import { type TextRecord, wired } from './text-record';

/** Tells the program under test what became of a text, with the faults in force. */
export class TextCallbacks {
  private generation = 0;
  /** By text: the callback that waits until the next one has gone. */
  private readonly held = new Map<string, () => void>();

  constructor(
    private readonly sender: WebhookSender,
    private readonly faults: FaultBox,
    private readonly pace: Pace,
  ) {}

  /** One step of a text; `isLast` when no other follows. */
  progress(text: TextRecord, account: TwilioAccount, isLast: boolean): void {
    const { request, attempt, sid, status } = text;
    if (!request.statusCallback) return;
    const subject: FaultSubject = { key: `${request.to}|text-${attempt}|${status}`, to: request.to, event: status };
    if (this.faults.strike('drop', subject)) return this.release(sid);
    const webhook: Webhook = {
      ...request.statusCallback,
      params: statusParams(text),
      authToken: account.authToken,
      forged: this.faults.strike('wrongSignature', subject) !== null,
      idempotencyToken: `${sid}-${randomUUID()}`,
    };
    const copies = this.faults.strike('duplicate', subject)?.copies ?? 1;
    const deliver = this.delivery(webhook, copies);
    const delay = this.faults.strike('delay', subject);
    if (delay) this.pace.afterReal(delay.ms, deliver);
    else if (!isLast && this.faults.strike('reorder', subject)) this.held.set(sid, deliver);
    else {
      deliver();
      this.release(sid);
    }
  }

  /** Forgets everything that has not left yet. */
  reset(): void {
    this.generation += 1;
    this.held.clear();
  }

  private delivery(webhook: Webhook, copies: number): () => void {
    const { generation } = this;
    return () => {
      if (generation !== this.generation) return;
      for (let copy = 0; copy < copies; copy += 1) void this.sender.send(webhook);
    };
  }

  private release(sid: string): void {
    const deliver = this.held.get(sid);
    this.held.delete(sid);
    deliver?.();
  }
}

function statusParams({ sid, accountSid, request, status, errorCode }: TextRecord): Record<string, string> {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    MessageSid: sid,
    SmsSid: sid,
    MessageStatus: status,
    SmsStatus: status,
    From: wired(request.channel, request.from),
    To: wired(request.channel, request.to),
    ...(errorCode === null ? {} : { ErrorCode: String(errorCode) }),
    ...(request.channel === 'whatsapp'
      ? { ChannelPrefix: 'whatsapp', ChannelToAddress: wired('whatsapp', request.to) }
      : {}),
  };
}

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { TwilioAccount } from '../emulator.config';
import type { WebhookAnswer, WebhookSender } from '../twilio/webhook-sender';
import { wired } from './text-record';

const number = z.string().regex(/^\+[1-9]\d{6,14}$/);

/** A text a person sends to one of the program's numbers. */
export const incomingText = z.strictObject({
  /** Where the program takes texts: Twilio keeps this with the number. */
  url: z.url(),
  from: number,
  to: number,
  body: z.string().max(1_600),
  channel: z.enum(['sms', 'whatsapp']).default('sms'),
  /** Deliveries of the same text, all at once. */
  copies: z.int().min(1).max(20).default(1),
  /** The text's own id, to deliver one again; a new one when left out. */
  sid: z
    .string()
    .regex(/^SM[0-9a-f]{32}$/)
    .optional(),
  /** Sign with a wrong token. */
  forged: z.boolean().default(false),
  /** More parameters, as `OptOutType`. */
  params: z.record(z.string(), z.string()).default({}),
});

export type IncomingText = z.output<typeof incomingText>;

/** What the program said to each delivery. */
export interface IncomingReport {
  sid: string;
  answers: { status: number | null; body: string }[];
}

/** Delivers a person's text to the program, as often as asked. */
export async function deliverText(
  sender: WebhookSender,
  account: TwilioAccount,
  text: IncomingText,
): Promise<IncomingReport> {
  const sid = text.sid ?? `SM${randomBytes(16).toString('hex')}`;
  const send = (): Promise<WebhookAnswer> =>
    sender.send({
      url: text.url,
      method: 'POST',
      params: paramsOf(text, sid, account),
      authToken: account.authToken,
      forged: text.forged,
      idempotencyToken: sid,
    });
  const answers = await Promise.all(Array.from({ length: text.copies }, send));
  return { sid, answers: answers.map(reported) };
}

function paramsOf(text: IncomingText, sid: string, account: TwilioAccount): Record<string, string> {
  return {
    AccountSid: account.sid,
    ApiVersion: '2010-04-01',
    MessageSid: sid,
    SmsSid: sid,
    SmsMessageSid: sid,
    SmsStatus: 'received',
    From: wired(text.channel, text.from),
    To: wired(text.channel, text.to),
    Body: text.body,
    NumMedia: '0',
    NumSegments: String(Math.max(1, Math.ceil(text.body.length / 160))),
    ...(text.channel === 'whatsapp' ? { ProfileName: 'Somebody', WaId: text.from.slice(1) } : {}),
    ...text.params,
  };
}

function reported(answer: WebhookAnswer): IncomingReport['answers'][number] {
  return answer.kind === 'answered'
    ? { status: answer.status, body: answer.body }
    : { status: null, body: answer.message };
}

import type { Endpoint } from '../ledger/call-record';

/** Statuses of the Message resource that this emulator uses. */
export const textStatuses = ['queued', 'sent', 'delivered', 'undelivered', 'canceled'] as const;
export type TextStatus = (typeof textStatuses)[number];

export type TextChannel = 'sms' | 'whatsapp';

/** What the create request asked for. Numbers are E.164, without the prefix of their channel. */
export interface TextRequest {
  to: string;
  from: string;
  channel: TextChannel;
  body: string;
  statusCallback: Endpoint | null;
}

/** One accepted text. Moments are epoch milliseconds of the real clock. */
export interface TextRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly request: TextRequest;
  readonly createdAt: number;
  /** Lists do not show the text before this moment. */
  readonly visibleAt: number;
  updatedAt: number;
  sentAt: number | null;
  status: TextStatus;
  errorCode: number | null;
  /** Which text to this number this was, from 1. */
  readonly attempt: number;
}

/** A number as the wire shows it: `whatsapp:` stands before it on that channel. */
export function wired(channel: TextChannel, number: string): string {
  return channel === 'whatsapp' ? `whatsapp:${number}` : number;
}

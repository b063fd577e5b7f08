import type { CarrierTextStatus, TextChannel } from '../../../text.port';

const WHATSAPP = 'whatsapp:';

/** A number as Twilio writes it on this channel. */
export function addressOf(channel: TextChannel, phone: string): string {
  return channel === 'WHATSAPP' ? `${WHATSAPP}${phone}` : phone;
}

/** The channel and number an address names. */
export function partyOf(address: string): { channel: TextChannel; phone: string } {
  return address.startsWith(WHATSAPP)
    ? { channel: 'WHATSAPP', phone: address.slice(WHATSAPP.length) }
    : { channel: 'SMS', phone: address };
}

/** Twilio's words (twilio.com/docs/messaging/api/message-resource#message-status-values). */
const STATUS: ReadonlyMap<string, CarrierTextStatus> = new Map<string, CarrierTextStatus>([
  ['accepted', 'ACCEPTED'],
  ['scheduled', 'ACCEPTED'],
  ['queued', 'ACCEPTED'],
  ['sending', 'ACCEPTED'],
  ['sent', 'SENT'],
  ['delivered', 'DELIVERED'],
  ['partially_delivered', 'DELIVERED'],
  ['read', 'READ'],
  ['undelivered', 'UNDELIVERED'],
  ['failed', 'FAILED'],
  ['canceled', 'FAILED'],
]);

/** Undefined for a word nobody has met yet. */
export function textStatus(word: string | undefined): CarrierTextStatus | undefined {
  return STATUS.get(word ?? '');
}

import type { CarrierEvent, RawWebhook } from '../../carrier.port';
import { causeOfCode } from './error-codes';
import { answeredBy, carrierStatus, fieldsOf, wholeNumber } from './twilio-values';

/** Who is on the line, where they are and what they said: none of it is stored with the event. */
const PERSONAL =
  /^(From|To|Caller|Called|Forwarded|SpeechResult|StableSpeechResult|UnstableSpeechResult|Digits|StirVerstat|CallToken)/;
/** A parameter nobody has met yet may carry a number or an address as well. */
const NUMBER_LIKE = /\+\d{6,}|^\d{10,}$|sips?:/i;
const MAX_FIELDS = 60;
const MAX_VALUE = 500;

/**
 * Reads a status callback or a machine-detection verdict. Twilio's clock is the world's; `clockOffsetMs` moves its moments onto
 * this program's.
 * @throws BadUserInput without a CallSid.
 */
export function readTwilioEvent(webhook: RawWebhook, clockOffsetMs: number): CarrierEvent {
  const { field, providerCallId } = fieldsOf(webhook);
  const type = isVerdict(webhook) ? 'AMD' : 'STATUS';
  const errorCode = field('ErrorCode') || undefined;
  const source = `tw:${field('AccountSid') ?? ''}:${providerCallId}`;
  return {
    provider: 'TWILIO',
    providerCallId,
    dedupeKey: type === 'AMD' ? `${source}:amd` : `${source}:st:${field('CallStatus') ?? ''}`,
    type,
    ...present({
      status: type === 'STATUS' ? carrierStatus(field('CallStatus')) : undefined,
      answeredBy: answeredBy(field('AnsweredBy')),
      sequence: wholeNumber(field('SequenceNumber')),
      occurredAt: momentOf(field('Timestamp'), clockOffsetMs),
      // `Duration` beside it is billed minutes.
      durationSeconds: wholeNumber(field('CallDuration')),
      sipCode: wholeNumber(field('SipResponseCode')),
      errorCode,
      cause: causeOfCode(Number(errorCode)),
    }),
    payload: payloadOf(webhook.form),
  };
}

/** A verdict comes to an address of its own and names no status. */
function isVerdict({ url, form }: RawWebhook): boolean {
  return (
    /\/webhooks\/twilio\/amd\//.test(url) || (form['CallStatus'] === undefined && form['AnsweredBy'] !== undefined)
  );
}

function payloadOf(form: RawWebhook['form']): Record<string, string> {
  const kept = Object.entries(form)
    .filter(([name]) => !PERSONAL.test(name))
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value] as const)
    .filter(([, value]) => !NUMBER_LIKE.test(value))
    .slice(0, MAX_FIELDS);
  return Object.fromEntries(kept.map(([name, value]) => [name.slice(0, 100), value.slice(0, MAX_VALUE)]));
}

/** RFC 2822 in UTC, as in `Tue, 05 Aug 2025 10:15:30 +0000`. */
function momentOf(text: string | undefined, offsetMs: number): Date | undefined {
  const ms = text ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms + offsetMs);
}

/** Leaves absent fields out, so that events compare by what they say. */
function present<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

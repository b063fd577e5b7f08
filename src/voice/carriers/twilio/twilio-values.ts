import { BadUserInput } from '../../../platform/errors/domain-error';
import type { AnsweredBy, CarrierStatus, RawWebhook } from '../../carrier.port';

/** Twilio's parameters by name, the first of each, and the call they are about. @throws BadUserInput without a CallSid. */
export function fieldsOf({ form }: RawWebhook): {
  field: (name: string) => string | undefined;
  providerCallId: string;
} {
  const field = (name: string): string | undefined => [form[name]].flat()[0];
  const providerCallId = field('CallSid');
  if (!providerCallId) throw new BadUserInput('CallSid', 'is missing.');
  return { field, providerCallId };
}

/** `initiated` occurs only in callbacks, `queued` in both (twilio.com/docs/voice/api/call-resource#call-status-values). */
const STATUS: ReadonlyMap<string, CarrierStatus> = new Map<string, CarrierStatus>([
  ['queued', 'QUEUED'],
  ['initiated', 'INITIATED'],
  ['ringing', 'RINGING'],
  ['in-progress', 'IN_PROGRESS'],
  ['completed', 'COMPLETED'],
  ['no-answer', 'NO_ANSWER'],
  ['busy', 'BUSY'],
  ['failed', 'FAILED'],
  ['canceled', 'CANCELED'],
]);

export function carrierStatus(text: string | undefined): CarrierStatus | undefined {
  return STATUS.get(text ?? '');
}

/** `machine_start`, `machine_end_beep` and their like are all machines; a word not met before counts as undecided. */
export function answeredBy(text: string | null | undefined): AnsweredBy | undefined {
  if (!text) return undefined;
  if (text === 'human') return 'HUMAN';
  if (text === 'fax') return 'FAX';
  return text.startsWith('machine') ? 'MACHINE' : 'UNKNOWN';
}

/** Digits only, up to six of them; anything else is absent. */
export function wholeNumber(text: string | null | undefined): number | undefined {
  return text && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

/**
 * Twilio's price is a decimal string, negative for a charge: "-0.0140" is 14000 micros of cost. Digits beyond the sixth are
 * rounded. Null and anything else that is not a number is "not rated yet".
 */
export function microsOf(price: string | null | undefined): number | undefined {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,12}))?$/.exec(price ?? '');
  if (!match) return undefined;
  const [, sign, whole, fraction = ''] = match;
  const micros = Number(whole) * 1_000_000 + Math.round(Number(`0.${fraction || '0'}`) * 1_000_000);
  return sign === '-' || micros === 0 ? micros : -micros;
}

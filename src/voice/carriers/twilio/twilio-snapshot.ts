import type { CallInstance } from 'twilio/lib/rest/api/v2010/account/call';
import type { CallSnapshot } from '../../carrier.port';
import { CarrierUnavailable } from '../../voice.errors';
import { answeredBy, carrierStatus, microsOf, wholeNumber } from './twilio-values';

/** The fields of Twilio's Call resource that are read. */
export type CallResource = Pick<
  CallInstance,
  'sid' | 'to' | 'from' | 'status' | 'dateCreated' | 'startTime' | 'duration' | 'price' | 'priceUnit' | 'answeredBy'
>;

/** @throws CarrierUnavailable when the resource has no status or date this program can read. */
export function snapshotOf(call: CallResource, clockOffsetMs: number): CallSnapshot {
  const status = carrierStatus(call.status);
  const created: unknown = call.dateCreated;
  if (!status || !(created instanceof Date)) throw new CarrierUnavailable('read call', 200, 'UNREADABLE');
  const started: unknown = call.startTime;
  const startedAt = started instanceof Date && !Number.isNaN(started.getTime()) ? started : undefined;
  const amountMicros = microsOf(call.price);
  const durationSeconds = wholeNumber(call.duration);
  const verdict = answeredBy(call.answeredBy);
  return {
    providerCallId: call.sid,
    to: call.to,
    from: call.from,
    status,
    createdAt: new Date(created.getTime() + clockOffsetMs),
    ...(startedAt ? { startedAt: new Date(startedAt.getTime() + clockOffsetMs) } : {}),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(amountMicros === undefined ? {} : { price: { amountMicros, currency: call.priceUnit || 'USD' } }),
    ...(verdict ? { answeredBy: verdict } : {}),
  };
}

import type { CallRecord } from '../ledger/call-record';

const countries: readonly (readonly [string, string])[] = [
  ['+971', 'AE'],
  ['+966', 'SA'],
  ['+44', 'GB'],
  ['+91', 'IN'],
  ['+20', 'EG'],
  ['+1', 'US'],
];

/** Parameters Twilio sends with every request about a call, the empty ones included. */
export function callParams(call: CallRecord, callStatus: string = call.status): Record<string, string> {
  const { to, from } = call.request;
  return {
    AccountSid: call.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: callStatus,
    Direction: 'outbound-api',
    From: from,
    To: to,
    Caller: from,
    Called: to,
    ...place('From', from),
    ...place('To', to),
    ...place('Caller', from),
    ...place('Called', to),
  };
}

function place(party: string, number: string): Record<string, string> {
  const country = countries.find(([prefix]) => number.startsWith(prefix))?.[1] ?? '';
  return { [`${party}City`]: '', [`${party}State`]: '', [`${party}Zip`]: '', [`${party}Country`]: country };
}

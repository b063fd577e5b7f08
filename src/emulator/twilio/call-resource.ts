import type { CallRecord } from '../ledger/call-record';

const apiVersion = '2010-04-01';

/** RFC 2822 in UTC, as in `Tue, 05 Aug 2025 10:15:30 +0000`. */
export function rfc2822(moment: number): string {
  return new Date(moment).toUTCString().replace('GMT', '+0000');
}

export function callPath(accountSid: string, callSid: string): string {
  return `/${apiVersion}/Accounts/${accountSid}/Calls/${callSid}`;
}

/** The Call resource. Duration, price and queue time are strings there. */
export function callResource(call: CallRecord): Record<string, unknown> {
  const path = callPath(call.accountSid, call.sid);
  const dialed = call.startedAt;
  return {
    sid: call.sid,
    account_sid: call.accountSid,
    parent_call_sid: null,
    to: call.request.to,
    to_formatted: call.request.to,
    from: call.request.from,
    from_formatted: call.request.from,
    phone_number_sid: null,
    status: call.status,
    start_time: dialed === null ? null : rfc2822(dialed),
    end_time: call.endedAt === null ? null : rfc2822(call.endedAt),
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.updatedAt),
    duration: call.durationS === null ? null : String(call.durationS),
    price: call.price,
    price_unit: 'USD',
    direction: 'outbound-api',
    answered_by: call.answeredBy,
    api_version: apiVersion,
    annotation: null,
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: String(call.queueTimeMs),
    trunk_sid: null,
    uri: `${path}.json`,
    subresource_uris: Object.fromEntries(
      ['notifications', 'recordings', 'streams', 'events'].map((name) => [name, `${path}/${titled(name)}.json`]),
    ),
  };
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

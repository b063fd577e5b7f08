import type { CallRecord, Recording } from '../ledger/call-record';
import { callPath, rfc2822 } from './call-resource';

/** One page of `GET Calls/{CA}/Recordings.json`; a call has few, and all fit on it. The sound itself does not exist. */
export function recordingList(call: CallRecord): Record<string, unknown> {
  const path = `${callPath(call.accountSid, call.sid)}/Recordings.json`;
  const recordings = call.recordings.map((recording) => recordingResource(call, recording));
  return {
    recordings,
    page: 0,
    page_size: 50,
    start: 0,
    end: Math.max(0, recordings.length - 1),
    uri: path,
    first_page_uri: path,
    next_page_uri: null,
    previous_page_uri: null,
  };
}

/** It is complete as soon as the price of the call is known. Duration is a string there, and `channels` a number. */
function recordingResource(call: CallRecord, recording: Recording): Record<string, unknown> {
  const isComplete = call.price !== null;
  const going = call.endedAt === null ? 'in-progress' : 'processing';
  return {
    sid: recording.sid,
    account_sid: call.accountSid,
    call_sid: call.sid,
    conference_sid: null,
    api_version: '2010-04-01',
    date_created: rfc2822(recording.startedAt),
    date_updated: rfc2822(call.updatedAt),
    start_time: rfc2822(recording.startedAt),
    duration: isComplete ? String(call.durationS ?? 0) : '-1',
    status: isComplete ? 'completed' : going,
    channels: 1,
    source: 'OutboundAPI',
    track: 'both',
    error_code: null,
    price: null,
    price_unit: 'USD',
    encryption_details: null,
    uri: `${callPath(call.accountSid, call.sid)}/Recordings/${recording.sid}.json`,
  };
}

import type { Room, Seat } from './conference-rooms';
import { rfc2822 } from './call-resource';

const apiVersion = '2010-04-01';

/** `GET Conferences.json`: those that run, by `FriendlyName` where it is given. */
export function conferenceList(rooms: readonly Room[], accountSid: string, query: URLSearchParams): object {
  const name = query.get('FriendlyName');
  const shown = rooms.filter((room) => name === null || room.name === name);
  return { conferences: shown.map(conferenceResource), page: 0, page_size: 50, uri: `${pathOf(accountSid)}.json` };
}

/** `GET Conferences/{sid}/Participants.json`. */
export function participantList(room: Room): object {
  const uri = `${pathOf(room.accountSid)}/${room.sid}/Participants.json`;
  return { participants: room.seats.map(participantResource), page: 0, page_size: 50, uri };
}

function conferenceResource(room: Room): object {
  return {
    sid: room.sid,
    account_sid: room.accountSid,
    friendly_name: room.name,
    status: room.started ? 'in-progress' : 'init',
    region: 'us1',
    api_version: apiVersion,
    date_created: rfc2822(room.createdAt),
    uri: `${pathOf(room.accountSid)}/${room.sid}.json`,
  };
}

function participantResource({ call, how, room }: Seat): object {
  return {
    account_sid: room.accountSid,
    call_sid: call.record.sid,
    conference_sid: room.sid,
    label: how.label,
    muted: false,
    hold: false,
    coaching: false,
    start_conference_on_enter: how.startOnEnter,
    end_conference_on_exit: how.endOnExit,
    status: 'connected',
  };
}

function pathOf(accountSid: string): string {
  return `/${apiVersion}/Accounts/${accountSid}/Conferences`;
}

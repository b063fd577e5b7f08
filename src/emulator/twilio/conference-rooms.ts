import { randomBytes } from 'node:crypto';
import { rfc2822 } from './call-resource';
import type { LiveCall } from './live-call';
import type { StatusCallbacks } from './status-callbacks';
import type { Conference, ConferenceEvent } from './twiml-conference';

/** One call in a room. */
export interface Seat {
  readonly call: LiveCall;
  readonly how: Conference;
  readonly room: Room;
  /** True once it has left, was put out, or the room has ended. */
  gone: boolean;
}

/** A conference that runs, or waits for somebody who starts it. */
export interface Room {
  readonly sid: string;
  readonly accountSid: string;
  readonly name: string;
  readonly createdAt: number;
  started: boolean;
  ended: boolean;
  sequence: number;
  seats: Seat[];
  /** Of the first who came in: those of the others are ignored. */
  readonly callback: { url: string; method: 'GET' | 'POST'; events: readonly ConferenceEvent[] } | null;
}

/** Conferences by account and name. A name may be used again once its conference has ended. */
export class ConferenceRooms {
  private running = new Map<string, Room>();

  constructor(private readonly callbacks: StatusCallbacks) {}

  /** Comes in, which may start the conference. */
  join(call: LiveCall, how: Conference): Seat {
    const room = this.roomFor(call, how);
    const seat: Seat = { call, how, room, gone: false };
    room.seats.push(seat);
    this.tell(room, seat, 'join', 'participant-join');
    if (how.startOnEnter && !room.started) {
      room.started = true;
      this.tell(room, seat, 'start', 'conference-start');
      for (const other of room.seats) other.call.rouse();
    }
    return seat;
  }

  /** Leaves, which may end the conference for everybody. Leaving twice is nothing. */
  leave(seat: Seat): void {
    if (seat.gone) return;
    const { room } = seat;
    seat.gone = true;
    room.seats = room.seats.filter((other) => other !== seat);
    this.tell(room, seat, 'leave', 'participant-leave');
    if (seat.how.endOnExit || room.seats.length === 0) this.end(room, seat);
    seat.call.rouse();
  }

  /** Rooms of an account that have not ended. */
  of(accountSid: string): Room[] {
    return [...this.running.values()].filter((room) => room.accountSid === accountSid);
  }

  find(accountSid: string, sid: string | undefined): Room | undefined {
    return this.of(accountSid).find((room) => room.sid === sid);
  }

  reset(): void {
    this.running = new Map();
  }

  private end(room: Room, by: Seat): void {
    if (room.ended) return;
    room.ended = true;
    this.running.delete(keyOf(room.accountSid, room.name));
    for (const seat of room.seats.splice(0)) {
      seat.gone = true;
      this.tell(room, seat, 'leave', 'participant-leave');
      seat.call.rouse();
    }
    this.tell(room, by, 'end', 'conference-end');
  }

  private roomFor({ record, account }: LiveCall, how: Conference): Room {
    const key = keyOf(account.sid, how.name);
    const known = this.running.get(key);
    if (known) return known;
    const { statusCallback: url, statusCallbackMethod: method, events } = how;
    const room: Room = {
      sid: `CF${randomBytes(16).toString('hex')}`,
      accountSid: record.accountSid,
      name: how.name,
      createdAt: Date.now(),
      started: false,
      ended: false,
      sequence: 0,
      seats: [],
      callback: url ? { url, method, events } : null,
    };
    this.running.set(key, room);
    return room;
  }

  private tell(room: Room, seat: Seat, kind: ConferenceEvent, event: string): void {
    room.sequence += 1;
    const { callback } = room;
    if (!callback?.events.includes(kind)) return;
    const params: Record<string, string> = {
      AccountSid: room.accountSid,
      ConferenceSid: room.sid,
      FriendlyName: room.name,
      StatusCallbackEvent: event,
      SequenceNumber: String(room.sequence),
      Timestamp: rfc2822(Date.now()),
      ...(event.startsWith('participant') ? participant(seat) : { ReasonConferenceEnded: 'last-participant-left' }),
    };
    if (event === 'conference-start') delete params['ReasonConferenceEnded'];
    if (event === 'conference-end' && seat.how.endOnExit) {
      params['ReasonConferenceEnded'] = 'participant-with-end-conference-on-exit-left';
      params['CallSidEndingConference'] = seat.call.record.sid;
    }
    this.callbacks.conference(seat.call, { url: callback.url, method: callback.method }, params, event);
  }
}

function participant({ call, how }: Seat): Record<string, string> {
  return {
    CallSid: call.record.sid,
    ...(how.label ? { ParticipantLabel: how.label } : {}),
    Muted: 'false',
    Hold: 'false',
    Coaching: 'false',
    StartConferenceOnEnter: String(how.startOnEnter),
    EndConferenceOnExit: String(how.endOnExit),
  };
}

function keyOf(accountSid: string, name: string): string {
  return `${accountSid}|${name}`;
}

import { randomBytes } from 'node:crypto';
import type { TwilioAccount } from '../emulator.config';
import { isFinal, type CallRecord, type CallRequest, type CallStatus, type Recording } from '../ledger/call-record';
import type { Ledger } from '../ledger/ledger';
import { personaFor } from '../personas/persona-directory';
import type { Knobs } from '../simulation/knobs';
import { Occasions } from '../simulation/occasions';
import type { Pace } from '../simulation/pace';
import { AnsweredCall } from './answered-call';
import type { ConferenceRooms } from './conference-rooms';
import { DialQueue } from './dial-queue';
import type { DocumentLoader } from './document-loader';
import { LiveCall } from './live-call';
import { ring } from './ringing';
import { RestError } from './rest-error';
import type { StatusCallbacks } from './status-callbacks';

/** What the emulated exchange is made of. */
export interface SwitchboardParts {
  pace: Pace;
  knobs: Knobs;
  ledger: Ledger;
  callbacks: StatusCallbacks;
  loader: DocumentLoader;
  rooms: ConferenceRooms;
  /** Told of an error of the emulator itself. */
  broken: (error: unknown) => void;
}

/** Real milliseconds. */
interface Delays {
  /** Lists do not show the call before. */
  readonly listLagMs?: number;
  /** It is not dialed before. */
  readonly queueMs?: number;
}

/** Simulated milliseconds after the end until the price is known. */
const ratingMs = 30_000;

/** Simulated milliseconds between a free slot and the start of the call. */
const leaveQueueMs = 100;

/** USD per minute begun. */
const pricePerMinute = 0.014;

/** Takes calls through their lives. */
export class Switchboard {
  private readonly queue: DialQueue;
  private readonly live = new Map<string, LiveCall>();
  private readonly conversations = new Map<string, AnsweredCall>();
  private readonly attempts = new Occasions();

  constructor(private readonly parts: SwitchboardParts) {
    this.queue = new DialQueue(parts.knobs, parts.pace, (call) => this.guard(call, this.dial(call)));
  }

  get liveCalls(): number {
    return this.live.size;
  }

  get queuedCalls(): number {
    return this.queue.length;
  }

  /** Accepts a call. It refuses nothing: one number may be dialed many times at once, and the ledger shows it. */
  place(request: CallRequest, account: TwilioAccount, { listLagMs = 0, queueMs = 0 }: Delays = {}): LiveCall {
    const { ledger, pace } = this.parts;
    const record = newRecord(request, account.sid, this.parts);
    record.visibleAt += listLagMs;
    ledger.add(record);
    const call = new LiveCall(record, account, pace);
    this.live.set(record.sid, call);
    if (queueMs === 0) record.queueTimeMs = this.queue.enter(call);
    else this.holdBack(call, queueMs);
    return call;
  }

  /** A queue that is slow for this call alone; it may be canceled meanwhile. */
  private holdBack(call: LiveCall, queueMs: number): void {
    call.record.queueTimeMs = queueMs;
    this.parts.pace.afterReal(queueMs, () => {
      if (!call.ended) this.queue.enter(call);
    });
  }

  /** `Status=canceled`: before the phone is picked up only. Throws RestError 21220 otherwise. */
  cancel(record: CallRecord): void {
    const call = this.liveOrRefuse(record);
    if (record.status === 'in-progress') throw new RestError(400, 21220, 'Call is in-progress. Cannot cancel.');
    this.end(call, 'canceled', 487);
  }

  /** `Status=completed`: ends a call in any stage. Throws RestError 21220 when it has ended. */
  complete(record: CallRecord): void {
    const call = this.liveOrRefuse(record);
    if (record.status === 'in-progress') this.end(call, 'completed', 200);
    else this.end(call, 'canceled', 487);
  }

  /** The person at the other end puts the phone down. Throws RestError 21220 when nobody talks. */
  leave(record: CallRecord): void {
    const call = this.liveOrRefuse(record);
    if (record.status !== 'in-progress') throw new RestError(400, 21220, 'Call is not in-progress.');
    this.end(call, 'completed', 200);
  }

  /** A new limit counts from the beginning of the call, and cuts in when it has passed already. */
  limit(record: CallRecord, seconds: number): void {
    const call = this.liveOrRefuse(record);
    record.request.timeLimit = seconds;
    record.updatedAt = Date.now();
    call.rouse();
  }

  /** Cuts into the conversation with another document. Throws RestError 21220 when there is none. */
  redirect(record: CallRecord, document: CallRequest['answer']): void {
    const call = this.liveOrRefuse(record);
    const conversation = this.conversations.get(record.sid);
    if (!conversation) throw new RestError(400, 21220, 'Call is not in-progress. Cannot redirect.');
    record.updatedAt = Date.now();
    call.interrupt();
    this.guard(call, conversation.run(document));
  }

  /** Drops every call without a word to anybody. */
  reset(): void {
    for (const call of this.live.values()) {
      call.ended = true;
      call.interrupt();
    }
    this.live.clear();
    this.conversations.clear();
    this.queue.clear();
    this.attempts.reset();
    this.parts.rooms.reset();
    this.parts.callbacks.reset();
  }

  private async dial(call: LiveCall): Promise<void> {
    const { record } = call;
    const { knobs, callbacks } = this.parts;
    if (!(await call.wait(leaveQueueMs))) return;
    record.attempt = this.attempts.next(record.request.to);
    record.startedAt = Date.now();
    record.updatedAt = record.startedAt;
    callbacks.progress(call, 'initiated');
    const outcome = await ring(call, knobs.seed, () => this.move(call, 'ringing'));
    if (outcome === null || call.ended) return;
    if (outcome.kind === 'ended') return this.end(call, outcome.status, outcome.sipCode);
    record.answeredAt = Date.now();
    if (knobs.recordCalls) record.recordings.push(newRecording(record.answeredAt));
    this.move(call, 'in-progress');
    const conversation = new AnsweredCall(call, outcome.pickup === 'machine', this.parts, () =>
      this.end(call, 'completed', 200),
    );
    this.conversations.set(record.sid, conversation);
    await conversation.begin();
  }

  private move(call: LiveCall, status: 'ringing' | 'in-progress'): void {
    call.record.status = status;
    call.record.updatedAt = Date.now();
    this.parts.callbacks.progress(call, status === 'ringing' ? 'ringing' : 'answered');
  }

  private end(call: LiveCall, status: CallStatus, sipCode: number): void {
    const { record } = call;
    if (call.ended) return;
    call.ended = true;
    call.interrupt();
    record.status = status;
    record.sipCode = sipCode;
    record.endedAt = Date.now();
    record.updatedAt = record.endedAt;
    if (record.answeredAt !== null) record.durationS = Math.max(1, Math.round(call.talkedMs / 1_000));
    this.live.delete(record.sid);
    this.conversations.delete(record.sid);
    this.parts.ledger.ended(record);
    this.parts.callbacks.progress(call, 'completed');
    this.rateLater(record);
  }

  /** An error of our own ends the call, and is not kept quiet. */
  private guard(call: LiveCall, life: Promise<void>): void {
    life.catch((error: unknown) => {
      this.parts.broken(error);
      this.end(call, 'failed', 500);
    });
  }

  private rateLater(record: CallRecord): void {
    const { durationS } = record;
    if (durationS === null) return;
    this.parts.pace.after(ratingMs, () => {
      record.price = `-${(Math.ceil(durationS / 60) * pricePerMinute).toFixed(4)}`;
    });
  }

  private liveOrRefuse(record: CallRecord): LiveCall {
    const call = this.live.get(record.sid);
    if (!call || isFinal(record.status)) throw new RestError(400, 21220, 'Call is not in-progress. Cannot redirect.');
    return call;
  }
}

function newRecording(startedAt: number): Recording {
  return { sid: `RE${randomBytes(16).toString('hex')}`, startedAt };
}

function newRecord(request: CallRequest, accountSid: string, { ledger, knobs }: SwitchboardParts): CallRecord {
  const now = Date.now();
  return {
    sid: `CA${randomBytes(16).toString('hex')}`,
    accountSid,
    request,
    createdAt: now,
    visibleAt: now,
    updatedAt: now,
    startedAt: null,
    answeredAt: null,
    endedAt: null,
    status: 'queued',
    queueTimeMs: 0,
    durationS: null,
    answeredBy: null,
    price: null,
    sipCode: null,
    attempt: 0,
    persona: personaFor(request.to, knobs.seed).number,
    liveToSameNumber: ledger.liveTo(request.to),
    turns: [],
    notifications: [],
    recordings: [],
  };
}

import {
  decideAbandoned,
  decidePlacement,
  decideReport,
  mayAdopt,
  maySend,
  SENT_LEASE_MS,
  UNSENT_LEASE_MS,
} from '../../../src/calls/call-decisions';
import { isFinal } from '../../../src/calls/call-status';
import type { Call } from '../../../src/calls/call.entity';
import { decideAbsent, firstPollAt, pollAgainAt } from '../../../src/calls/following/polling';
import { decideUnknown, nextLook, type Sighting } from '../../../src/calls/following/unknown-call';
import { endingOf } from '../../../src/voice/call-ending';
import type { CarrierStatus, PlaceCallResult } from '../../../src/voice/carrier.port';
import { type Answer, CarrierModel } from './carrier-model';
import type { HistoryEnd, HistoryPlan, Plant } from './plan';
import { Seeded, Timeline } from './seeded';

type Row = Pick<
  Call,
  | 'status'
  | 'providerCallId'
  | 'unsent'
  | 'leaseUntil'
  | 'dialStartedAt'
  | 'unknownSince'
  | 'missingSince'
  | 'reconcileAt'
  | 'pollAt'
  | 'polls'
  | 'absentSince'
  | 'answeredAt'
  | 'answeredBy'
  | 'ringTimeoutSeconds'
  | 'maxCallSeconds'
  | 'notPlaced'
>;

const SWEEP_MS = 5_000;
const UNPLACED_AFTER_MS = 3_000;
/** Leave to send lapses so long after the decision (the fence of the permission). */
const LEAVE_MS = 2_000;
const DAY_MS = 60 * 60_000;
const RANK: Partial<Record<string, number>> = { QUEUED: 0, UNKNOWN: 1, DIALING: 1, RINGING: 2, IN_PROGRESS: 3 };

/** One person who is to be called once, two workers, and a carrier, from a seed. Every decision is the program's own code. */
export class History {
  private readonly time = new Timeline();
  private readonly chance: Seeded;
  private readonly carrier: CarrierModel;
  private readonly rows: Row[] = [];
  private readonly trace: string[] = [];

  constructor(private readonly plan: HistoryPlan) {
    this.chance = new Seeded(plan.seed);
    this.carrier = new CarrierModel(this.time, this.chance, plan.weather, {
      hear: (attempt, sid, status) => this.hear(attempt, sid, status),
      mayISpeak: (attempt, sid) => this.answer(attempt, sid),
    });
  }

  run(): HistoryEnd {
    this.claim();
    for (let worker = 0; worker < 2; worker += 1) {
      this.time.after(this.chance.between(0, SWEEP_MS), () => this.sweepForEver());
    }
    this.time.run(DAY_MS);
    const { book } = this.carrier;
    const dialsOf = (attempt: number): number => book.filter((call) => call.attempt === attempt).length;
    const surplus = this.rows.map((row, index) => dialsOf(index) - (row.notPlaced ? 0 : 1));
    return {
      doubleDials: surplus.reduce((sum, count) => sum + Math.max(0, count), 0),
      doubleConversations: Math.max(0, book.filter(({ spoken }) => spoken).length - 1),
      neverDialed: book.length === 0,
      unsettled: this.rows.some(({ status }) => !isFinal(status)),
      trace: this.trace,
    };
  }

  /** The lead is due: a call is born, and its bell rings. */
  private claim(): void {
    const attempt = this.rows.length;
    this.rows.push(newRow());
    this.log(attempt, 'claimed');
    this.time.after(this.chance.between(0, 200), () => this.place(attempt));
    // A bell that is lost is the sweep's.
    this.time.after(UNPLACED_AFTER_MS, () => this.place(attempt));
  }

  private place(attempt: number): void {
    const row = this.row(attempt);
    if (row.status !== 'QUEUED' || this.dies()) return;
    const takenAt = this.time.now;
    Object.assign(row, {
      status: 'DIALING',
      unsent: true,
      dialStartedAt: this.moment(),
      leaseUntil: this.moment(UNSENT_LEASE_MS),
    });
    this.log(attempt, 'taken');
    this.step(1, 20, () => this.send(attempt, takenAt));
  }

  private send(attempt: number, takenAt: number): void {
    const row = this.row(attempt);
    if (this.has('NO_SENT_MARK') || maySend(row)) {
      Object.assign(row, { unsent: false, leaseUntil: this.moment(SENT_LEASE_MS) });
      this.step(1, 50, () => this.post(attempt, takenAt, 0));
    } else this.log(attempt, 'not sent any more');
  }

  /** A request without leave never leaves, and its error proves it. */
  private post(attempt: number, takenAt: number, tries: number): void {
    if (!this.has('NO_LEAVE') && this.time.now - takenAt > LEAVE_MS) {
      return this.settle(attempt, { kind: 'REFUSED', outcome: 'FAILED', cause: 'NOT_SENT' });
    }
    this.log(attempt, 'posted');
    this.carrier.request(attempt, (answer, sid) => {
      if (answer === 'UNKNOWN' && this.has('RETRY_POST') && tries < 2)
        return this.post(attempt, this.time.now, tries + 1);
      this.step(0, 5, () => this.settle(attempt, resultOf(answer, sid)));
    });
  }

  private settle(attempt: number, result: PlaceCallResult): void {
    const row = this.row(attempt);
    const effect = decidePlacement(row, result);
    this.log(attempt, `answered ${result.kind}: ${effect}`);
    if (effect === 'ACCEPT' && result.kind === 'ACCEPTED') {
      const status = row.status === 'UNKNOWN' ? 'DIALING' : row.status;
      this.change(attempt, { status, providerCallId: result.providerCallId, leaseUntil: null, reconcileAt: null });
    } else if (effect === 'STOP' && result.kind === 'ACCEPTED') this.carrier.hangUp(result.providerCallId);
    else if (effect === 'REFUSE') this.giveBack(attempt);
    else if (effect === 'SUSPEND') this.suspend(attempt);
  }

  private suspend(attempt: number): void {
    const unknownSince = this.moment();
    const reconcileAt = nextLook({ unknownSince }, unknownSince);
    this.change(attempt, { status: 'UNKNOWN', unknownSince, missingSince: null, leaseUntil: null, reconcileAt });
  }

  private giveBack(attempt: number): void {
    this.change(attempt, { status: 'CANCELED', notPlaced: true });
    this.time.after(this.chance.between(10, 1_000), () => this.claim());
  }

  private hear(attempt: number, sid: string, status: CarrierStatus): void {
    const row = this.row(attempt);
    const whose = decideReport(row, sid);
    const ending = endingOf({ status });
    if (whose !== 'OWN') {
      const isStray = whose === 'FOREIGN' || row.notPlaced || row.providerCallId !== sid;
      if (!ending && isStray) this.carrier.hangUp(sid);
      return;
    }
    this.log(attempt, `heard ${status} of ${sid}`);
    const change: Partial<Row> = { providerCallId: sid, leaseUntil: null, reconcileAt: null };
    if (ending) return this.change(attempt, { ...change, status: ending.status });
    const next = status === 'RINGING' || status === 'IN_PROGRESS' ? status : 'DIALING';
    const isForward = (RANK[next] ?? 0) > (RANK[row.status] ?? 0) || row.status === 'UNKNOWN';
    this.change(attempt, isForward ? { ...change, status: next } : change);
  }

  private answer(attempt: number, sid: string): boolean {
    const row = this.row(attempt);
    const mayTalk = this.has('NO_ADOPTION_FENCE') || mayAdopt(row, sid);
    this.log(attempt, `${sid} picked up: ${mayTalk ? 'speaks' : 'hangs up'}`);
    if (mayTalk && !isFinal(row.status)) {
      this.change(attempt, {
        status: 'IN_PROGRESS',
        providerCallId: sid,
        answeredAt: this.moment(),
        reconcileAt: null,
      });
    }
    return mayTalk;
  }

  private sweepForEver(): void {
    this.rows.forEach((row, attempt) => this.attend(row, attempt));
    this.time.after(SWEEP_MS, () => this.sweepForEver());
  }

  private attend(row: Row, attempt: number): void {
    const now = this.moment();
    const abandoned = decideAbandoned(row, now);
    if (row.status === 'QUEUED') return this.place(attempt);
    if (abandoned === 'GIVE_BACK') return this.giveBack(attempt);
    if (abandoned === 'SUSPEND') {
      this.suspend(attempt);
      return this.look(attempt);
    }
    if (row.status === 'UNKNOWN' && row.reconcileAt && row.reconcileAt <= now) this.look(attempt);
    else if (row.pollAt && row.pollAt <= now && !isFinal(row.status)) this.poll(attempt);
  }

  /** The list is asked for, comes some time later, and the worker that asked may have been frozen meanwhile. */
  private look(attempt: number): void {
    if (this.has('NO_RECONCILIATION') || this.dies()) return;
    const askedAt = this.moment();
    const isUnasked = this.chance.chance(this.plan.weather.listFails);
    const list = this.carrier.list();
    this.step(50, 1_000, () => {
      const row = this.row(attempt);
      if (row.status !== 'UNKNOWN' || !row.dialStartedAt || !row.unknownSince) return;
      const earliest = row.dialStartedAt.getTime() - 60_000;
      const owned = new Set(this.rows.map(({ providerCallId }) => providerCallId));
      const found = list.find(({ sid, createdAt }) => createdAt >= earliest && !owned.has(sid));
      const sighting: Sighting = isUnasked ? 'UNASKED' : found ? 'FOUND' : 'MISSING';
      const { dialStartedAt, unknownSince, missingSince } = row;
      const verdict = decideUnknown({ dialStartedAt, unknownSince, missingSince }, sighting, askedAt, this.settings());
      this.log(attempt, `looked: ${sighting}, ${verdict.kind}`);
      if (verdict.kind === 'ADOPT' && found) {
        this.change(attempt, { providerCallId: found.sid, status: 'DIALING', reconcileAt: null });
        this.hear(attempt, found.sid, found.status);
      } else if (verdict.kind === 'NOT_PLACED') this.giveBack(attempt);
      else if (verdict.kind === 'LOOK_AGAIN')
        Object.assign(row, { reconcileAt: verdict.at, missingSince: verdict.missingSince });
    });
  }

  private poll(attempt: number): void {
    const row = this.row(attempt);
    const sid = row.providerCallId;
    if (!sid || this.dies()) return;
    Object.assign(row, { pollAt: pollAgainAt(row, row.polls, this.moment()), polls: row.polls + 1 });
    const status = this.chance.chance(this.plan.weather.listFails) ? undefined : this.carrier.find(sid)?.status;
    this.step(50, 500, () => {
      if (status) this.hear(attempt, sid, status);
      // An answer that the id is unknown, once in a while, as a replica that lags behind gives it.
      else if (!isFinal(row.status) && decideAbsent(row.absentSince, this.moment(), 30_000) === 'END')
        this.change(attempt, { status: 'FAILED' });
      else Object.assign(row, { absentSince: row.absentSince ?? this.moment() });
    });
  }

  private settings(): { settleMs: number; confirmMs: number; requestMs: number } {
    return this.has('NO_SETTLING')
      ? { settleMs: -20_000, confirmMs: 0, requestMs: 0 }
      : { settleMs: 45_000, confirmMs: 30_000, requestMs: 10_000 };
  }

  /** What one worker does next, unless it dies; a frozen one does it long after. */
  private step(low: number, high: number, run: () => void): void {
    if (this.dies()) return;
    const frozenMs = this.chance.chance(this.plan.weather.freeze) ? this.chance.between(1_000, 180_000) : 0;
    this.time.after(this.chance.between(low, high) + frozenMs, run);
  }

  private dies(): boolean {
    return this.chance.chance(this.plan.weather.crash);
  }

  private change(attempt: number, change: Partial<Row>): void {
    const row = Object.assign(this.row(attempt), change);
    if (change.status === undefined && change.providerCallId === undefined) return;
    Object.assign(row, { pollAt: firstPollAt(row, this.moment()), polls: 0, absentSince: null, unsent: false });
    this.log(attempt, `is ${row.status}`);
  }

  private row(attempt: number): Row {
    const row = this.rows[attempt];
    if (!row) throw new Error(`There is no attempt ${attempt}.`);
    return row;
  }

  private moment(inMs = 0): Date {
    return new Date(this.time.now + inMs);
  }

  private has(plant: Plant): boolean {
    return this.plan.plants.has(plant);
  }

  private log(attempt: number, what: string): void {
    this.trace.push(`${(this.time.now / 1_000).toFixed(3)} s, attempt ${attempt + 1}: ${what}`);
  }
}

function resultOf(answer: Answer, sid?: string): PlaceCallResult {
  if (answer === 'ACCEPTED') return { kind: 'ACCEPTED', providerCallId: sid ?? '' };
  if (answer === 'REFUSED') return { kind: 'REFUSED', outcome: 'FAILED', cause: 'RATE_LIMITED' };
  return { kind: 'UNKNOWN', cause: 'TIMEOUT' };
}

function newRow(): Row {
  return {
    status: 'QUEUED',
    providerCallId: null,
    unsent: false,
    leaseUntil: null,
    dialStartedAt: null,
    unknownSince: null,
    missingSince: null,
    reconcileAt: null,
    pollAt: null,
    polls: 0,
    absentSince: null,
    answeredAt: null,
    answeredBy: null,
    ringTimeoutSeconds: 25,
    maxCallSeconds: 600,
    notPlaced: false,
  };
}

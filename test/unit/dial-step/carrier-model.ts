import type { CarrierStatus } from '../../../src/voice/carrier.port';
import type { Weather } from './plan';
import type { Seeded, Timeline } from './seeded';

/** A call in the carrier's own book. */
export interface CarrierCall {
  readonly sid: string;
  readonly attempt: number;
  readonly createdAt: number;
  /** Lists show it from then on. */
  readonly visibleAt: number;
  status: CarrierStatus;
  spoken: boolean;
}

export type Answer = 'ACCEPTED' | 'REFUSED' | 'UNKNOWN';

/** Where the carrier calls back. */
export interface Program {
  hear(attempt: number, sid: string, status: CarrierStatus): void;
  /** True: speak; false: hang up. */
  mayISpeak(attempt: number, sid: string): boolean;
}

const REQUEST_MS = 10_000;
const RINGING_SECONDS = 25;
const OVER: ReadonlySet<CarrierStatus> = new Set(['COMPLETED', 'NO_ANSWER', 'BUSY', 'FAILED', 'CANCELED']);

/** A carrier that is worse than any: it loses answers, doubles and shuffles its news, and its lists lag behind. */
export class CarrierModel {
  readonly book: CarrierCall[] = [];

  constructor(
    private readonly time: Timeline,
    private readonly chance: Seeded,
    private readonly weather: Weather,
    private readonly program: Program,
  ) {}

  /** A request has arrived; `answer` is called when the asker hears, or gives up waiting. */
  request(attempt: number, answer: (answer: Answer, sid?: string) => void): void {
    const { chance, weather, time } = this;
    const drawn = chance.next();
    const edges = [
      weather.timeoutAndDial,
      weather.timeoutNoDial,
      weather.errorAndDial,
      weather.errorNoDial,
      weather.refused,
    ];
    let sum = 0;
    const kind = edges.findIndex((share) => drawn < (sum += share));
    const dials = kind === -1 || kind === 0 || kind === 2;
    const call = dials ? this.dial(attempt) : undefined;
    const [soon, late] = [chance.between(50, 1_500), REQUEST_MS];
    if (kind === 0 || kind === 1) time.after(late, () => answer('UNKNOWN'));
    else if (kind === 2 || kind === 3) time.after(soon, () => answer('UNKNOWN'));
    else if (!call) time.after(soon, () => answer('REFUSED'));
    // An answer may come after the first news of the call.
    else time.after(chance.chance(0.1) ? soon + 3_000 : soon, () => answer('ACCEPTED', call.sid));
  }

  hangUp(sid: string): void {
    const call = this.find(sid);
    this.time.after(this.chance.between(50, 500), () => {
      if (call && !OVER.has(call.status)) this.move(call, call.status === 'IN_PROGRESS' ? 'COMPLETED' : 'CANCELED');
    });
  }

  find(sid: string): CarrierCall | undefined {
    return this.book.find((call) => call.sid === sid);
  }

  /** What a list shows now. */
  list(): CarrierCall[] {
    return this.book.filter(({ visibleAt }) => visibleAt <= this.time.now).map((call) => ({ ...call }));
  }

  private dial(attempt: number): CarrierCall {
    const { time, chance } = this;
    const call: CarrierCall = {
      sid: `CA${this.book.length + 1}`,
      attempt,
      createdAt: time.now,
      visibleAt: time.now + chance.lag(2_000, 30_000),
      status: 'QUEUED',
      spoken: false,
    };
    this.book.push(call);
    time.after(chance.between(100, 3_000), () => this.move(call, 'INITIATED'));
    time.after(chance.between(3_000, 6_000), () => this.ring(call));
    return call;
  }

  private ring(call: CarrierCall): void {
    if (OVER.has(call.status)) return;
    this.move(call, 'RINGING');
    const { time, chance } = this;
    if (chance.chance(0.6)) time.after(chance.between(1_000, 20_000), () => this.pickUp(call));
    else time.after(RINGING_SECONDS * 1_000, () => OVER.has(call.status) || this.move(call, 'NO_ANSWER'));
  }

  private pickUp(call: CarrierCall): void {
    if (OVER.has(call.status)) return;
    this.move(call, 'IN_PROGRESS');
    call.spoken = this.program.mayISpeak(call.attempt, call.sid);
    const talkMs = call.spoken ? this.chance.between(5_000, 120_000) : 200;
    this.time.after(talkMs, () => OVER.has(call.status) || this.move(call, 'COMPLETED'));
  }

  /** News may be lost, come twice, late and in any order. */
  private move(call: CarrierCall, status: CarrierStatus): void {
    const { chance, weather, time } = this;
    if (OVER.has(call.status)) return;
    call.status = status;
    const copies = chance.chance(weather.callbackLost) ? 0 : chance.chance(weather.callbackTwice) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      time.after(chance.lag(300, 20_000), () => this.program.hear(call.attempt, call.sid, status));
    }
  }
}

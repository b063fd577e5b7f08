/** When a place may be called, as the rules answer it. */
export type OpeningsOf = (
  zoneKey: string,
  moment: Date,
) => { readonly isOpen: boolean; readonly opensAt: Date | null; readonly closesAt: Date | null };

/** Leads in one place that have been called equally often and are due at about the same time. */
export interface Cohort {
  readonly zoneKey: string;
  /** Calls made to each so far. */
  readonly attempts: number;
  readonly dueAt: Date;
  readonly leads: number;
}

/** What becomes of a call: the share of calls, and when its lead is called again; null when it is done. */
export interface Ending {
  readonly share: number;
  /** @param attempts calls made to the lead, this one included. */
  readonly againAfterSeconds: (attempts: number) => number | null;
}

export interface ForecastView {
  readonly moment: Date;
  readonly cohorts: readonly Cohort[];
  /** Shares add up to 1. */
  readonly endings: readonly Ending[];
  /** The same if more calls than usual reach nobody: what the last leads may need. */
  readonly lateEndings: readonly Ending[];
  /** Calls at once, and calls started per second. */
  readonly callsAtOnce: number;
  readonly callsPerSecond: number;
  /** Mean time from the dial to the end of a call, reached or not. */
  readonly secondsPerCall: number;
  readonly costPerCallMicros: number;
  /** Calls left today, and each day after. */
  readonly callsLeftToday: number;
  readonly callsPerDay: number;
  /** Start of the company's next day. */
  readonly nextDay: (moment: Date) => Date;
  readonly openings: OpeningsOf;
}

/** NO_OPENING: some are in places that never open. NO_CAPACITY: no call may be made at all. TOO_FAR: beyond 120 days. */
export type NeverReason = 'NO_OPENING' | 'NO_CAPACITY' | 'TOO_FAR';

export interface ForecastDay {
  /** Start of the company's day, or the moment of the forecast. */
  readonly from: Date;
  readonly calls: number;
}

export interface Forecast {
  /** When half of such campaigns are through; null when it never is. */
  readonly finishAt: Date | null;
  /** When nearly all are. */
  readonly lateFinishAt: Date | null;
  readonly neverReason: NeverReason | null;
  /** Calls still to make. */
  readonly calls: number;
  readonly lateCalls: number;
  readonly spendMicros: number;
  /** Time on the line, in minutes. */
  readonly lineMinutes: number;
  readonly days: readonly ForecastDay[];
}

/** Fewer leads than this, in expectation, are none: half of all campaigns, and nineteen of twenty, have none left. */
const HALF_A_LEAD = 0.5;
const FEW = 0.05;
/** What rounding leaves. */
const NOBODY = 1e-9;
/** Retries of calls within this time are due together. */
const SLICE_MS = 15 * 60_000;
const HORIZON_DAYS = 120;
const HORIZON_MS = HORIZON_DAYS * 24 * 3_600_000;
/** Steps at most: as many quarter hours. */
const MOST_STEPS = 12_000;

/**
 * How long the leads that wait will take, in expectation: from now on, every place while it is open, as fast as calls at once, the
 * rate and the day's limit allow, with retries as often as calls reached nobody so far. It supposes that the campaign has its limits
 * for itself and that nothing stops it. Pure.
 */
export function forecast(view: ForecastView): Forecast {
  const usual = run(view, view.endings, HALF_A_LEAD);
  const late = usual.neverReason ? usual : run(view, view.lateEndings, FEW);
  const isTooFar = usual.neverReason === 'TOO_FAR';
  const calls = isTooFar ? 0 : usual.calls;
  return {
    finishAt: usual.finishAt,
    lateFinishAt: late.finishAt,
    neverReason: usual.neverReason,
    calls: Math.round(calls),
    lateCalls: isTooFar ? 0 : Math.ceil(Math.max(calls, late.calls)),
    spendMicros: Math.round(calls * view.costPerCallMicros),
    lineMinutes: Math.round((calls * view.secondsPerCall) / 60),
    days: isTooFar ? [] : usual.days.map((day) => ({ from: day.from, calls: Math.round(day.calls) })),
  };
}

interface Run {
  readonly finishAt: Date | null;
  readonly neverReason: NeverReason | null;
  readonly calls: number;
  readonly days: readonly ForecastDay[];
}

interface Waiting {
  readonly zoneKey: string;
  readonly attempts: number;
  readonly dueMs: number;
  leads: number;
}

function run(view: ForecastView, endings: readonly Ending[], few: number): Run {
  const perMs = Math.min(view.callsPerSecond, view.callsAtOnce / Math.max(1, view.secondsPerCall)) / 1_000;
  const course = new Course(view, endings);
  if (course.left() < few) return course.result(view.moment, null);
  if (perMs <= 0 || view.callsPerDay <= 0) return course.result(null, 'NO_CAPACITY');
  if (course.left() > view.callsLeftToday + view.callsPerDay * HORIZON_DAYS) return course.result(null, 'TOO_FAR');
  for (let step = 0; step < MOST_STEPS; step++) {
    if (course.left() < few) return course.result(course.finished(view.secondsPerCall), null);
    const ready = course.ready();
    if (ready.length > 0 && course.leftToday > 0) course.dial(ready, perMs);
    else if (!course.wait(ready.length > 0)) return course.result(null, 'NO_OPENING');
    if (course.isBeyondHorizon()) break;
  }
  return course.result(null, 'TOO_FAR');
}

/** Where a forecast stands while it is worked out. */
class Course {
  private readonly startMs: number;
  private nowMs: number;
  private lastDialMs: number;
  private dayEndsMs: number;
  /** Due: one cohort for each place and number of calls made, whatever their moment was. */
  private readonly due = new Map<string, Waiting>();
  /** By when they are due: a step looks at moments, which are few, and not at everybody. */
  private readonly later = new Map<number, Map<string, Waiting>>();
  private waiting = 0;
  private readonly open = new Map<string, { isOpen: boolean; untilMs: number }>();
  private readonly days: { from: Date; calls: number }[];
  leftToday: number;

  constructor(
    private readonly view: ForecastView,
    private readonly endings: readonly Ending[],
  ) {
    this.startMs = view.moment.getTime();
    this.nowMs = this.startMs;
    this.lastDialMs = this.startMs;
    this.dayEndsMs = view.nextDay(view.moment).getTime();
    this.leftToday = view.callsLeftToday;
    this.days = [{ from: view.moment, calls: 0 }];
    for (const { zoneKey, attempts, dueAt, leads } of view.cohorts)
      this.enter({ zoneKey, attempts, dueMs: dueAt.getTime(), leads });
  }

  left(): number {
    return this.waiting;
  }

  isBeyondHorizon(): boolean {
    return this.nowMs - this.startMs > HORIZON_MS;
  }

  /** The last call has to end, too. */
  finished(secondsPerCall: number): Date {
    return new Date(this.lastDialMs + secondsPerCall * 1_000);
  }

  result(finishAt: Date | null, neverReason: NeverReason | null): Run {
    return { finishAt, neverReason, calls: this.days.reduce((sum, { calls }) => sum + calls, 0), days: this.days };
  }

  /** Due, and where it is open; who has been called least comes first, as where leads are claimed. */
  ready(): Waiting[] {
    return [...this.due.values()]
      .filter(({ zoneKey }) => this.stateOf(zoneKey).isOpen)
      .sort((a, b) => a.attempts - b.attempts);
  }

  /** Calls until these are through, a place closes, the day ends or its limit is reached, but no longer than a slice. */
  dial(ready: readonly Waiting[], perMs: number): void {
    const people = ready.reduce((sum, { leads }) => sum + leads, 0);
    const endMs = Math.min(
      this.nowMs + SLICE_MS,
      this.dayEndsMs,
      ...ready.map(({ zoneKey }) => this.stateOf(zoneKey).untilMs),
    );
    const calls = Math.min(people, (endMs - this.nowMs) * perMs, this.leftToday);
    const tookMs = Math.max(1, Math.ceil(calls / perMs));
    let left = calls;
    for (const cohort of ready) {
      const dialed = Math.min(left, cohort.leads);
      cohort.leads -= dialed;
      this.waiting -= dialed;
      left -= dialed;
      if (dialed > 0) this.end(cohort, dialed, this.nowMs + tookMs / 2);
      if (cohort.leads <= NOBODY) this.leave(cohort);
    }
    this.leftToday -= calls;
    this.days[this.days.length - 1] = {
      from: this.days.at(-1)?.from ?? this.view.moment,
      calls: (this.days.at(-1)?.calls ?? 0) + calls,
    };
    this.moveTo(this.nowMs + tookMs);
    this.lastDialMs = this.nowMs;
  }

  /** On to the next moment at which anything can be different; false when there is none. @param isLimited only the day's limit holds. */
  wait(isLimited: boolean): boolean {
    const openings = [...this.due.values()].map(({ zoneKey }) => {
      const { isOpen, untilMs } = this.stateOf(zoneKey);
      return isOpen ? this.dayEndsMs : untilMs;
    });
    const nextMs = isLimited ? this.dayEndsMs : Math.min(...openings, ...this.later.keys());
    if (!Number.isFinite(nextMs)) return false;
    this.moveTo(Math.max(this.nowMs + 1, nextMs));
    return true;
  }

  private end({ zoneKey, attempts }: Waiting, calls: number, atMs: number): void {
    for (const { share, againAfterSeconds } of this.endings) {
      const seconds = againAfterSeconds(attempts + 1);
      if (seconds === null || share === 0) continue;
      const dueMs = Math.ceil((atMs + seconds * 1_000) / SLICE_MS) * SLICE_MS;
      this.enter({ zoneKey, attempts: attempts + 1, dueMs, leads: calls * share });
    }
  }

  private enter(cohort: Waiting): void {
    this.waiting += cohort.leads;
    this.add(cohort);
  }

  private leave(cohort: Waiting): void {
    this.waiting -= cohort.leads;
    this.due.delete(keyOf(cohort));
  }

  private add(cohort: Waiting): void {
    const among = cohort.dueMs <= this.nowMs ? this.due : this.laterAt(cohort.dueMs);
    const same = among.get(keyOf(cohort));
    if (same) same.leads += cohort.leads;
    else among.set(keyOf(cohort), cohort);
  }

  private laterAt(dueMs: number): Map<string, Waiting> {
    const known = this.later.get(dueMs);
    if (known) return known;
    const cohorts = new Map<string, Waiting>();
    this.later.set(dueMs, cohorts);
    return cohorts;
  }

  private moveTo(ms: number): void {
    this.nowMs = ms;
    for (const [dueMs, cohorts] of this.later) {
      if (dueMs > ms) continue;
      this.later.delete(dueMs);
      for (const cohort of cohorts.values()) this.add(cohort);
    }
    while (this.nowMs >= this.dayEndsMs) {
      const from = new Date(this.dayEndsMs);
      this.days.push({ from, calls: 0 });
      this.leftToday = this.view.callsPerDay;
      this.dayEndsMs = this.view.nextDay(from).getTime();
    }
  }

  private stateOf(zoneKey: string): { isOpen: boolean; untilMs: number } {
    const known = this.open.get(zoneKey);
    if (known && known.untilMs > this.nowMs) return known;
    const { isOpen, opensAt, closesAt } = this.view.openings(zoneKey, new Date(this.nowMs));
    const state = { isOpen, untilMs: (isOpen ? closesAt : opensAt)?.getTime() ?? Infinity };
    this.open.set(zoneKey, state);
    return state;
  }
}

function keyOf({ zoneKey, attempts }: Waiting): string {
  return `${zoneKey} ${attempts}`;
}

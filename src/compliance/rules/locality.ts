import { wallClock } from '../zone-clock';
import { DAY } from './local-day';
import { type RowsInForce, togetherOf } from './rows-in-force';
import type { Row } from './rule-row';

/** No place on earth is further from UTC. */
const FURTHEST = DAY;

interface Span {
  /** Milliseconds since the epoch: from inclusive, until exclusive. */
  readonly from: number;
  readonly until: number;
  readonly inForce: RowsInForce;
}

/** The jurisdictions and the clocks of a place. */
export class Locality {
  private span: Span = { from: 0, until: 0, inForce: togetherOf([]) };

  constructor(
    /** `US+US-FL|America/Chicago,America/New_York`. */
    readonly key: string,
    readonly zones: readonly string[],
    /** Dated rows of each jurisdiction. */
    private readonly dated: readonly (readonly Row[])[],
  ) {}

  /** Rows in force on a local day. */
  rowsOn(day: number): Row[] {
    return this.dated.flatMap((rows) => rows.find((row) => row.from <= day && day < row.to) ?? []);
  }

  /** The rows that hold at a moment, in any of the zones: near midnight the day may differ from one to the next. */
  inForceAt(at: number): RowsInForce {
    if (at >= this.span.from && at < this.span.until) return this.span.inForce;
    const days = [...new Set(this.zones.map((zone) => Math.floor(wallClock(zone, at) / DAY)))];
    const rows = new Set(days.flatMap((day) => this.rowsOn(day)));
    const inForce = togetherOf(this.dated.flatMap((dated) => dated.filter((row) => rows.has(row))));
    this.span = this.spanOf(days, inForce);
    return inForce;
  }

  /** How long the answer holds for certain, whatever the zones. */
  private spanOf(days: readonly number[], inForce: RowsInForce): Span {
    const first = Math.min(...days);
    const last = Math.max(...days);
    const changes = this.dated.flat().flatMap((row) => [row.from, row.to]);
    const from = Math.max(Number.NEGATIVE_INFINITY, ...changes.filter((day) => day <= first));
    const until = Math.min(Number.POSITIVE_INFINITY, ...changes.filter((day) => day > last));
    const changesBetween = changes.some((day) => day > first && day <= last);
    return changesBetween
      ? { from: 0, until: 0, inForce }
      : { from: from * DAY + FURTHEST, until: until * DAY - FURTHEST, inForce };
  }
}

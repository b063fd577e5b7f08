import type { Knobs } from '../simulation/knobs';
import type { Pace } from '../simulation/pace';
import type { LiveCall } from './live-call';

interface Lane {
  waiting: LiveCall[];
  resting: boolean;
}

/**
 * Calls accepted and not yet started. Twilio starts so many calls per second and account and queues the rest; a queued
 * call may be canceled. (support.twilio.com/hc/en-us/articles/223180028)
 */
export class DialQueue {
  private lanes = new Map<string, Lane>();

  constructor(
    private readonly knobs: Knobs,
    private readonly pace: Pace,
    private readonly start: (call: LiveCall) => void,
  ) {}

  /** Starts the call, or queues it. Returns the expected wait in simulated milliseconds. */
  enter(call: LiveCall): number {
    const lane = this.lane(call.account.sid);
    const rate = this.knobs.cps;
    if (rate === 0 && lane.waiting.length === 0) {
      this.start(call);
      return 0;
    }
    lane.waiting.push(call);
    const ahead = lane.waiting.length - (lane.resting ? 0 : 1);
    if (!lane.resting) this.release(lane);
    return rate === 0 ? 0 : Math.round((ahead * 1_000) / rate);
  }

  get length(): number {
    return [...this.lanes.values()].reduce((sum, lane) => sum + lane.waiting.filter((call) => !call.ended).length, 0);
  }

  clear(): void {
    this.lanes = new Map();
  }

  private release(lane: Lane): void {
    lane.resting = false;
    let call = lane.waiting.shift();
    while (call && (call.ended || this.knobs.cps === 0)) {
      if (!call.ended) this.start(call);
      call = lane.waiting.shift();
    }
    if (!call) return;
    lane.resting = true;
    this.pace.after(1_000 / this.knobs.cps, () => this.release(lane));
    this.start(call);
  }

  private lane(accountSid: string): Lane {
    const known = this.lanes.get(accountSid);
    if (known) return known;
    const lane: Lane = { waiting: [], resting: false };
    this.lanes.set(accountSid, lane);
    return lane;
  }
}

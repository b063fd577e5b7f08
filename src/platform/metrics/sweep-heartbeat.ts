import { Injectable } from '@nestjs/common';
import { monotonicMs } from '../clock/clock';

interface Pulse {
  readonly limitMs: number;
  lastBeat: number;
}

/** A sweep that has not moved for longer than it may. */
export interface StalledSweep {
  readonly sweep: string;
  readonly silentMs: number;
}

/** When each safety sweep last moved. A worker one of whose sweeps stands still is restarted by its liveness probe. */
@Injectable()
export class SweepHeartbeat {
  private readonly pulses = new Map<string, Pulse>();

  /** Begins to watch a sweep. @param limitMs longest silence of a healthy one. */
  watch(sweep: string, limitMs: number): void {
    this.pulses.set(sweep, { limitMs, lastBeat: monotonicMs() });
  }

  /** A round began or ended, or a row was dealt with. The tick of a timer is no sign of life. */
  beat(sweep: string): void {
    const pulse = this.pulses.get(sweep);
    if (pulse) pulse.lastBeat = monotonicMs();
  }

  /** The first watched sweep that has been silent for too long; always undefined where none is watched. */
  stalled(): StalledSweep | undefined {
    const now = monotonicMs();
    for (const [sweep, { limitMs, lastBeat }] of this.pulses)
      if (now - lastBeat > limitMs) return { sweep, silentMs: Math.round(now - lastBeat) };
    return undefined;
  }
}

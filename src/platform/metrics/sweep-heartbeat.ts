import { Injectable } from '@nestjs/common';
import { monotonicMs } from '../clock/clock';

/** When the safety sweep last ran. A worker whose sweep stands still is restarted by its liveness probe. */
@Injectable()
export class SweepHeartbeat {
  private lastBeat = monotonicMs();

  /** Called by the sweep each time it begins a round, also when it finds nothing to do. */
  beat(): void {
    this.lastBeat = monotonicMs();
  }

  /** Milliseconds since the last beat, or since the program started. */
  ageMs(): number {
    return monotonicMs() - this.lastBeat;
  }
}

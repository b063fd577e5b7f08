import type { TwilioAccount } from '../emulator.config';
import type { CallRecord } from '../ledger/call-record';
import type { Pace } from '../simulation/pace';

/** A call that has not ended: its record, and what only a live call needs. */
export class LiveCall {
  /** Simulated milliseconds of conversation. Waiting counts as simulated, the program's own answering time as it is. */
  talkedMs = 0;
  /** Status events so far, sent or not. */
  sequence = 0;
  /** Deliveries go out one after the other. */
  deliveries: Promise<void> = Promise.resolve();
  /** A callback kept back so that the next one overtakes it. */
  held: (() => void) | null = null;
  ended = false;
  private epoch = 0;
  private wake: (() => void) | null = null;
  private delivered = 0;
  private watchers: (() => void)[] = [];

  constructor(
    readonly record: CallRecord,
    readonly account: TwilioAccount,
    private readonly pace: Pace,
  ) {}

  /** Stands for "nothing has cut in since": compare later with `isCurrent`. */
  get token(): number {
    return this.epoch;
  }

  isCurrent(token: number): boolean {
    return token === this.epoch;
  }

  /** Waits simulated time. False if something cut in. One wait at a time. */
  wait(simulatedMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const callOff = this.pace.after(simulatedMs, () => {
        this.wake = null;
        resolve(true);
      });
      this.wake = () => {
        callOff();
        resolve(false);
      };
    });
  }

  /** Lets time go by until it is over, or something happens; how much of it did, in simulated milliseconds. One wait at a time. */
  async pass(simulatedMs: number): Promise<number> {
    const before = performance.now();
    if (await this.wait(simulatedMs)) return simulatedMs;
    return Math.min(simulatedMs, (performance.now() - before) * this.pace.timeScale);
  }

  /** Ends a wait early, without cutting in. */
  rouse(): void {
    const wake = this.wake;
    this.wake = null;
    wake?.();
  }

  /** Cuts into whatever goes on. */
  interrupt(): void {
    this.epoch += 1;
    this.rouse();
  }

  noteDelivery(): void {
    this.delivered += 1;
    for (const watcher of this.watchers.splice(0)) watcher();
  }

  /** Resolves once so many callbacks were answered, or after the limit. */
  async untilDelivered(count: number, limitMs: number): Promise<void> {
    const deadline = Date.now() + limitMs;
    while (this.delivered < count && Date.now() < deadline) {
      await new Promise<void>((resolve) => {
        const callOff = this.pace.afterReal(deadline - Date.now(), resolve);
        this.watchers.push(() => {
          callOff();
          resolve();
        });
      });
    }
  }
}

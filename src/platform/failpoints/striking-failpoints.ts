import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { monotonicMs } from '../clock/clock';
import type { ArmedFailpoints } from './failpoint';
import type { FailpointName, PlannedFault } from './failpoint-plan';

/** Thrown by a failpoint that was told to throw. */
export class InjectedFault extends Error {
  constructor(failpoint: FailpointName) {
    super(`The failpoint ${failpoint} was told to fail.`);
    this.name = 'InjectedFault';
  }
}

interface Standing {
  readonly fault: PlannedFault;
  readonly draw: () => number;
  passes: number;
  strikes: number;
}

/**
 * Strikes as planned, and writes a line of each strike before it acts, so that whoever planned a fault can tell it from one that
 * never came about: name, action, process id and the action's milliseconds, separated by spaces.
 */
export class StrikingFailpoints implements ArmedFailpoints {
  private readonly standings: ReadonlyMap<FailpointName, Standing>;

  constructor(
    plan: readonly PlannedFault[],
    /** Appended to; no line is written without. */
    private readonly logFile?: string,
  ) {
    this.standings = new Map(
      plan.map((fault) => [fault.name, { fault, draw: drawsOf(fault.seed), passes: 0, strikes: 0 }]),
    );
  }

  pass(name: FailpointName): Promise<void> | undefined {
    const standing = this.standings.get(name);
    if (!standing || !strikes(standing)) return undefined;
    if (this.logFile)
      appendFileSync(this.logFile, `${name} ${standing.fault.action} ${process.pid} ${standing.fault.ms}\n`);
    return act(standing.fault);
  }
}

function strikes(standing: Standing): boolean {
  const { fault, draw } = standing;
  standing.passes += 1;
  if (standing.passes <= fault.after || standing.strikes >= fault.n || draw() >= fault.p) return false;
  standing.strikes += 1;
  return true;
}

function act({ name, action, ms }: PlannedFault): Promise<void> | undefined {
  if (action === 'sleep') return delay(ms);
  if (action === 'kill') process.kill(process.pid, 'SIGKILL');
  if (action === 'stop') process.kill(process.pid, 'SIGSTOP');
  if (action === 'block') standStill(ms);
  if (action === 'throw') throw new InjectedFault(name);
  return undefined;
}

function standStill(ms: number): void {
  const until = monotonicMs() + ms;
  while (monotonicMs() < until);
}

/** Numbers of at least 0 and below 1, the same for the same seed (mulberry32). */
function drawsOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

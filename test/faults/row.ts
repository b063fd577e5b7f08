import type { Role } from '../e2e/support/programs';
import type { Extras } from './crew';
import type { Crowd } from './people';
import type { Run } from './run';
import type { FaultServers } from './servers';

/** One experiment: what is broken, and what is asked beside the invariants. */
export interface Row {
  /** As in the list of experiments, for example F04; rows of our own begin with X. */
  readonly id: string;
  readonly title: string;
  /** Default: two that serve requests, or one in a short run, and two that work. */
  readonly roles?: readonly Role[];
  readonly env?: Readonly<Record<string, string>>;
  /** How much faster than life people talk. Default 400. */
  readonly timeScale?: number;
  readonly clockOffsetMs?: number;
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly crowd?: Crowd;
  /** People of each company to begin with; more come while the row needs load. Default 60. */
  readonly people?: number;
  /** False: the row makes its own load. */
  readonly isLoaded?: boolean;
  /** True: not everybody can be called before the row ends; who is left must be waiting for a moment. */
  readonly leavesPeople?: boolean;
  /** Longest time until everybody has been called once nothing is broken any more, ms. Default two minutes. */
  readonly drainMs?: number;
  /** True: nothing is held up, so there is nothing to recover. Any other row without a sample of recovery fails. */
  readonly expectsNoRecovery?: boolean;
  /** What single processes are told beside, above all failpoints. Until the row is healed. */
  readonly extras?: (seed: number) => Extras;
  /** Why the row cannot be run here. */
  readonly unable?: (servers: FaultServers) => string | undefined;
  /** Breaks things while calls are made, counting each injection; returns when it has had enough. */
  readonly inject: (run: Run) => Promise<void>;
  /** Mends what `inject` has not mended itself; the emulator's faults and failpoints are taken away for it. */
  readonly heal?: (run: Run) => Promise<void>;
  /** After everything is quiet: says what else does not hold. */
  readonly check?: (run: Run) => Promise<void>;
}

import type { Row } from '../row';
import { ANSWER_DEATHS } from './answer-deaths';
import { BUDGET_RACE } from './budget-race';
import { CARRIER_FAULTS } from './carrier-faults';
import { CLOSING_WINDOW } from './closing-window';
import { FULL_DISK } from './full-disk';
import { POSTGRES_FAULTS } from './postgres-faults';
import { PROGRAM_FAULTS } from './program-faults';
import { REDIS_FAULTS } from './redis-faults';
import { SLOW_SUBSCRIBER } from './slow-subscriber';
import { WORKER_DEATHS } from './worker-deaths';
import { WRONG_CLOCKS } from './wrong-clocks';

export const ROWS: readonly Row[] = [
  ...WORKER_DEATHS,
  ...CARRIER_FAULTS,
  ...REDIS_FAULTS,
  ...POSTGRES_FAULTS,
  ...PROGRAM_FAULTS,
  ANSWER_DEATHS,
  BUDGET_RACE,
  CLOSING_WINDOW,
  FULL_DISK,
  SLOW_SUBSCRIBER,
  WRONG_CLOCKS,
].sort((a, b) => a.id.localeCompare(b.id));

/** Those of every change, made short: the worst moments for a worker to die, Redis, PostgreSQL, callbacks gone wild. */
export const QUICK: ReadonlySet<string> = new Set(['F04', 'F05', 'F15', 'F21', 'F32']);

import type { Row } from '../row';
import { CARRIER_FAULTS } from './carrier-faults';
import { POSTGRES_FAULTS } from './postgres-faults';
import { PROGRAM_FAULTS } from './program-faults';
import { REDIS_FAULTS } from './redis-faults';
import { WORKER_DEATHS } from './worker-deaths';

export const ROWS: readonly Row[] = [
  ...WORKER_DEATHS,
  ...CARRIER_FAULTS,
  ...REDIS_FAULTS,
  ...POSTGRES_FAULTS,
  ...PROGRAM_FAULTS,
].sort((a, b) => a.id.localeCompare(b.id));

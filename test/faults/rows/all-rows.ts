import type { Row } from '../row';
import { WORKER_DEATHS } from './worker-deaths';

export const ROWS: readonly Row[] = [...WORKER_DEATHS].sort((a, b) => a.id.localeCompare(b.id));

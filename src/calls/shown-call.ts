import { selectList } from '../platform/database/sql';
import type { Call } from './call.entity';

/** What is shown of a call, as its columns are read. */
const SHOWN = [
  'id',
  'leadId',
  'campaignId',
  'projectId',
  'agentId',
  'agentVersion',
  'origin',
  'attempt',
  'phone',
  'fromNumber',
  'status',
  'outcome',
  'endedReason',
  'answeredBy',
  'durationSeconds',
  'costMicros',
  'costCurrency',
  'queuedAt',
  'dialStartedAt',
  'ringingAt',
  'answeredAt',
  'endedAt',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Call)[];

/** A call as lists read it. */
export type ShownCall = Pick<Call, (typeof SHOWN)[number]>;

/** Select list of a `ShownCall` from `call`. */
export const SHOWN_COLUMNS = selectList('call', SHOWN);

import { selectList } from '../platform/database/sql';
import { columnsFor, type FieldColumns } from '../platform/graphql/columns-for';
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

type Property = (typeof SHOWN)[number];

/** Relations are found by the ids; what a fee is made of has two columns. */
const ALWAYS: readonly Property[] = ['id', 'leadId', 'campaignId', 'projectId', 'agentId', 'createdAt'];
const COLUMNS: FieldColumns<Property> = {
  ...Object.fromEntries(SHOWN.map((property) => [property, [property]])),
  cost: ['costMicros', 'costCurrency'],
  __typename: [],
  lead: [],
  agent: [],
  conversation: [],
  recordings: [],
};

/** Asked for with the same set by every lead of a page. */
const lists = new WeakMap<ReadonlySet<string>, string>();

/** Select list, from `call`, of what the fields selected need; the other properties are then absent. */
export function columnsOfCall(selected: ReadonlySet<string>): string {
  const list = lists.get(selected) ?? selectList('call', columnsFor(selected, COLUMNS, ALWAYS) ?? SHOWN);
  lists.set(selected, list);
  return list;
}

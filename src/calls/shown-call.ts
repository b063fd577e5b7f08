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

/** Rows are told apart by lead; what a fee is made of has two columns. */
const ALWAYS: readonly Property[] = ['id', 'leadId'];
const COLUMNS: FieldColumns<Property> = {
  ...Object.fromEntries(SHOWN.map((property) => [property, [property]])),
  cost: ['costMicros', 'costCurrency'],
  __typename: [],
  lead: ['leadId'],
  agent: ['agentId'],
  conversation: [],
  recordings: [],
  transfer: [],
};

/** Asked for with the same set by every lead of a page. */
const lists = new WeakMap<ReadonlySet<string>, string>();

/** Select list, from `call`, of what the fields selected need; the other properties are then absent. */
export function columnsOfCall(selected: ReadonlySet<string>): string {
  const list = lists.get(selected) ?? listOf(columnsFor(selected, COLUMNS, ALWAYS) ?? SHOWN);
  lists.set(selected, list);
  return list;
}

/** Text is what the driver makes of a bigint anyway, and in JSON it stays whole. */
function listOf(properties: readonly Property[]): string {
  return selectList('call', properties).replace('call.cost_micros as', 'call.cost_micros::text as');
}

const MOMENTS = [
  'queuedAt',
  'dialStartedAt',
  'ringingAt',
  'answeredAt',
  'endedAt',
  'createdAt',
  'updatedAt',
] as const satisfies readonly Property[];

type Moment = (typeof MOMENTS)[number];

/** A call as JSON has it: moments are text. */
export type CallInJson = Omit<ShownCall, Moment> & { [M in Moment]: Date | string | null };

/** Moments are written over in place: what is read along may be asked for twice. */
export function callFromJson(call: CallInJson): ShownCall {
  for (const property of MOMENTS) {
    const text = call[property];
    if (typeof text === 'string') call[property] = new Date(text);
  }
  return call as ShownCall;
}

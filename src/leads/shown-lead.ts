import { selectList } from '../platform/database/sql';
import { columnsFor, type FieldColumns } from '../platform/graphql/columns-for';
import type { Lead } from './lead.entity';

/** What is shown of a lead, as its columns are read. */
const SHOWN = [
  'tenantId',
  'id',
  'phone',
  'phoneStatus',
  'name',
  'email',
  'company',
  'addressLine',
  'addressCity',
  'addressState',
  'addressPostalCode',
  'addressCountry',
  'timeZone',
  'timeZoneSource',
  'attributes',
  'source',
  'formName',
  'projectId',
  'importId',
  'stage',
  'temperature',
  'score',
  'lastContactedAt',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Lead)[];

type Property = (typeof SHOWN)[number];

/** A lead as lists read it. */
export type ShownLead = Pick<Lead, Property>;

/** Keys of the orders, and of what hangs on a lead. */
const ALWAYS: readonly Property[] = ['id', 'createdAt', 'score'];
const COLUMNS: FieldColumns<Property> = {
  ...Object.fromEntries(SHOWN.map((property) => [property, [property]])),
  address: ['addressLine', 'addressCity', 'addressState', 'addressPostalCode', 'addressCountry'],
  timeZoneSource: ['timeZone', 'timeZoneSource'],
  __typename: [],
  project: ['projectId'],
  latestCalls: [],
  latestAssessment: [],
  conversations: [],
};

export const ALL_COLUMNS = listOf(SHOWN);

/** Documents are kept, and with them the sets of what they select. */
const lists = new WeakMap<ReadonlySet<string>, string>();

/** Select list, from `lead`, of what the fields selected need; the other properties are then absent. */
export function columnsOfLead(selected: ReadonlySet<string>): string {
  const list = lists.get(selected) ?? listOf(columnsFor(selected, COLUMNS, ALWAYS) ?? SHOWN);
  lists.set(selected, list);
  return list;
}

/** The driver hands numeric over as text, doubles as numbers. */
function listOf(properties: readonly Property[]): string {
  const plain = properties.filter((property) => property !== 'score');
  return `${selectList('lead', plain)}, lead.score::float8 as "score"`;
}

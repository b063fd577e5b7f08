import { selectList } from '../platform/database/sql';
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
  'lastContactedAt',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Lead)[];

/** A lead as lists read it. */
export type ShownLead = Pick<Lead, (typeof SHOWN)[number] | 'score'>;

/** Select list of a `ShownLead` from `lead`; the driver hands numeric over as text, doubles as numbers. */
export const SHOWN_COLUMNS = `${selectList('lead', SHOWN)}, lead.score::float8 as "score"`;

import type { SaidConsent } from '../../../compliance/consents/said-consent';
import type { NewLead } from '../../new-lead';
import { type Column, columnsOf, type ColumnRole } from './csv-header';
import type { RowReader, RowReading } from '../../../platform/csv/csv-batches';
import { CsvUnreadable } from '../../../platform/csv/csv-unreadable';

const MAX_COLUMNS = 200;
const TITLES_SHOWN = 12;

/** What is the same for every row of one import. */
export interface RowDefaults {
  readonly importId: string;
  readonly projectId: string | null;
  readonly defaultCountry: string | null;
}

/** Reads rows by the header of their file. */
export class CsvRows implements RowReader<NewLead> {
  private readonly columns: readonly Column[];

  /** @throws CsvUnreadable when no column holds phones, or when there are too many. */
  constructor(
    titles: readonly string[],
    private readonly defaults: RowDefaults,
  ) {
    if (titles.length > MAX_COLUMNS) throw new CsvUnreadable(`The file has more than ${MAX_COLUMNS} columns.`);
    this.columns = columnsOf(titles);
    if (!this.columns.some((column) => 'role' in column && column.role === 'phone')) {
      throw new CsvUnreadable(
        `No column holds phone numbers. The first line must name the columns; it says: ${shown(titles)}.`,
      );
    }
  }

  read(fields: readonly string[]): RowReading<NewLead> {
    if (fields.every((field) => field === '')) return { blank: true };
    const extra = fields.slice(this.columns.length).filter((field) => field !== '').length;
    if (extra > 0) {
      return {
        reason: `The row has more fields than the header, ${fields.length} instead of ${this.columns.length}; a field with a separator in it must be quoted.`,
      };
    }
    return { row: this.leadOf(fields) };
  }

  private leadOf(fields: readonly string[]): NewLead {
    const roles = new Map<ColumnRole, string>();
    const attributes = new Map<string, string>();
    for (const [i, column] of this.columns.entries()) {
      const value = fields[i] ?? '';
      if (value === '' || 'ignored' in column) continue;
      if ('attribute' in column) attributes.set(column.attribute, value);
      else if (!roles.has(column.role)) roles.set(column.role, value);
      // A second phone, say: kept under its own title.
      else if (roles.get(column.role) !== value) attributes.set(column.title, value);
    }
    const { importId, projectId, defaultCountry } = this.defaults;
    return {
      importId,
      projectId,
      defaultCountry,
      phone: roles.get('phone') ?? '',
      name: roles.get('name') ?? [roles.get('firstName'), roles.get('lastName')].filter(Boolean).join(' '),
      email: roles.get('email'),
      company: roles.get('company'),
      address: addressOf(roles),
      timeZone: roles.get('timeZone'),
      source: roles.get('source') ?? 'CSV',
      formName: roles.get('formName'),
      attributes: Object.fromEntries(attributes),
      consent: consentOf(roles),
    };
  }
}

function addressOf(roles: ReadonlyMap<ColumnRole, string>): NewLead['address'] {
  return {
    line: roles.get('address.line'),
    city: roles.get('address.city'),
    state: roles.get('address.state'),
    postalCode: roles.get('address.postalCode'),
    country: roles.get('address.country'),
  };
}

/** A row of somebody who agreed to nothing often says so in some of the columns. */
const NO = /^(?:no?|none|false|off|0|n\/a|-)$/i;

/** Null when no column of the row speaks of one, or each that does says no. */
function consentOf(roles: ReadonlyMap<ColumnRole, string>): SaidConsent | null {
  const said = [...roles].flatMap(([role, value]) =>
    role.startsWith('consent.') ? [[role.slice('consent.'.length), value] as const] : [],
  );
  return said.every(([, value]) => NO.test(value)) ? null : { ...Object.fromEntries(said), source: 'CSV' };
}

function shown(titles: readonly string[]): string {
  const some = titles.slice(0, TITLES_SHOWN).map((title) => (title.length > 40 ? `${title.slice(0, 39)}…` : title));
  return `${some.join(', ')}${titles.length > TITLES_SHOWN ? ', …' : ''}`;
}

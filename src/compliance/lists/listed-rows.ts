import type { RowReader, RowReading } from '../../platform/csv/csv-batches';
import { CsvUnreadable } from '../../platform/csv/csv-unreadable';
import { callingCodeOf, listedPhone } from './listed-phone';

/** One line of a file of numbers. */
export interface ListedNumber {
  /** E.164. */
  readonly phone: string;
  /** What the Reassigned Numbers Database answered; null in other files. */
  readonly result: ReassignedResult | null;
}

export type ReassignedResult = 'YES' | 'NO' | 'NO_DATA';

export interface ListTerms {
  /** ISO 3166-1 alpha-2: numbers without a country are numbers of this one. */
  readonly country: string;
  /** True: numbers of other countries are refused. */
  readonly onlyCountry: boolean;
  readonly areaCodes: readonly string[] | null;
  /** True: every number comes with an answer. */
  readonly withResult: boolean;
}

const PHONE_TITLES = [
  'phone',
  'phone number',
  'phonenumber',
  'telephone',
  'telephone number',
  'number',
  'tel',
  'tn',
  'mobile',
  'mobile number',
  'msisdn',
  'full number',
  'numero',
  'telefono',
  'cell',
  'cell phone',
];
const AREA_CODE_TITLES = ['area code', 'areacode', 'npa'];
const RESULT_TITLES = [
  'result',
  'response',
  'answer',
  'status',
  'reassigned',
  'disconnected',
  'permanently disconnected',
];
const RESULTS: Readonly<Record<string, ReassignedResult>> = {
  yes: 'YES',
  y: 'YES',
  no: 'NO',
  n: 'NO',
  'no data': 'NO_DATA',
  nodata: 'NO_DATA',
};
const MOST_COLUMNS = 50;

interface Columns {
  readonly phone: number;
  /** Column with the area code, where the number stands without it, as in the files of the national registry. */
  readonly areaCode: number | null;
  readonly result: number;
  readonly headless: boolean;
}

/**
 * Reads the lines of a file of numbers: with a first line that names the columns, or without, the number (or area code and number, as
 * the national registry writes them) first and then the answer.
 */
export class ListedRows implements RowReader<ListedNumber> {
  readonly headless: boolean;
  private readonly columns: Columns;
  private readonly areaCodes: ReadonlySet<string> | null;
  private readonly prefix: string;

  /** @throws CsvUnreadable when no column holds numbers, or none the answers where there must be some. */
  constructor(
    first: readonly string[],
    private readonly terms: ListTerms,
  ) {
    if (first.length > MOST_COLUMNS) throw new CsvUnreadable(`The file has more than ${MOST_COLUMNS} columns.`);
    this.columns = headlessColumns(first, terms) ?? titledColumns(first);
    if (this.columns.phone < 0)
      throw new CsvUnreadable('No column holds phone numbers: the first line must name the columns, or be a number.');
    if (terms.withResult && this.columns.result < 0)
      throw new CsvUnreadable('No column holds the answers: name it result, with YES, NO or NO_DATA in it.');
    this.headless = this.columns.headless;
    this.areaCodes = terms.areaCodes && new Set(terms.areaCodes);
    this.prefix = `+${callingCodeOf(terms.country) ?? ''}`;
  }

  read(fields: readonly string[]): RowReading<ListedNumber> {
    if (fields.every((field) => field === '')) return { blank: true };
    const phone = this.phoneOf(fields);
    if (!phone) return { reason: 'The phone number cannot be read.' };
    if (this.terms.onlyCountry && !phone.startsWith(this.prefix))
      return { reason: `The phone number is not of ${this.terms.country}, whose list this is.` };
    if (this.areaCodes && !this.areaCodes.has(phone.slice(2, 5)))
      return { reason: `The area code ${phone.slice(2, 5)} is none of those the file was said to cover.` };
    if (!this.terms.withResult) return { row: { phone, result: null } };
    const result = resultOf(fields[this.columns.result]);
    return result ? { row: { phone, result } } : { reason: 'The answer is none of YES, NO and NO_DATA.' };
  }

  /** A complete number needs no area code, whatever stands beside it. */
  private phoneOf(fields: readonly string[]): string | null {
    const { phone, areaCode } = this.columns;
    const number = fields[phone] ?? '';
    const complete = listedPhone(number, this.terms.country);
    if (complete !== null || areaCode === null) return complete;
    return listedPhone(`${fields[areaCode] ?? ''}${number}`, this.terms.country);
  }
}

function headlessColumns(first: readonly string[], { country }: ListTerms): Columns | null {
  const [one = '', two = ''] = first;
  if (/^\d{3}$/.test(one) && /^\d{3}-?\d{4}$/.test(two)) return { phone: 1, areaCode: 0, result: 2, headless: true };
  if (!/\d/.test(one) || listedPhone(one, country) === null) return null;
  return { phone: 0, areaCode: null, result: first.length > 1 ? 1 : -1, headless: true };
}

function titledColumns(titles: readonly string[]): Columns {
  const folded = titles.map((title) =>
    title
      .normalize('NFKD')
      .replaceAll(/\p{Mn}/gu, '')
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, ' ')
      .trim(),
  );
  const columnOf = (known: readonly string[]): number => folded.findIndex((title) => known.includes(title));
  const areaCode = columnOf(AREA_CODE_TITLES);
  return {
    phone: columnOf(PHONE_TITLES),
    areaCode: areaCode < 0 ? null : areaCode,
    result: columnOf(RESULT_TITLES),
    headless: false,
  };
}

function resultOf(answer: string | undefined): ReassignedResult | undefined {
  return RESULTS[
    (answer ?? '')
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, ' ')
      .trim()
  ];
}

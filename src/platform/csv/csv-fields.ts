import { CsvError, parse } from 'csv-parse/sync';
import type { Delimiter } from './csv-delimiter';

/**
 * Fields of records that `CsvRecords` has cut out, trimmed; one array per record, null for a record that is no CSV after all.
 * Whole batches are parsed at once; only a batch that fails is parsed record by record.
 */
export function fieldsOf(records: readonly { readonly text: string }[], delimiter: Delimiter): (string[] | null)[] {
  if (records.length === 0) return [];
  const rows = rowsOf(records.map(({ text }) => text).join('\n'), delimiter);
  if (rows?.length === records.length) return rows;
  return records.map(({ text }) => {
    const alone = rowsOf(text, delimiter);
    return alone?.length === 1 ? (alone[0] ?? null) : null;
  });
}

function rowsOf(text: string, delimiter: Delimiter): string[][] | null {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: '\n',
      trim: true,
      relax_quotes: true,
      relax_column_count: true,
      bom: false,
    });
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

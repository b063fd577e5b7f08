import { monotonicMs } from '../../platform/clock/clock';
import { fieldsOf } from './csv/csv-fields';
import { type CsvRecord, CsvRecords } from './csv/csv-records';
import { CsvRows, type RowDefaults } from './csv/csv-rows';
import { CsvText } from './csv/csv-text';
import { CsvUnreadable } from './csv/csv-unreadable';
import type { NewLead } from '../new-lead';
import type { RejectedRow } from './import-ledger.service';

/** Rows of a file that are stored together. */
export interface CsvBatch {
  readonly leads: readonly { readonly line: number; readonly lead: NewLead }[];
  readonly rejected: readonly RejectedRow[];
}

/** A slow upload shows its progress after this long, though its batch is not full. */
const PATIENCE_MS = 5_000;

/**
 * Reads a CSV file from its bytes, batch by batch; the source is read no faster than batches are taken, and no more than a chunk,
 * a record and a batch are held.
 */
export class CsvBatches {
  readonly text = new CsvText();
  private readonly records = new CsvRecords();
  private rows?: CsvRows;
  private leads: { line: number; lead: NewLead }[] = [];
  private rejected: RejectedRow[] = [];
  private since = monotonicMs();

  constructor(
    private readonly source: AsyncIterable<Uint8Array>,
    private readonly defaults: RowDefaults,
    private readonly batchRows: number,
  ) {}

  /** @throws CsvUnreadable when the file as a whole cannot be read; batches before that point have been given. */
  async *read(): AsyncGenerator<CsvBatch> {
    for await (const bytes of this.source) {
      for (const records of this.portions(this.records.push(this.text.push(bytes)))) {
        this.take(records);
        if (this.isDue()) yield this.batch();
      }
    }
    for (const records of this.portions([...this.records.push(this.text.end()), ...this.records.end()])) {
      this.take(records);
      if (this.isDue()) yield this.batch();
    }
    if (!this.rows) throw new CsvUnreadable('The file is empty.');
    if (this.size > 0) yield this.batch();
  }

  private get size(): number {
    return this.leads.length + this.rejected.length;
  }

  private isDue(): boolean {
    return this.size >= this.batchRows || (this.size > 0 && monotonicMs() - this.since > PATIENCE_MS);
  }

  private batch(): CsvBatch {
    const batch = { leads: this.leads, rejected: this.rejected };
    this.leads = [];
    this.rejected = [];
    this.since = monotonicMs();
    return batch;
  }

  /** So many at a time that no batch grows past its size. */
  private *portions(records: readonly CsvRecord[]): Generator<readonly CsvRecord[]> {
    for (let at = 0; at < records.length;) {
      const portion = records.slice(at, at + Math.max(1, this.batchRows - this.size));
      at += portion.length;
      yield portion;
    }
  }

  private take(records: readonly CsvRecord[]): void {
    const readable = records.flatMap((record) => ('text' in record ? [record] : []));
    const fields = fieldsOf(readable, this.records.delimiter).values();
    for (const record of records) {
      if ('fault' in record) this.refuse(record.line, record.fault);
      else this.takeRow(record.line, fields.next().value ?? null);
    }
  }

  private takeRow(line: number, fields: readonly string[] | null): void {
    if (!fields) {
      this.refuse(line, 'The quotes of this row cannot be read.');
    } else if (!this.rows) {
      this.rows = new CsvRows(fields, this.defaults);
    } else {
      const reading = this.rows.read(fields);
      if ('lead' in reading) this.leads.push({ line, lead: reading.lead });
      else if ('reason' in reading) this.refuse(line, reading.reason);
    }
  }

  private refuse(line: number, reason: string): void {
    if (!this.rows) throw new CsvUnreadable(`The header on line ${line} cannot be read. ${reason}`);
    this.rejected.push({ line, field: null, reason });
  }
}

import { monotonicMs } from '../clock/clock';
import { fieldsOf } from './csv-fields';
import { type CsvRecord, CsvRecords } from './csv-records';
import { CsvText } from './csv-text';
import { CsvUnreadable } from './csv-unreadable';

export type RowReading<T> = { readonly row: T } | { readonly blank: true } | { readonly reason: string };

/** Reads rows once the first line of their file is known. */
export interface RowReader<T> {
  /** True when the first line names no columns but is a row itself. */
  readonly headless?: boolean;
  read(fields: readonly string[]): RowReading<T>;
}

export interface RefusedRow {
  readonly line: number;
  readonly reason: string;
}

/** Rows of a file that are stored together. */
export interface CsvBatch<T> {
  readonly rows: readonly { readonly line: number; readonly row: T }[];
  readonly rejected: readonly RefusedRow[];
}

/** A slow upload shows its progress after this long, though its batch is not full. */
const PATIENCE_MS = 5_000;

/**
 * Reads a CSV file from its bytes, batch by batch; the source is read no faster than batches are taken, and no more than a chunk,
 * a record and a batch are held.
 */
export class CsvBatches<T> {
  readonly text = new CsvText();
  private readonly records = new CsvRecords();
  private reader?: RowReader<T>;
  private rows: { line: number; row: T }[] = [];
  private rejected: RefusedRow[] = [];
  private since = monotonicMs();

  /** `open` is given the fields of the first line; what it throws ends the reading. */
  constructor(
    private readonly source: AsyncIterable<Uint8Array>,
    private readonly open: (first: readonly string[]) => RowReader<T>,
    private readonly batchRows: number,
  ) {}

  /** @throws CsvUnreadable when the file as a whole cannot be read; batches before that point have been given. */
  async *read(): AsyncGenerator<CsvBatch<T>> {
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
    if (!this.reader) throw new CsvUnreadable('The file is empty.');
    if (this.size > 0) yield this.batch();
  }

  private get size(): number {
    return this.rows.length + this.rejected.length;
  }

  private isDue(): boolean {
    return this.size >= this.batchRows || (this.size > 0 && monotonicMs() - this.since > PATIENCE_MS);
  }

  private batch(): CsvBatch<T> {
    const batch = { rows: this.rows, rejected: this.rejected };
    this.rows = [];
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
    } else if (this.reader) {
      this.readRow(this.reader, line, fields);
    } else {
      this.reader = this.open(fields);
      if (this.reader.headless) this.readRow(this.reader, line, fields);
    }
  }

  private readRow(reader: RowReader<T>, line: number, fields: readonly string[]): void {
    const reading = reader.read(fields);
    if ('row' in reading) this.rows.push({ line, row: reading.row });
    else if ('reason' in reading) this.refuse(line, reading.reason);
  }

  private refuse(line: number, reason: string): void {
    if (!this.reader) throw new CsvUnreadable(`The header on line ${line} cannot be read. ${reason}`);
    this.rejected.push({ line, reason });
  }
}

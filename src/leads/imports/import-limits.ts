/** What one import may take. Bind other values to this class to change them. */
export class ImportLimits {
  /** Rows of one file; the import fails beyond, and keeps what came before. */
  readonly rows: number = 10_000_000;
  /** Rows stored by one transaction. */
  readonly batchRows: number = 1_000;
  /** Bad rows that are kept to be shown; all are counted. */
  readonly errorsKept: number = 10_000;
  /** An import whose process has not been heard of for so long is taken for dead. A file that stalls is no silence. */
  readonly silenceMs: number = 15_000;
}

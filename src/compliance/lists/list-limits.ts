/** What one file of numbers may take. Bind other values to this class to change them. */
export class ListLimits {
  /** Lines of one file; the import fails beyond. The whole national registry has about 250 million. */
  readonly rows: number = 300_000_000;
  /** Lines stored by one transaction. Of the company's own list each holds a lock until the transaction ends, so it takes fewer. */
  readonly batchRows: number = 5_000;
  readonly lockedRows: number = 250;
  /** Bad lines that are kept to be shown; all are counted. */
  readonly errorsKept: number = 10_000;
  /** An import whose process has not been heard of for so long is taken for dead. A file that stalls is no silence. */
  readonly silenceMs: number = 15_000;
  /** Numbers of copies out of use cleared away by one statement, and by one round. */
  readonly clearedRows: number = 10_000;
  readonly clearedRounds: number = 20;
}

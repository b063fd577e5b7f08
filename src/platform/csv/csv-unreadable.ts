/** Thrown when a file as a whole cannot be read as CSV; the message tells its owner what to do. */
export class CsvUnreadable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CsvUnreadable';
  }
}

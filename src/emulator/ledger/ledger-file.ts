import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';

/** An append-only file of JSON lines. */
export class LedgerFile {
  private readonly stream: WriteStream;
  private failure: Error | null = null;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.stream = createWriteStream(path, { flags: 'a' });
    this.stream.on('error', (error) => {
      this.failure = error;
    });
  }

  /** Throws when the file could not be written before: a ledger with holes must not pass for a whole one. */
  append(line: unknown): void {
    if (this.failure) throw new Error(`ledger file: ${this.failure.message}`, { cause: this.failure });
    this.stream.write(`${JSON.stringify(line)}\n`);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.stream.end(resolve));
  }
}

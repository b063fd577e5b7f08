import { createHash } from 'node:crypto';
import { CsvUnreadable } from './csv-unreadable';

/** First bytes of files that people upload in place of CSV. */
const FOREIGN: readonly (readonly [bytes: readonly number[], kind: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a spreadsheet or ZIP archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0xff, 0xfe], 'UTF-16 text'],
  [[0xfe, 0xff], 'UTF-16 text'],
];
const LONGEST_SIGNATURE = 4;

/** The bytes of one file on their way to text: counted, hashed and decoded as UTF-8, a byte order mark left out. */
export class CsvText {
  private readonly hash = createHash('sha256');
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private head: Buffer | undefined = Buffer.alloc(0);
  private read = 0;

  get bytesRead(): number {
    return this.read;
  }

  /** Text of the bytes that are complete so far. @throws CsvUnreadable */
  push(bytes: Uint8Array): string {
    this.read += bytes.length;
    this.hash.update(bytes);
    if (!this.head) return this.decode(bytes, true);
    this.head = Buffer.concat([this.head, bytes]);
    return this.head.length < LONGEST_SIGNATURE ? '' : this.begin(true);
  }

  /** The rest. @throws CsvUnreadable */
  end(): string {
    return this.head ? this.begin(false) : this.decode(new Uint8Array(), false);
  }

  /** SHA-256 of everything read; call it once, at the end. */
  digest(): Buffer {
    return this.hash.digest();
  }

  private begin(stream: boolean): string {
    const head = this.head ?? Buffer.alloc(0);
    this.head = undefined;
    const foreign = FOREIGN.find(([signature]) => signature.every((byte, i) => head[i] === byte));
    if (foreign) throw new CsvUnreadable(`The file is ${foreign[1]}; save it as CSV in UTF-8.`);
    return this.decode(head, stream);
  }

  private decode(bytes: Uint8Array, stream: boolean): string {
    const text = this.decoded(bytes, stream);
    if (text.includes('\0')) throw new CsvUnreadable('The file holds NUL characters; it is no text file.');
    return text;
  }

  private decoded(bytes: Uint8Array, stream: boolean): string {
    try {
      return this.decoder.decode(bytes, { stream });
    } catch (error) {
      if (!isDecodingError(error)) throw error;
      throw new CsvUnreadable(
        `The file is not UTF-8 text near byte ${this.read - bytes.length + 1}; save it as CSV in UTF-8.`,
      );
    }
  }
}

function isDecodingError(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ERR_ENCODING_INVALID_ENCODED_DATA'
  );
}

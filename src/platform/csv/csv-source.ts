import { BadUserInput } from '../errors/domain-error';
import { CsvUnreadable } from './csv-unreadable';

const CHUNK = 64 * 1_024;

/** The bytes of a text, in pieces. */
export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

/** The same bytes; a source that breaks off fails as a file that cannot be read, whatever it was that broke it. */
export async function* unbroken(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) yield chunk;
  } catch (error) {
    const reason =
      error instanceof BadUserInput
        ? `The file cannot be read: ${error.message}`
        : 'The upload broke off before its end.';
    throw Object.assign(new CsvUnreadable(reason), { cause: error });
  }
}

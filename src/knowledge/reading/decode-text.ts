import { safeText } from './safe-text';
import { Unreadable } from './unreadable';

/** First bytes of files that are not text. */
const FOREIGN: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'is a PDF; give the kind PDF'],
  [[0x50, 0x4b, 0x03, 0x04], 'is a ZIP archive or an Office file; save it as PDF, HTML or text'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'is an old Office file; save it as PDF, HTML or text'],
  [[0x1f, 0x8b], 'is a gzip archive; unpack it first'],
];

/** Bytes as text: UTF-8, or UTF-16 that says so in its first two bytes. @throws Unreadable for anything else. */
export function decodeText(bytes: Uint8Array): string {
  const foreign = FOREIGN.find(([signature]) => signature.every((byte, at) => bytes[at] === byte));
  if (foreign) throw new Unreadable(`${foreign[1]}.`);
  const text = decoded(bytes);
  if (text.includes('\0'))
    throw new Unreadable('holds NUL characters: it is no text, or UTF-16 without its mark. Save it as UTF-8.');
  return safeText(text);
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (error) {
    if (codeOf(error) !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw new Unreadable('is not UTF-8 text. Save it as UTF-8.');
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
}

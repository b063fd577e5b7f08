import { randomBytes } from 'node:crypto';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Bytes from here up would make the first digits likelier than the others. */
const UNBIASED = 256 - (256 % DIGITS.length);

/** `length` random characters of 0-9A-Za-z; 43 of them hold 256 bits. */
export function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < UNBIASED && text.length < length) text += DIGITS.charAt(byte % DIGITS.length);
    }
  }
  return text;
}

/** A whole number in base 62, padded with zeros to `length`. */
export function toBase62(value: number, length: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / DIGITS.length)) {
    text = DIGITS.charAt(rest % DIGITS.length) + text;
  }
  return text.padStart(length, '0');
}

const CONTROLS = /(?:(?![\t\n])\p{Cc})+/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Nothing to clean in most texts: printable ASCII. */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Text as it may be stored and shown: composed (NFC), without control characters (tab and line feed become blanks in one-line
 * text) and without halves of characters, which PostgreSQL refuses.
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text.trim();
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(CONTROLS, ' ').replace(LONE_SURROGATE, '\uFFFD').trim();
}

/** Clean text on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s\s+|[^\S ]/g, ' ');
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * A value as JSON that PostgreSQL can hold; what JSON does not know becomes null. Its depth has been checked: each level is one
 * on the stack.
 */
export function cleanJson(value: unknown): Json {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((item) => cleanJson(item));
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanLine(key), cleanJson(inner)]));
  }
  return null;
}

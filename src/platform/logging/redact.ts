/** What replaces a secret or a piece of personal data that reached a log message. */
export const HIDDEN = '[hidden]';

const PATTERNS: readonly RegExp[] = [
  /\bBearer\s+[\w.~+/=-]+/gi,
  /\beyJ[\w-]+\.[\w-]+(\.[\w-]+)?/g, // JSON web tokens
  /\b[a-z]{2}_(live|test)_\w+/g, // our API keys
  /\bwhsec_[\w+/=]+/g, // secrets of webhooks
  /\bsk-[\w-]{8,}/g, // keys of model vendors
  /-----BEGIN [A-Z ]+-----[\s\S]*?(-----END [A-Z ]+-----|$)/g,
  /(?<=:\/\/)[^\s/@]+@/g, // user and password inside a URL
  /[\w.+%-]+@[\w-]+(\.[\w-]+)+/g, // email addresses
  /\+\d(?:[\s().-]{0,2}\d){6,14}/g, // phone numbers, E.164 or written out
  /%2B\d{7,15}/gi, // the same inside a URL
];

/** The text with everything that looks like a phone number, an address, a token or a key replaced by `[hidden]`. */
export function redact(text: string): string {
  return PATTERNS.reduce((clean, pattern) => clean.replace(pattern, HIDDEN), text);
}

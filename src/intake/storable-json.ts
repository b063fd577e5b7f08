/** Escapes that JSON knows and PostgreSQL's jsonb refuses: NUL, and halves of characters; JSON.stringify writes whole ones as they are. */
const REFUSED = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi;

/** A JSON value as it came, with the replacement character where jsonb would refuse one. */
export function storableJson<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value).replace(REFUSED, '$1\\ufffd')) as T;
}

const TOKEN = /^[\w.-]{1,60}$/;

/**
 * Kind of a failure for a column or a metric: name of the error and its code, such as `QueryFailedError 23505` or
 * `TooLate`. Never its message, in which a database quotes values and a vendor repeats what it was sent.
 */
export function failureName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code: unknown = Reflect.get(error, 'code');
  const isCode = typeof code === 'number' || (typeof code === 'string' && TOKEN.test(code));
  const name = TOKEN.test(error.name) ? error.name : 'Error';
  return isCode ? `${name} ${code}` : name;
}

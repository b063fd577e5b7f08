/**
 * The system's name for a failure, such as `ENOENT` or `MODULE_NOT_FOUND`. The shape is asked, not the class: errors of
 * Node's own modules are of another realm where tests run.
 */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** The exit code of a program that `execFileSync` ran and that failed. */
export function exitStatus(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined;
}

export function reasonOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return String(message).trim().split('\n')[0] ?? '';
}

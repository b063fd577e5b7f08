import { redact } from './redact';
import type { SafeFields } from './safe-fields';

const MAX_MESSAGE = 500;
const MAX_FRAMES = 20;
const MAX_CAUSES = 3;

/** Attributes of an error that are codes or names of things, never values from a row or a request. */
const CODES = [
  'code',
  'constraint',
  'table',
  'column',
  'schema',
  'routine',
  'syscall',
  'errno',
  'status',
  'statusCode',
];

/**
 * What may be logged of an error: its name, codes, redacted message, stack frames and causes. PostgreSQL quotes values of the
 * offending row in its messages, so whatever stands in quotes is blanked for errors that carry an SQLSTATE.
 */
export function safeError(error: unknown, depth = 0): SafeFields {
  if (!(error instanceof Error)) return { name: typeof error, message: 'A value that is not an error was thrown.' };
  const safe: SafeFields = { name: error.name, message: messageOf(error) };
  for (const key of CODES) {
    const value: unknown = Reflect.get(error, key);
    if (typeof value === 'string' || typeof value === 'number') safe[key] = value;
  }
  const frames = framesOf(error);
  if (frames) safe['stack'] = frames;
  if (error.cause !== undefined && depth < MAX_CAUSES) safe['cause'] = safeError(error.cause, depth + 1);
  if (error instanceof AggregateError && depth < MAX_CAUSES) {
    safe['errors'] = error.errors.slice(0, MAX_CAUSES).map((inner) => safeError(inner, depth + 1));
  }
  return safe;
}

function messageOf(error: Error): string {
  const code: unknown = Reflect.get(error, 'code');
  const fromDatabase = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  const message = fromDatabase ? error.message.replace(/"[^"]*"|'[^']*'|\([^)]*\)/g, '…') : error.message;
  return redact(message).slice(0, MAX_MESSAGE);
}

/** Only the `at …` lines: the head of a stack repeats the message. */
function framesOf(error: Error): string {
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return redact(lines.slice(0, MAX_FRAMES).join('\n'));
}

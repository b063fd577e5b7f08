import { HIDDEN, redact } from './redact';

/**
 * Keys that may appear in a log line. Everything else is counted and dropped, so a new column or payload field stays out of the
 * logs until somebody adds its name here. Values are ids, codes, durations, counts and names of parts of the program: nothing a
 * person said, wrote or can be reached by.
 */
const SAFE_KEYS: ReadonlySet<string> = new Set(
  [
    'event kind type code status state outcome reason level signal ok enabled stage severity',
    'queue job handler listener topic channel gate operation field constraint table component module',
    'service role carrier provider vendor model version migration actor zone jurisdiction purpose',
    'method route port host pid syscall errno attempt attempts count total size line ms sweep neglect',
  ].flatMap((line) => line.split(' ')),
);

/** Keys by their ending: `callId`, `leadIds`, `elapsedMs`, `rowCount`, `inputTokens`. */
const SAFE_ENDINGS = /[a-z0-9](Id|Ids|Sid|Ms|Seconds|Count|Counts|Bytes|Tokens|Attempts|Code|Status|Percent|At)$/;

/** Ids, codes, names and times have this form; sentences, names of people and numbers to dial do not. */
const TOKEN = /^[\w.:/@*-]{1,200}$/;

const MAX_REASON = 200;
const MAX_ITEMS = 20;
const MAX_DEPTH = 3;

export type SafeValue = string | number | boolean | null | SafeFields | readonly SafeValue[];
export interface SafeFields {
  [key: string]: SafeValue;
}

/** The allowed part of `fields`; `dropped` says how many keys were left out. */
export function safeFields(fields: object, depth = 0): SafeFields {
  const safe: SafeFields = {};
  let dropped = 0;
  for (const [key, value] of Object.entries(fields)) {
    const kept =
      key === 'reason' && typeof value === 'string' ? prose(value) : isSafe(key) ? safeValue(value, depth) : undefined;
    if (kept !== undefined) safe[key] = kept;
    else if (value !== undefined) dropped += 1;
  }
  return dropped > 0 ? { ...safe, dropped } : safe;
}

function isSafe(key: string): boolean {
  return SAFE_KEYS.has(key) || SAFE_ENDINGS.test(key);
}

/** A reason is a sentence of ours or of a library, like a message; what it quotes may be anybody's. */
function prose(text: string): string {
  return redact(text.replace(/"[^"]*"/g, '…')).slice(0, MAX_REASON);
}

function safeValue(value: unknown, depth: number): SafeValue | undefined {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return TOKEN.test(redact(value)) ? value : HIDDEN;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (depth >= MAX_DEPTH || typeof value !== 'object') return undefined;
  if (!Array.isArray(value)) return safeFields(value, depth + 1);
  return value.slice(0, MAX_ITEMS).flatMap((item) => safeValue(item, depth + 1) ?? []);
}

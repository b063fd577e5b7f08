import { BadUserInput } from '../errors/domain-error';
import { UUID } from '../values/uuid';

/** Type of a sort key inside a cursor; also the PostgreSQL type its parameter is cast to. */
export type KeyType = 'timestamptz' | 'uuid' | 'text' | 'integer' | 'bigint' | 'numeric' | 'boolean';

/** One sort key of a row, in the order of the sort; the last one is unique. */
export type CursorKey = string | number | bigint | boolean | Date;

/** A sort key as it travels: JSON has neither dates nor big integers. */
export type CursorValue = string | number | boolean;

const INT4 = 2 ** 31;
const MAX_CURSOR_LENGTH = 2_000;

const FITS: Record<KeyType, (value: unknown) => boolean> = {
  timestamptz: (value) => isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && isMoment(value),
  uuid: (value) => isText(value) && UUID.test(value),
  text: (value) => isText(value) && !value.includes('\0'),
  integer: (value) => Number.isInteger(value) && Math.abs(Number(value)) < INT4,
  bigint: (value) => isText(value) && /^-?\d{1,18}$/.test(value),
  numeric: (value) => (typeof value === 'number' && Number.isFinite(value)) || isDecimal(value),
  boolean: (value) => typeof value === 'boolean',
};

/** Opaque position of a row: base64url of the JSON array of its sort keys. */
export function encodeCursor(keys: readonly CursorKey[]): string {
  return Buffer.from(JSON.stringify(keys.map(toValue))).toString('base64url');
}

/** @throws BadUserInput naming `after` unless the cursor holds exactly one value of each type. */
export function decodeCursor(cursor: string, types: readonly KeyType[]): CursorValue[] {
  const values = cursor.length <= MAX_CURSOR_LENGTH ? parse(cursor) : undefined;
  const fits = values?.length === types.length && types.every((type, i) => FITS[type](values[i]));
  if (!values || !fits) throw new BadUserInput('after', 'is not a cursor of this list.');
  return values as CursorValue[];
}

function parse(cursor: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function toValue(key: CursorKey): CursorValue {
  if (key instanceof Date) return key.toISOString();
  return typeof key === 'bigint' ? key.toString() : key;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isMoment(value: string): boolean {
  return !Number.isNaN(Date.parse(value));
}

function isDecimal(value: unknown): boolean {
  return isText(value) && /^-?\d{1,30}(\.\d{1,30})?$/.test(value);
}

import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON, GraphQLTimeZone } from 'graphql-scalars';
import { isDeeperThan, MAX_NESTING } from '../http/nesting';
import { E164 } from '../values/phone-number';

const INTEGER = /^-?\d{1,38}$/;

/** `Date` inside, RFC 3339 with an offset on the way in, always UTC with milliseconds on the way out. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description:
    'A moment: ISO 8601 with an offset on the way in, UTC on the way out, for example 2026-11-20T09:30:00.000Z.',
  serialize: (value) => (isMoment(value) ? value.toISOString() : GraphQLDateTimeISO.serialize(value)),
});

/** A dialable number in E.164. Only the form is checked here; whether the number exists is not. */
export const PhoneNumberScalar = new GraphQLScalarType<string, string>({
  name: 'PhoneNumber',
  description: 'A phone number in E.164, for example +14155550123.',
  specifiedByURL: 'https://www.itu.int/rec/T-REC-E.164',
  serialize: toE164,
  parseValue: toE164,
  parseLiteral: (node) => toE164(stringOf(node)),
});

/** An IANA zone name the runtime knows, for example `Asia/Kolkata`. */
export const TimeZoneScalar = new GraphQLScalarType<string, string>({
  name: 'TimeZone',
  description: 'A time zone of the IANA database, for example Asia/Kolkata.',
  specifiedByURL: 'https://www.iana.org/time-zones',
  serialize: toKnownTimeZone,
  parseValue: toTimeZone,
  parseLiteral: (node) => toTimeZone(stringOf(node)),
});

/** Any JSON value that is not so deep that walking it could exhaust the stack. */
export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  ...GraphQLJSON.toConfig(),
  description: `A JSON value; what is sent may hold lists and objects inside one another ${MAX_NESTING} levels deep.`,
  parseValue: toJson,
  parseLiteral: (node, variables) => toJson(GraphQLJSON.parseLiteral(node, variables)),
});

/**
 * Whole numbers beyond 2^53. Always a decimal string on the way out, so a client never meets a number that JSON has already
 * rounded; integers and decimal strings are accepted on the way in and arrive as `bigint`.
 */
export const BigIntScalar = new GraphQLScalarType<bigint, string>({
  name: 'BigInt',
  description: 'A whole number of any size, sent as a decimal string; an integer or a decimal string is accepted.',
  serialize: (value) => toBigInt(value).toString(),
  parseValue: toBigInt,
  parseLiteral: (node) => toBigInt(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : undefined),
});

/** What nearly every value is; the library looks at more. */
function isMoment(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

function toE164(value: unknown): string {
  if (typeof value === 'string' && E164.test(value)) return value;
  throw new GraphQLError('PhoneNumber must be in E.164, for example +14155550123.');
}

function toJson(value: unknown): unknown {
  if (isDeeperThan(MAX_NESTING, value)) throw new GraphQLError(`JSON is nested more than ${MAX_NESTING} levels deep.`);
  return value;
}

function toTimeZone(value: unknown): string {
  // ECMA-402 also takes offsets such as +05:30 here; they are not zone names.
  if (typeof value !== 'string' || !/^[A-Za-z]/.test(value)) throw new GraphQLError('TimeZone must be an IANA name.');
  return GraphQLTimeZone.parseValue(value);
}

/** Zones that have passed before: asking the runtime takes longer than all the rest of a field. */
const knownTimeZones = new Set<string>();
const MAX_KNOWN_TIME_ZONES = 1_000;

function toKnownTimeZone(value: unknown): string {
  if (typeof value === 'string' && knownTimeZones.has(value)) return value;
  const zone = toTimeZone(value);
  if (knownTimeZones.size < MAX_KNOWN_TIME_ZONES) knownTimeZones.add(zone);
  return zone;
}

function toBigInt(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'string' && INTEGER.test(value)) return BigInt(value);
  throw new GraphQLError('BigInt must be a whole number or a decimal string.');
}

function stringOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING ? node.value : undefined;
}

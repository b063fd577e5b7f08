import { parseArgs } from 'node:util';
import { E164 } from '../../platform/values/phone-number';
import { isTimeZone } from '../zone-clock';
import type { Supposed } from './supposed-question';

export const USAGE = [
  'Usage:',
  '  npm run -s rules -- --vectors FILE                 asks every question of the file and prints what differs',
  '  npm run -s rules -- --explain PHONE --at MOMENT    prints a decision, for example --at 2026-07-07T14:00:00Z',
  '      [--channel ai_voice|human_voice|sms|whatsapp] [--purpose marketing|informational]',
  '      [--state NY] [--country US] [--zone America/New_York] [--line mobile|landline|unknown]',
  '      [--consent pewc|pec|none] [--caller-id PHONE]',
  '  npm run -s rules -- --bench                        prints decisions per second on one core',
].join('\n');

/** Thrown when an argument cannot be used; the message names the option. */
export class InvalidArgument extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidArgument';
  }
}

export type RulesTask =
  | { readonly task: 'VECTORS'; readonly file: string }
  | { readonly task: 'EXPLAIN'; readonly supposed: Supposed }
  | { readonly task: 'BENCH' };

const CHANNELS = { ai_voice: 'AI_VOICE', human_voice: 'HUMAN_VOICE', sms: 'SMS', whatsapp: 'WHATSAPP' } as const;
const PURPOSES = { marketing: 'MARKETING', informational: 'INFORMATIONAL' } as const;
const LINES = { mobile: 'MOBILE', landline: 'LANDLINE', unknown: 'UNKNOWN' } as const;
const CONSENTS = { pewc: 'PEWC', pec: 'PEC', none: null } as const;

/** @throws InvalidArgument naming the option that is missing, unknown or cannot be meant. */
export function rulesTaskOf(args: readonly string[]): RulesTask {
  const values = valuesOf(args);
  const tasks = [values.vectors, values.explain, values.bench].filter((value) => value !== undefined);
  if (tasks.length !== 1) throw new InvalidArgument(`One of --vectors, --explain and --bench is needed.\n${USAGE}`);
  if (values.vectors !== undefined) return { task: 'VECTORS', file: values.vectors };
  if (values.explain === undefined) return { task: 'BENCH' };
  return { task: 'EXPLAIN', supposed: supposedOf(values, values.explain) };
}

type Values = ReturnType<typeof valuesOf>;

function valuesOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        vectors: text,
        explain: text,
        bench: { type: 'boolean' },
        at: text,
        channel: text,
        purpose: text,
        state: text,
        country: text,
        zone: text,
        line: text,
        consent: text,
        'caller-id': text,
      },
    }).values;
  } catch (error) {
    throw new InvalidArgument(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

function supposedOf(values: Values, phone: string): Supposed {
  const callerId = values['caller-id'] === undefined ? null : numberOf('--caller-id', values['caller-id']);
  return {
    phone: numberOf('--explain', phone),
    moment: momentOf(values.at),
    channel: oneOf('--channel', values.channel, CHANNELS, 'ai_voice'),
    purpose: oneOf('--purpose', values.purpose, PURPOSES, 'marketing'),
    line: oneOf('--line', values.line, LINES, 'unknown'),
    consent: oneOf('--consent', values.consent, CONSENTS, 'pewc'),
    state: values.state ?? null,
    country: values.country ?? null,
    zone: zoneOf(values.zone),
    callerId,
  };
}

function numberOf(option: string, value: string): string {
  const number = value.replaceAll(/[\s().-]/g, '');
  if (E164.test(number)) return number;
  throw new InvalidArgument(`${option}: ${JSON.stringify(value)} is no phone number such as +12125552345.`);
}

function zoneOf(value: string | undefined): string | null {
  if (value === undefined) return null;
  if (isTimeZone(value)) return value;
  throw new InvalidArgument(`--zone: ${JSON.stringify(value)} is no time zone such as America/New_York.`);
}

/** ISO 8601 with its distance from UTC, in a year that can be meant. */
function momentOf(value: string | undefined): Date {
  if (value === undefined) throw new InvalidArgument('--at: is needed, for example --at 2026-07-07T14:00:00Z.');
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(value)
    ? new Date(value)
    : null;
  if (!moment || Number.isNaN(moment.getTime()) || isRolledOver(value, moment))
    throw new InvalidArgument(`--at: ${JSON.stringify(value)} is no moment such as 2026-07-07T14:00:00Z.`);
  const year = moment.getUTCFullYear();
  if (year >= 1900 && year < 2200) return moment;
  throw new InvalidArgument(`--at: the year ${year} lies outside 1900 to 2199.`);
}

/** JavaScript takes 30 February for 2 March. */
function isRolledOver(value: string, moment: Date): boolean {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(value);
  const minutes = offset ? (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -1 : 1) : 0;
  return !new Date(moment.getTime() + minutes * 60_000).toISOString().startsWith(value.slice(0, 10));
}

function oneOf<T>(option: string, value: string | undefined, known: Readonly<Record<string, T>>, fallback: string): T {
  const found = Object.entries(known).find(([name]) => name === (value ?? fallback));
  if (found) return found[1];
  throw new InvalidArgument(`${option}: ${JSON.stringify(value)} is none of ${Object.keys(known).join(', ')}.`);
}

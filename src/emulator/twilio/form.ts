import type { CallRequest, Endpoint, HttpMethod } from '../ledger/call-record';
import { RestError } from './rest-error';

/** A parsed form body: `express.urlencoded({ extended: false })` makes lists of repeated keys. */
export type Form = Record<string, string | string[] | undefined>;

const events = ['initiated', 'ringing', 'answered', 'completed'] as const;

/** Lists are repeated keys; `key[]` means nothing to the service, which here is an error instead of a silence. */
export function formOf(body: unknown): Form {
  const form = (body ?? {}) as Form;
  const bracketed = Object.keys(form).find((name) => name.endsWith('[]'));
  if (bracketed)
    throw new RestError(400, 20001, `${bracketed} is no parameter: repeat ${bracketed.slice(0, -2)} instead`);
  return form;
}

export function text(form: Form, name: string): string | null {
  const value = form[name];
  const last = Array.isArray(value) ? value[value.length - 1] : value;
  return last === undefined || last === '' ? null : last;
}

export function texts(form: Form, name: string): string[] {
  const value = form[name];
  if (value === undefined || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

/** An integer clamped to its range. Throws 20001 when it is no number. */
export function integer(form: Form, name: string, range: { low: number; high: number; otherwise: number }): number {
  const value = text(form, name);
  if (value === null) return range.otherwise;
  if (!/^\d+$/.test(value)) throw new RestError(400, 20001, `${name} must be a whole number`);
  return Math.min(range.high, Math.max(range.low, Number(value)));
}

export function oneOf<T extends string>(form: Form, name: string, allowed: readonly T[]): T | null {
  const value = text(form, name);
  if (value === null) return null;
  const match = allowed.find((item) => item.toLowerCase() === value.toLowerCase());
  if (!match) throw new RestError(400, 20001, `${name} must be one of ${allowed.join(', ')}`);
  return match;
}

/** An address with its method. Twilio refuses host names holding an underscore. */
export function endpoint(form: Form, name: string, methodName: string, code: number): Endpoint | null {
  const url = text(form, name);
  if (url === null) return null;
  if (!isWebAddress(url)) throw new RestError(400, code, `${name} is not a valid URL: ${url}`);
  return { url, method: method(form, methodName) };
}

function method(form: Form, name: string): HttpMethod {
  return oneOf(form, name, ['POST', 'GET']) ?? 'POST';
}

export function isWebAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' && !hostname.includes('_');
}

/** What a live call may be told to run next: `Url` with its method, or inline `Twiml`. Null when neither is given. */
export function document(form: Form): CallRequest['answer'] | null {
  const url = endpoint(form, 'Url', 'Method', 21205);
  if (url) return url;
  const twiml = text(form, 'Twiml');
  if (twiml === null) return null;
  if (twiml.length > 4_000) throw new RestError(400, 20001, 'Twiml must not be longer than 4000 characters');
  return { twiml };
}

/** Which events the caller subscribed to; only the final one unless said otherwise. */
export function subscribedEvents(form: Form): readonly string[] {
  const named = texts(form, 'StatusCallbackEvent');
  const unknown = named.find((value) => !events.some((event) => event === value));
  if (unknown !== undefined) throw new RestError(400, 21626, `Invalid StatusCallbackEvent: ${unknown}`);
  return named.length ? named : ['completed'];
}

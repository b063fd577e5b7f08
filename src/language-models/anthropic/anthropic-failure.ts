import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from '@anthropic-ai/sdk';
import { networkCodeOf, neverSent } from '../../platform/http/never-sent';
import { ModelFailure, ModelUnavailable } from '../language-models.errors';

/** A request waits at least this long when only a person can help: a wrong key, an unpaid bill, an unknown model. */
const NEEDS_A_PERSON_MS = 60_000;
const NEEDS_A_PERSON: ReadonlySet<number> = new Set([400, 401, 402, 403, 404, 413, 422]);

/** A gateway gave up waiting: the model behind it may have gone on and charged. */
const MAY_HAVE_RUN: ReadonlySet<number> = new Set([408, 504]);

/** What undici throws for a connection that ends in mid-answer, and the SDK for a frame that is not JSON; known by name, as they are nobody's class. */
const BROKEN_STREAM: ReadonlySet<unknown> = new Set(['TypeError', 'SyntaxError']);

/**
 * What a failed request means for us. Errors answered with a status are not charged. A stream that breaks throws a plain
 * TypeError, and an error inside a stream has no status: both may have been charged.
 * @param now for a `retry-after` given as a date.
 */
export function toModelFailure(error: unknown, now: Date): ModelFailure {
  if (error instanceof ModelFailure) return error;
  if (error instanceof APIUserAbortError) return new ModelUnavailable({ spent: 'UNKNOWN', reason: 'aborted' });
  if (error instanceof APIConnectionTimeoutError) return new ModelUnavailable({ spent: 'UNKNOWN', reason: 'timeout' });
  if (error instanceof APIConnectionError) return connectionFailure(error);
  if (error instanceof APIError) return apiFailure(error, now);
  if (BROKEN_STREAM.has(nameOf(error))) return new ModelUnavailable({ spent: 'UNKNOWN', reason: 'broken_stream' });
  throw error;
}

function nameOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'name') : undefined;
}

function connectionFailure(error: Error): ModelUnavailable {
  const reason = networkCodeOf(error) ?? 'connection_error';
  return new ModelUnavailable({ spent: neverSent(error) ? 'NOTHING' : 'UNKNOWN', reason });
}

function apiFailure(error: InstanceType<typeof APIError>, now: Date): ModelUnavailable {
  const status: number | undefined = error.status;
  const reason = error.type ?? (status === undefined ? 'stream_error' : `http_${status}`);
  if (status === undefined) return new ModelUnavailable({ spent: 'UNKNOWN', reason });
  const retryAfterMs = retryAfterOf(error.headers, now) ?? (NEEDS_A_PERSON.has(status) ? NEEDS_A_PERSON_MS : undefined);
  return new ModelUnavailable({ spent: MAY_HAVE_RUN.has(status) ? 'UNKNOWN' : 'NOTHING', reason, retryAfterMs });
}

/** `retry-after-ms`, else `retry-after` in seconds or as an HTTP date (RFC 9110 section 10.2.3); 0 and nonsense say nothing. */
function retryAfterOf(headers: Headers | undefined, now: Date): number | undefined {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (ms > 0) return ms;
  const text = headers?.get('retry-after') ?? '';
  const seconds = Number(text);
  const wait = text === '' || !Number.isNaN(seconds) ? seconds * 1_000 : Date.parse(text) - now.getTime();
  return wait > 0 ? wait : undefined;
}

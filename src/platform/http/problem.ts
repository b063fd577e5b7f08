import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { BadUserInput, DomainError, type ErrorCode, RateLimited } from '../errors/domain-error';
import { type FieldProblem, InvalidInput } from './invalid-input';

/** RFC 9457 problem details, with our code, the request id and the fields to blame as extension members. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId?: string;
  readonly errors?: readonly FieldProblem[];
}

const STATUS_OF: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  INTERNAL: 500,
};

/** Code and sentence for refusals that come from the framework, whose own texts repeat what the caller sent. */
const BY_STATUS: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  400: ['BAD_REQUEST', 'The request could not be read.'],
  401: ['UNAUTHENTICATED', 'Sign in or present a valid API key.'],
  403: ['FORBIDDEN', 'You are not allowed to do this.'],
  404: ['NOT_FOUND', 'There is nothing here.'],
  405: ['METHOD_NOT_ALLOWED', 'This method is not allowed here.'],
  408: ['REQUEST_TIMEOUT', 'The request took too long to arrive.'],
  409: ['CONFLICT', 'The state of things forbids this.'],
  413: ['PAYLOAD_TOO_LARGE', 'The request body is too large.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'This media type or encoding is not supported.'],
  429: ['RATE_LIMITED', 'Too many requests; try again later.'],
  503: ['UNAVAILABLE', 'Not available at the moment; try again.'],
};

/** What a client may know of an error; anything unforeseen is a 500 without a word about its cause. */
export function problemOf(error: unknown, requestId?: string): Problem {
  if (error instanceof DomainError && error.code !== 'INTERNAL') {
    return problem(STATUS_OF[error.code], error.code, error.message, { requestId, errors: fieldsOf(error) });
  }
  const status = statusOf(error);
  const known = BY_STATUS[status];
  if (known) return problem(status, known[0], known[1], { requestId });
  if (status >= 400 && status < 500) return problem(status, 'BAD_REQUEST', 'The request was refused.', { requestId });
  return problem(500, 'INTERNAL', 'Something went wrong on our side.', { requestId });
}

/** Seconds after which a refused caller may come back. */
export function retryAfterOf(error: unknown): number | undefined {
  return error instanceof RateLimited ? error.retryAfterSeconds : undefined;
}

/** The fields an error blames. */
export function fieldsOf(error: DomainError): readonly FieldProblem[] | undefined {
  if (error instanceof InvalidInput) return error.problems;
  if (!(error instanceof BadUserInput)) return undefined;
  return [{ field: error.field, message: error.message.replace(`${error.field}: `, '') }];
}

interface Extensions {
  readonly requestId: string | undefined;
  readonly errors?: readonly FieldProblem[] | undefined;
}

function problem(status: number, code: string, detail: string, extensions: Extensions): Problem {
  return {
    type: `urn:callwright:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    ...(extensions.requestId ? { requestId: extensions.requestId } : {}),
    ...(extensions.errors ? { errors: extensions.errors } : {}),
  };
}

/** Nest's exceptions, and the errors of Express's own middleware, which carry a `status` and say whether it may be shown. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error) || Reflect.get(error, 'expose') !== true) return 500;
  const status: unknown = Reflect.get(error, 'status');
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

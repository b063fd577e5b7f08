import { HttpException, Logger } from '@nestjs/common';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { findContext } from '../context/request-context';
import { DomainError, RateLimited } from '../errors/domain-error';
import { fieldsOf, problemOf } from '../http/problem';
import { DeadlineExceeded } from './deadline';
import { OPERATION_LIMITS } from './limits';

/** Refusals of the request itself, before any resolver ran; their messages speak of the document and its variables only. */
const REQUEST_CODES: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'RATE_LIMITED',
]);

const SUGGESTION = / ?Did you mean .+\?$/s;

interface ShownError {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Turns errors into what a client may see, the same over HTTP and over sockets. */
export class ClientErrors {
  private readonly logger = new Logger('GraphQL');

  /** `hideSchema` leaves out the names the validator suggests, which would spell out the schema. */
  constructor(private readonly hideSchema: boolean) {}

  /** At most as many as may be returned. */
  all(errors: readonly GraphQLError[]): GraphQLFormattedError[] {
    return errors.slice(0, OPERATION_LIMITS.errors).map((error) => this.one(error));
  }

  /** `code` is the one the server gave a refusal of the request itself. */
  one(error: GraphQLError, code = error.extensions['code']): GraphQLFormattedError {
    const shown = this.shown(error, code);
    const requestId = findContext()?.requestId;
    const { locations, path } = error.toJSON();
    return {
      message: shown.message,
      ...(locations ? { locations } : {}),
      ...(path ? { path } : {}),
      extensions: { ...shown.extensions, ...(requestId ? { requestId } : {}) },
    };
  }

  private shown(error: GraphQLError, code: unknown): ShownError {
    if (!error.path && REQUEST_CODES.has(code)) {
      return { message: this.hideSchema ? error.message.replace(SUGGESTION, '') : error.message, extensions: { code } };
    }
    const cause = causeOf(error);
    const fault = cause instanceof DomainError && cause.code !== 'INTERNAL' ? domainFault(cause) : httpFault(cause);
    if (fault) return fault;
    this.logger.error('A GraphQL operation failed', cause);
    const message = cause instanceof DeadlineExceeded ? cause.message : 'Internal error';
    return { message, extensions: { code: 'INTERNAL' } };
  }
}

/** The error a resolver threw, below the wrappings of the executor. */
function causeOf(error: GraphQLError): Error {
  let cause: Error = error;
  while ('originalError' in cause && cause.originalError instanceof Error) cause = cause.originalError;
  return cause;
}

function domainFault(error: DomainError): ShownError {
  const fields = fieldsOf(error);
  return {
    message: error.message,
    extensions: {
      code: error.code,
      ...(fields?.[0] ? { field: fields[0].field, fields } : {}),
      ...(error instanceof RateLimited ? { retryAfterSeconds: error.retryAfterSeconds } : {}),
    },
  };
}

/** Exceptions of Nest's own guards and pipes, in our words. */
function httpFault(error: Error): ShownError | undefined {
  if (!(error instanceof HttpException) || error.getStatus() >= 500) return undefined;
  const { code, detail } = problemOf(error);
  if (code !== 'BAD_REQUEST') return { message: detail, extensions: { code } };
  return { message: 'An argument cannot be used.', extensions: { code: 'BAD_USER_INPUT' } };
}

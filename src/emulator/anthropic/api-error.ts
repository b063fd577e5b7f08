import { randomBytes } from 'node:crypto';
import type { Response } from 'express';

const types: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
};

/** A refusal in the shape of the Messages API. */
export class ApiError extends Error {
  readonly type: string;

  constructor(
    /** HTTP status. */
    readonly status: number,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
    this.type = types[status] ?? 'api_error';
  }
}

export function invalid(message: string): ApiError {
  return new ApiError(400, message);
}

export function requestId(): string {
  return `req_emu_${randomBytes(10).toString('hex')}`;
}

export function sendApiError(response: Response, error: ApiError): void {
  response
    .status(error.status)
    .set(error.headers)
    .json({
      type: 'error',
      error: { type: error.type, message: error.message },
      request_id: response.get('request-id'),
    });
}

import type { Response } from 'express';

/** A refusal in the shape of Twilio's REST API. */
export class RestError extends Error {
  constructor(
    /** HTTP status. */
    readonly status: number,
    /** Number in Twilio's error dictionary. */
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export function notFound(path: string): RestError {
  return new RestError(404, 20404, `The requested resource ${path} was not found`);
}

export function sendRestError(response: Response, error: RestError): void {
  response.status(error.status).json({
    code: error.code,
    message: error.message,
    more_info: `https://www.twilio.com/docs/errors/${error.code}`,
    status: error.status,
  });
}

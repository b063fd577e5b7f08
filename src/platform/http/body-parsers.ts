import type { IncomingMessage } from 'node:http';
import { json, urlencoded, type RequestHandler } from 'express';

/** Longest request body, in bytes; uploads are streamed and have their own limit. */
export const BODY_LIMIT = 100 * 1_024;
export const WEBHOOK_BODY_LIMIT = 256 * 1_024;

/**
 * Parsers of JSON and form bodies up to `limit` bytes. The exact bytes are kept in `request.rawBody`, because providers sign
 * bytes and not objects.
 */
export function bodyParsers(limit: number): RequestHandler[] {
  return [
    json({ limit, verify: keepRawBody, type: ['application/json', 'application/*+json'] }),
    urlencoded({ limit, verify: keepRawBody, extended: false }),
  ];
}

function keepRawBody(request: IncomingMessage, _response: unknown, body: Buffer): void {
  Object.assign(request, { rawBody: body });
}

import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { runInContext } from '../context/request-context';

/** An id of ours or of a proxy: letters, digits and a few signs, so it can stand in a header and a log line unescaped. */
const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

/** Opens the ambient context of a request and answers its id in `X-Request-Id`; an inbound id is kept when it looks like one. */
export function requestContext(): RequestHandler {
  return (request, response, next) => {
    const inbound = request.get('x-request-id');
    const requestId = inbound && REQUEST_ID.test(inbound) ? inbound : randomUUID();
    response.setHeader('X-Request-Id', requestId);
    runInContext({ requestId }, next);
  };
}

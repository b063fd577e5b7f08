import type { RequestHandler } from 'express';
import type { ClientErrors } from './client-errors';
import { lengthRefusal } from './limits';

/** Refuses documents too long to be parsed, before the server sees them. */
export function refuseLongQueries(clientErrors: ClientErrors): RequestHandler {
  return (request, response, next) => {
    const refused = lengthRefusal(queryIn(request.body)) ?? lengthRefusal(request.query['query']);
    if (refused) response.status(400).json({ errors: [clientErrors.one(refused)] });
    else next();
  };
}

function queryIn(body: unknown): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, 'query') : undefined;
}

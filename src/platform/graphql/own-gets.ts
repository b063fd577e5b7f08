import type { RequestHandler } from 'express';
import type { AppConfig } from '../config/config';
import { allowedOrigins } from '../http/allowed-origins';

/**
 * Lets queries by GET through the server's forgery check unless the page of another site sent them: browsers say so themselves
 * (`Sec-Fetch-Site`, `Origin`). Only queries run by GET, and nobody is known by a cookie, so little could be forged anyway.
 */
export function trustOwnGets(config: Pick<AppConfig, 'publicUrl' | 'corsOrigins'>): RequestHandler {
  const origins = new Set(allowedOrigins(config));
  return (request, _response, next) => {
    const { origin, 'sec-fetch-site': site } = request.headers;
    const isOwn = origin ? origins.has(origin) : site === undefined || site === 'same-origin' || site === 'none';
    if (request.method === 'GET' && isOwn) request.headers['apollo-require-preflight'] = 'true';
    next();
  };
}

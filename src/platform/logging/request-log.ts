import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import { findContext, type RequestContext } from '../context/request-context';
import type { AppLogger } from './app-logger';

/** Asked every few seconds by machines; logging the good answers would drown the rest. */
const QUIET_ROUTES = /^\/(health|metrics)(\/|$)/;

/** What Express adds to a request, as far as a log line needs it. */
interface RoutedRequest extends IncomingMessage {
  readonly route?: { readonly path?: unknown };
  readonly originalUrl?: string;
}

const contextOf = new WeakMap<IncomingMessage, RequestContext>();

/**
 * One line per answered request: method, route pattern, status, milliseconds, request id, tenant, kind of actor. Never the URL
 * itself, whose path and query are the caller's words.
 */
export function requestLog(logger: AppLogger): RequestHandler {
  const log = pinoHttp({
    logger: logger.pino,
    quietReqLogger: true,
    quietResLogger: true,
    wrapSerializers: false,
    customAttributeKeys: { reqId: 'requestId', responseTime: 'ms' },
    serializers: { req: () => undefined },
    genReqId: (request) => contextOf.get(request)?.requestId ?? '',
    customLogLevel: (request, response) => levelOf(request, response),
    customSuccessObject: (request, response, timing: { ms: number }) => factsOf(request, response, timing.ms),
    customErrorObject: (request, response, _error, timing: { ms: number }) => factsOf(request, response, timing.ms),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
  });
  return (request, response, next) => {
    const context = findContext();
    if (context) contextOf.set(request, context);
    log(request, response, next);
  };
}

/** The pattern that matched (`/webhooks/:provider`), never the words of the caller. */
export function routeOf(request: RoutedRequest): string {
  const pattern = request.route?.path;
  if (typeof pattern === 'string') return pattern;
  return /^\/(graphql|playground)(?=[/?]|$)/.exec(request.originalUrl ?? '')?.[0] ?? 'unmatched';
}

function levelOf(request: IncomingMessage, response: ServerResponse): 'silent' | 'info' | 'warn' | 'error' {
  // Said on purpose, by a probe or while leaving.
  if (response.statusCode === 503) return 'warn';
  if (response.statusCode >= 500) return 'error';
  return QUIET_ROUTES.test(routeOf(request)) ? 'silent' : 'info';
}

function factsOf(request: IncomingMessage, response: ServerResponse, ms: number): object {
  const context = contextOf.get(request);
  return {
    method: request.method,
    route: routeOf(request),
    status: response.statusCode,
    ms,
    ...(context?.tenantId ? { tenantId: context.tenantId } : {}),
    ...(context?.actor ? { actor: context.actor.kind } : {}),
  };
}

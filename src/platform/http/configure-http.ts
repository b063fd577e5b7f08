import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import { AppConfig } from '../config/config';
import { AppLogger } from '../logging/app-logger';
import { requestLog } from '../logging/request-log';
import { Metrics } from '../metrics/metrics';
import { allowedOrigins } from './allowed-origins';
import { BODY_LIMIT, bodyParsers, WEBHOOK_BODY_LIMIT } from './body-parsers';
import { httpMetrics } from './http-metrics';
import { InputPipe } from './input.pipe';
import { ProblemFilter } from './problem.filter';
import { requestContext } from './request-context.middleware';
import { roleRoutes } from './role-routes';
import { securityHeaders } from './security-headers';
import { ShutdownState } from './shutdown-state';

/** A gigabyte over a slow line takes a while; idle connections outlive the 60 s of common load balancers. */
const REQUEST_TIMEOUT_MS = 30 * 60_000;
const KEEP_ALIVE_MS = 65_000;

/** Everything an HTTP application of ours has before its routes; call it once, before `init` or `listen`. */
export function configureHttp(app: NestExpressApplication): void {
  const config = app.get(AppConfig);
  app.useLogger(app.get(AppLogger));
  app.disable('x-powered-by');
  // Nothing we answer is asked for again under a condition, and hashing a page of leads takes longer than sending it.
  app.disable('etag');
  app.set('trust proxy', config.trustProxyHops);
  app.use(requestContext(), requestLog(app.get(AppLogger)), httpMetrics(app.get(Metrics)));
  app.use(dropKeepAlive(app.get(ShutdownState)), securityHeaders(config));
  app.use(roleRoutes(config));
  app.enableCors({
    origin: allowedOrigins(config),
    credentials: true,
    exposedHeaders: ['X-Request-Id', 'Retry-After'],
    maxAge: 600,
  });
  app.use('/webhooks', ...bodyParsers(WEBHOOK_BODY_LIMIT));
  app.use(...bodyParsers(BODY_LIMIT));
  app.useGlobalPipes(new InputPipe());
  app.useGlobalFilters(new ProblemFilter());
  const server: Server = app.getHttpServer();
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
}

/** While shutting down every answer is the last of its connection, so load balancers go elsewhere. */
function dropKeepAlive(shutdown: ShutdownState): RequestHandler {
  return (_request, response, next) => {
    if (shutdown.isShuttingDown) response.setHeader('Connection', 'close');
    next();
  };
}

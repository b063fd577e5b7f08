import type { RequestHandler } from 'express';
import { monotonicMs } from '../clock/clock';
import { routeOf } from '../logging/request-log';
import type { Metrics } from '../metrics/metrics';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Times every answered request by method, route pattern and status. */
export function httpMetrics(metrics: Metrics): RequestHandler {
  const duration = metrics.histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
  return (request, response, next) => {
    const began = monotonicMs();
    response.once('finish', () => {
      const method = METHODS.has(request.method) ? request.method : 'OTHER';
      const labels = { method, route: routeOf(request), status: response.statusCode };
      duration.observe(labels, (monotonicMs() - began) / 1_000);
    });
    next();
  };
}

import type { RequestHandler } from 'express';
import type { AppConfig } from '../config/config';

const EVERYWHERE = ['/health', '/metrics'];
/** What a process that does not serve the API answers: a worker its probes, a media process the carrier's questions too. */
const PATHS = { worker: EVERYWHERE, media: [...EVERYWHERE, '/webhooks/twilio'] } as const;

/** Leaves only the routes of the process's role; the API role has them all. */
export function roleRoutes({ role }: Pick<AppConfig, 'role'>): RequestHandler {
  const paths: readonly string[] | undefined = role === 'worker' || role === 'media' ? PATHS[role] : undefined;
  return (request, response, next) => {
    if (!paths || paths.some((path) => request.path === path || request.path.startsWith(`${path}/`))) next();
    else response.status(404).type('application/problem+json').send(NOT_HERE);
  };
}

const NOT_HERE = JSON.stringify({
  type: 'about:blank',
  title: 'Not Found',
  status: 404,
  detail: 'There is nothing here.',
  code: 'NOT_FOUND',
});

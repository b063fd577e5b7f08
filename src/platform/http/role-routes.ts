import { NotFoundException } from '@nestjs/common';
import type { RequestHandler } from 'express';
import type { AppConfig } from '../config/config';

const EVERYWHERE = ['/health', '/metrics'];
/** What a process that does not serve the API answers: a worker its probes, a media process the carrier's questions too. */
const PATHS = { worker: EVERYWHERE, media: [...EVERYWHERE, '/webhooks/twilio'] } as const;

/** Whether a process of this role answers under `path`, be it a request or an upgrade; the API role has every path. */
export function answersAt(role: AppConfig['role'], path: string): boolean {
  if (role !== 'worker' && role !== 'media') return true;
  return PATHS[role].some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/** Leaves only the routes of the process's role; any other is answered as one that does not exist. */
export function roleRoutes({ role }: Pick<AppConfig, 'role'>): RequestHandler {
  return (request, _response, next) => {
    next(answersAt(role, request.path) ? undefined : new NotFoundException());
  };
}

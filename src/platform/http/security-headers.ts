import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { AppConfig } from '../config/config';

/**
 * Security headers of every answer. Over plain http two of helmet's defaults would break the page itself and are left out:
 * `upgrade-insecure-requests`, and HSTS, which browsers ignore there (RFC 6797 section 8.1).
 */
export function securityHeaders(config: Pick<AppConfig, 'publicUrl' | 'graphqlPlayground'>): RequestHandler {
  const secure = config.publicUrl.startsWith('https:');
  const socketOrigin = new URL(config.publicUrl).origin.replace(/^http/, 'ws');
  const strict = helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        connectSrc: ["'self'", socketOrigin],
        imgSrc: ["'self'", 'data:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: secure ? [] : null,
      },
    },
    strictTransportSecurity: secure,
  });
  // The playground is a page of its vendor with inline scripts; it exists outside production only.
  const playground = helmet({ contentSecurityPolicy: false, strictTransportSecurity: secure });
  return (request, response, next) => {
    const relaxed = config.graphqlPlayground && /^\/playground(\/|$)/.test(request.path);
    (relaxed ? playground : strict)(request, response, next);
  };
}

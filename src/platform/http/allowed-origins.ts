import type { AppConfig } from '../config/config';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1'];

/** Origins whose pages may call the API: our own and those configured. A program on loopback answers to both of its names. */
export function allowedOrigins(config: Pick<AppConfig, 'publicUrl' | 'corsOrigins'>): string[] {
  const own = new URL(config.publicUrl);
  const names = LOOPBACK_NAMES.includes(own.hostname) ? LOOPBACK_NAMES : [own.hostname];
  const origins = names.map((name) => `${own.protocol}//${name}${own.port ? `:${own.port}` : ''}`);
  return [...new Set([...origins, ...config.corsOrigins])];
}

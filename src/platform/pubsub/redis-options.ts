import type { RedisOptions } from 'ioredis';

/** ioredis options of a redis:// or rediss:// URL; reconnects for ever with a delay of at most 2 s. */
export function redisOptions(url: string): RedisOptions {
  const { hostname, port, username, password, pathname, protocol } = new URL(url);
  return {
    host: hostname,
    port: port === '' ? 6379 : Number(port),
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    db: Number(pathname.slice(1) || 0),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), 2_000),
    // A replica promoted elsewhere answers READONLY: connect again and ask the new master.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
  };
}

import type { IncomingMessage } from 'node:http';

/**
 * Address of the client behind `hops` trusted proxies, each of which appended the address it saw to `X-Forwarded-For`. Entries
 * further left are the client's own words and are not believed.
 */
export function clientAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, hops: number): string {
  const header = request.headers['x-forwarded-for'];
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((entry) => entry.trim());
  const seen = [request.socket.remoteAddress ?? '', ...forwarded.filter(Boolean).reverse()];
  return seen[Math.min(hops, seen.length - 1)] ?? '';
}

/** Sends one request again and again over connections that stay open. A process of its own. */
import { Pool } from 'undici';
import type { ClientOrder, ClientReport } from './graphql-order';

async function send(order: ClientOrder): Promise<ClientReport> {
  const { origin, pathname } = new URL(order.url);
  const pool = new Pool(origin, { connections: order.connections, pipelining: 1 });
  const took: number[] = [];
  let left = order.requests;
  let bytes = 0;
  const one = async (): Promise<void> => {
    const began = performance.now();
    const { statusCode, body } = await pool.request({
      path: pathname,
      method: 'POST',
      headers: order.headers,
      body: order.body,
    });
    const answer = await body.text();
    took.push(performance.now() - began);
    bytes = answer.length;
    if (statusCode !== 200 || answer.includes('"errors"')) throw new Error(`${statusCode}: ${answer.slice(0, 300)}`);
  };
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await one();
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: order.connections }, lane));
  const seconds = (performance.now() - began) / 1_000;
  await pool.close();
  took.sort((a, b) => a - b);
  const at = (share: number): number => took[Math.floor(share * (took.length - 1))] ?? 0;
  return { seconds, p50Ms: at(0.5), p95Ms: at(0.95), bytes };
}

process.on('message', (order: ClientOrder) => {
  send(order).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

process.send?.('ready');

/**
 * A program that owns embedded services, to be killed by a test: starts them, prints one line of JSON, stays.
 * On SIGINT it asks both servers for an answer before it stops them in order, and exits with 0.
 * Arguments: data folder, `ephemeral` or `persistent`.
 */
import Redis from 'ioredis';
import { startEmbeddedServices } from '../../../src/platform/embedded/embedded-services';
import { withClient } from '../../support/administration';

async function main(dataDir: string, mode: string): Promise<void> {
  const services = await startEmbeddedServices({
    dataDir,
    ephemeral: mode === 'ephemeral',
    postgres: true,
    redis: true,
  });
  const { databaseUrl = '', redisUrl = '' } = services;
  const alive = setInterval(() => undefined, 60_000);
  process.once('SIGINT', () => {
    const redis = new Redis(redisUrl);
    void withClient(databaseUrl, (client) => client.query('SELECT 1'))
      .then(() => redis.ping())
      .then(() => redis.disconnect())
      .then(() => services.stop())
      .then(() => clearInterval(alive));
  });
  process.stdout.write(`${JSON.stringify({ databaseUrl, redisUrl })}\n`);
}

void main(process.argv[2] ?? '', process.argv[3] ?? '');

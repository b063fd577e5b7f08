import { generateKeyPairSync } from 'node:crypto';
import { type AppConfig, loadConfig } from '../../src/platform/config/config';
import type { ClonedDatabase, RedisNamespace } from './test-services';

const { privateKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

export const TEST_TWILIO = {
  TWILIO_ACCOUNT_SID: `AC${'0123456789abcdef'.repeat(2)}`,
  TWILIO_AUTH_TOKEN: 'emulator-auth-token',
  TWILIO_FROM_NUMBER: '+14155550100',
};

/** Variables of a program under test on `database` and `redis`; `overrides` win. */
export function testEnvironment(
  database: ClonedDatabase,
  redis: RedisNamespace,
  overrides: Record<string, string | undefined> = {},
): Record<string, string | undefined> {
  return {
    NODE_ENV: 'test',
    ROLE: 'all',
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
    DATABASE_URL: database.ownerUrl,
    DATABASE_ROLE_SECRET: database.roleSecret,
    DATABASE_POOL_SIZE: '10',
    REDIS_URL: redis.url,
    REDIS_PREFIX: redis.prefix,
    JWT_PRIVATE_KEY: privateKey,
    SECRET_KEY: 'a-secret-of-the-tests-that-is-long-enough-1234',
    CARRIER_CALLS_PER_SECOND: '1000',
    MIGRATE_ON_START: 'false',
    ...overrides,
  };
}

export function testConfig(
  database: ClonedDatabase,
  redis: RedisNamespace,
  overrides?: Record<string, string | undefined>,
): AppConfig {
  // A program that starts beside another worker of the tests may not come to hear the database for seconds.
  return loadConfig(testEnvironment(database, redis, { DATABASE_CONNECT_TIMEOUT_MS: '20000', ...overrides }));
}

import { EmbeddedServices } from '../../src/platform/embedded/embedded-services';

/** What one run of the tests shares, handed to the test workers through environment variables. */
export interface TestEnvironment {
  /** Owner of the server; its database is used for administration only. */
  databaseUrl: string;
  /** Migrated database that test files clone; nobody can connect to it. */
  template: string;
  redisUrl: string;
}

/** Secret from which the passwords of the program's database roles are derived, the same in every run. */
export const TEST_ROLE_SECRET = 'role-secret-of-the-tests-0123456789';

export function readTestEnvironment(env: NodeJS.ProcessEnv = process.env): TestEnvironment {
  return {
    databaseUrl: required(env, 'TEST_DATABASE_URL'),
    template: required(env, 'TEST_DATABASE_TEMPLATE'),
    redisUrl: required(env, 'TEST_REDIS_URL'),
  };
}

export function publishTestEnvironment({ databaseUrl, template, redisUrl }: TestEnvironment): void {
  Object.assign(process.env, {
    TEST_DATABASE_URL: databaseUrl,
    TEST_DATABASE_TEMPLATE: template,
    TEST_REDIS_URL: redisUrl,
  });
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set: run the tests through test/jest.config.cjs`);
  return value;
}

/** Setup and teardown are loaded apart by Jest and share nothing but the process. */
export interface RunningTestServices {
  services: EmbeddedServices;
  environment: TestEnvironment;
}

const slot = globalThis as { callwrightTestServices?: RunningTestServices | undefined };

export function keepRunning(running: RunningTestServices): void {
  slot.callwrightTestServices = running;
}

/** What the setup started, once: undefined for the second caller. */
export function takeRunning(): RunningTestServices | undefined {
  const running = slot.callwrightTestServices;
  slot.callwrightTestServices = undefined;
  return running;
}

export function isRunning(): boolean {
  return slot.callwrightTestServices !== undefined;
}

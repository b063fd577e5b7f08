import { join } from 'node:path';
import { repositoryRoot } from './repository-root';

/** The account under which the program and the emulator know each other. */
export const CARRIER_ACCOUNT = { sid: `AC${'0'.repeat(32)}`, authToken: 'emulator-auth-token' } as const;

export interface ProgramSurroundings {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly emulatorUrl: string;
  /** Where the program keeps the keys it makes for itself. */
  readonly dataDir: string;
  readonly clockOffsetMs: number;
}

/** Where the demonstration keeps its keys and logs. */
export function demoFolder(): string {
  return join(repositoryRoot(), '.data', 'demo');
}

/**
 * What the program is told: the real adapters, pointed at the emulator. Sweeps and reconciliation are as quick as the emulator's
 * time; the carrier takes fifty calls a second, as a large account does.
 */
export function programEnvironment(around: ProgramSurroundings): Record<string, string> {
  return {
    NODE_ENV: 'development',
    ROLE: 'all',
    LOG_LEVEL: 'warn',
    DATA_DIR: around.dataDir,
    DATABASE_URL: around.databaseUrl,
    DATABASE_POOL_SIZE: '20',
    REDIS_URL: around.redisUrl,
    TWILIO_ACCOUNT_SID: CARRIER_ACCOUNT.sid,
    TWILIO_AUTH_TOKEN: CARRIER_ACCOUNT.authToken,
    TWILIO_FROM_NUMBER: '+14155550100',
    TWILIO_BASE_URL: around.emulatorUrl,
    CARRIER_CALLS_PER_SECOND: '50',
    ANTHROPIC_API_KEY: 'sk-ant-emulator',
    ANTHROPIC_BASE_URL: around.emulatorUrl,
    MONTHLY_TOKEN_LIMIT: '500000000',
    DIAL_CONCURRENCY: '40',
    SWEEP_INTERVAL_MS: '1000',
    RECONCILE_SETTLE_MS: '2000',
    RECONCILE_CONFIRM_MS: '1000',
    CLOCK_OFFSET_MS: String(Math.round(around.clockOffsetMs)),
  };
}

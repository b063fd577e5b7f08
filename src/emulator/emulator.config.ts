import { z } from 'zod';

/** One Twilio account the emulator answers to. */
export interface TwilioAccount {
  sid: string;
  authToken: string;
}

export const defaultAccount: TwilioAccount = {
  sid: `AC${'0'.repeat(32)}`,
  authToken: 'emulator-auth-token',
};

export interface EmulatorOptions {
  host?: string;
  /** 0 picks a free port. */
  port?: number;
  /** 1 is real time, 60 is sixty times faster. */
  timeScale?: number;
  seed?: number;
  /** Calls an account may start per simulated second; 0, the default, sets no limit. */
  cps?: number;
  accounts?: readonly TwilioAccount[];
  /** File that gets one JSON line when a call is accepted and one when it ends. Appended to, never read. */
  ledgerFile?: string;
  /** How many calls are remembered; the oldest are forgotten first. */
  ledgerCapacity?: number;
  /** Of how many calls the spoken turns are remembered. */
  transcriptCapacity?: number;
}

const list = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim()))
  .pipe(z.array(z.string().min(1)).min(1));

const environment = z.object({
  EMULATOR_HOST: z.string().min(1).default('127.0.0.1'),
  EMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(4010),
  EMULATOR_TIME_SCALE: z.coerce.number().positive().max(100_000).default(1),
  EMULATOR_SEED: z.coerce.number().int().default(1),
  EMULATOR_CPS: z.coerce.number().min(0).default(0),
  EMULATOR_LEDGER_FILE: z.string().min(1).optional(),
  EMULATOR_TWILIO_ACCOUNT_SID: list.default([defaultAccount.sid]),
  EMULATOR_TWILIO_AUTH_TOKEN: list.default([defaultAccount.authToken]),
});

/**
 * Options out of the environment. Throws an Error naming each bad variable.
 * Several Twilio accounts are given as two comma separated lists of the same length.
 */
export function optionsFrom(env: Record<string, string | undefined>): EmulatorOptions {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`emulator configuration: ${problems.join('; ')}`);
  }
  const values = parsed.data;
  const tokens = values.EMULATOR_TWILIO_AUTH_TOKEN;
  if (tokens.length !== values.EMULATOR_TWILIO_ACCOUNT_SID.length) {
    throw new Error('emulator configuration: EMULATOR_TWILIO_AUTH_TOKEN: one token per account sid is needed');
  }
  return {
    host: values.EMULATOR_HOST,
    port: values.EMULATOR_PORT,
    timeScale: values.EMULATOR_TIME_SCALE,
    seed: values.EMULATOR_SEED,
    cps: values.EMULATOR_CPS,
    ledgerFile: values.EMULATOR_LEDGER_FILE,
    accounts: values.EMULATOR_TWILIO_ACCOUNT_SID.map((sid, index) => ({ sid, authToken: tokens[index] ?? '' })),
  };
}

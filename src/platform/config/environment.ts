import { z } from 'zod';
import { E164 } from '../values/phone-number';

const text = z.string().trim().min(1);
const whole = (fallback: number, minimum: number, maximum: number) =>
  z.coerce.number().int().min(minimum).max(maximum).default(fallback);
const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false', '1', '0'])
    .transform((value) => value === 'true' || value === '1')
    .default(fallback);
const url = (...protocols: string[]) =>
  text.refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `must be a URL beginning with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });
const postgresUrl = url('postgres:', 'postgresql:');
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );
const ports = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value) => value.split(',').map(Number))
    .refine((all) => all.every((port) => Number.isInteger(port) && port >= 1 && port <= 65535), {
      message: 'must be port numbers separated by commas',
    });

/** Every variable the program reads, with its unit and default. Unknown variables are none of our business. */
export const environmentSchema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  ROLE: z.enum(['api', 'worker', 'media', 'all']).default('all'),
  HOST: text.default('0.0.0.0'),
  PORT: whole(3000, 0, 65535),
  PUBLIC_URL: url('http:', 'https:').optional(),
  CORS_ORIGINS: list,
  TRUST_PROXY_HOPS: whole(0, 0, 10),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  METRICS_TOKEN: text.optional(),
  GRAPHQL_PLAYGROUND: flag(true),
  /** Directory of embedded services and development keys. */
  DATA_DIR: text.default('.data'),

  /** Owner of the tables: migrations only, and the source the other two are derived from. */
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_APP_URL: postgresUrl.optional(),
  DATABASE_PLATFORM_URL: postgresUrl.optional(),
  DATABASE_ROLE_SECRET: text.optional(),
  DATABASE_POOL_SIZE: whole(10, 2, 200),
  /** Longest wait for a connection, milliseconds. */
  DATABASE_CONNECT_TIMEOUT_MS: whole(5_000, 1_000, 60_000),
  DATABASE_PLATFORM_POOL_SIZE: whole(4, 2, 50),
  MIGRATE_ON_START: flag(true),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  /** Prefix of every key and channel, so that several installations may share one Redis. */
  REDIS_PREFIX: text.default('callwright'),

  /** PEM of a P-256 private key; access tokens are signed with it. */
  JWT_PRIVATE_KEY: text.optional(),
  /** PEM of the key before this one: still verifies, never signs. */
  JWT_PREVIOUS_PUBLIC_KEY: text.optional(),
  ACCESS_TOKEN_SECONDS: whole(900, 30, 3600),
  REFRESH_TOKEN_DAYS: whole(30, 1, 365),
  /** At least 32 characters; everything else that needs a secret is derived from it. */
  SECRET_KEY: text.optional(),

  TWILIO_ACCOUNT_SID: text.regex(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits').optional(),
  TWILIO_AUTH_TOKEN: text.optional(),
  TWILIO_FROM_NUMBER: text.regex(E164, 'must be a phone number such as +14155550100').optional(),
  TWILIO_WHATSAPP_NUMBER: text.regex(E164, 'must be a phone number such as +14155550100').optional(),
  TWILIO_BASE_URL: url('http:', 'https:').default('https://api.twilio.com'),
  TWILIO_TIMEOUT_MS: whole(10_000, 100, 60_000),
  CARRIER_CALLS_PER_SECOND: whole(1, 1, 1000),
  CARRIER_CONCURRENT_CALLS: whole(1_000, 1, 100_000),

  ANTHROPIC_API_KEY: text.optional(),
  ANTHROPIC_BASE_URL: url('http:', 'https:').default('https://api.anthropic.com'),
  ANTHROPIC_FAST_MODEL: text.default('claude-haiku-5-5'),
  ANTHROPIC_STRONG_MODEL: text.default('claude-sonnet-5-5'),
  ANTHROPIC_TIMEOUT_MS: whole(20_000, 100, 120_000),
  ANTHROPIC_IDLE_TIMEOUT_MS: whole(5_000, 100, 60_000),
  MONTHLY_TOKEN_LIMIT: whole(5_000_000, 0, Number.MAX_SAFE_INTEGER),
  MONTHLY_MONEY_LIMIT_USD: whole(200, 0, 1_000_000_000),
  CHEAPER_MODEL_PERCENT: whole(90, 1, 100),
  TOKENS_PER_CALL: whole(20_000, 1_000, 10_000_000),
  TOKENS_PER_LEAD_AND_DAY: whole(100_000, 1_000, 100_000_000),

  /** Where mail is handed over, smtp://user:password@host:587 or smtps://; without it none is sent. */
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  /** The address mail comes from. */
  MAIL_FROM: text.optional(),
  /** Ports of the https addresses companies may have webhooks sent to. */
  WEBHOOK_PORTS: ports('443,8443'),
  /** Lets webhooks go to http addresses of this machine; for development and tests, refused in production. */
  WEBHOOK_ALLOW_LOOPBACK: flag(false),
  /** Hours a thread nobody writes in stays open. */
  THREAD_QUIET_HOURS: whole(24, 1, 720),
  NEW_CHATS_PER_KEY_AND_HOUR: whole(1_000, 1, 1_000_000),

  /** Another file of calling rules; those that come with the program when unset. */
  CALLING_RULES_FILE: text.optional(),
  SWEEP_INTERVAL_MS: whole(5_000, 200, 60_000),
  DIAL_CONCURRENCY: whole(20, 1, 1000),
  PLATFORM_CONCURRENT_CALLS: whole(1_000, 1, 100_000),
  RESERVED_CALLS_PERCENT: whole(10, 0, 50),
  /** Seconds the phone of one colleague rings before the next one is rung. */
  TRANSFER_RING_SECONDS: whole(20, 5, 60),
  /** Most colleagues of one company that are rung in 24 hours. */
  TRANSFER_COLLEAGUES_PER_DAY: whole(500, 0, 100_000),
  RECONCILE_SETTLE_MS: whole(45_000, 500, 600_000),
  RECONCILE_CONFIRM_MS: whole(30_000, 200, 600_000),
  PROVISIONAL_AFTER_MINUTES: whole(30, 1, 10_080),
  /** Milliseconds added to the clock; for demonstrations and tests, refused in production. */
  CLOCK_OFFSET_MS: z.coerce.number().int().default(0),
  /** Faults to inject and the file that gets a line of each (docs/faults.md); refused in production. */
  FAILPOINTS: text.optional(),
  FAILPOINT_LOG: text.optional(),
});

export type Environment = z.infer<typeof environmentSchema>;

import { parseFailpoints, type PlannedFault } from '../failpoints/failpoint-plan';
import { APP_ROLE, PLATFORM_ROLE, roleUrl } from './database-logins';
import { type Environment, environmentSchema } from './environment';
import { InvalidConfiguration, readEnvironment, type Variables } from './read-environment';
import { mailOf, type MailConfig, mailProblemsOf } from './mail-settings';
import { secretProblemsOf } from './secret-rules';

/** What the program was told, read once at start. Durations carry their unit in the name. */
export class AppConfig {
  readonly role: Environment['ROLE'];
  readonly isProduction: boolean;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly corsOrigins: readonly string[];
  readonly trustProxyHops: number;
  readonly logLevel: string;
  readonly metricsToken?: string;
  readonly graphqlPlayground: boolean;
  readonly clockOffsetMs: number;
  readonly failpoints: FailpointsConfig;
  readonly database: DatabaseConfig;
  readonly redis: { readonly url: string; readonly prefix: string };
  readonly auth: AuthConfig;
  readonly twilio?: TwilioConfig;
  readonly anthropic?: AnthropicConfig;
  readonly dialing: DialingConfig;
  /** How long the assessment of a call waits for a model before rules read it. */
  readonly provisionalAfterMs: number;
  readonly budgets: BudgetsConfig;
  /** Absent: no mail is sent. */
  readonly mail?: MailConfig;
  readonly webhooks: WebhooksConfig;
  /** A thread nobody has written in for so long ends. */
  readonly threadQuietHours: number;
  /** Chats of visitors nobody vouches for that one key may begin in an hour. */
  readonly newChatsPerKeyAndHour: number;
  readonly transfers: TransfersConfig;
  /** Path of another file of calling rules; absent: those that come with the program. */
  readonly callingRulesFile?: string;

  constructor(env: Environment) {
    this.role = env.ROLE;
    this.isProduction = env.NODE_ENV === 'production';
    this.host = env.HOST;
    this.port = env.PORT;
    this.publicUrl = (env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`).replace(/\/+$/, '');
    this.corsOrigins = env.CORS_ORIGINS;
    this.trustProxyHops = env.TRUST_PROXY_HOPS;
    this.logLevel = env.LOG_LEVEL;
    this.metricsToken = env.METRICS_TOKEN;
    this.graphqlPlayground = env.GRAPHQL_PLAYGROUND && !this.isProduction;
    this.clockOffsetMs = env.CLOCK_OFFSET_MS;
    this.failpoints = { plan: parseFailpoints(env.FAILPOINTS ?? ''), logFile: env.FAILPOINT_LOG };
    this.database = databaseOf(env);
    this.redis = { url: env.REDIS_URL ?? '', prefix: env.REDIS_PREFIX };
    this.auth = authOf(env);
    this.twilio = twilioOf(env);
    this.anthropic = anthropicOf(env);
    this.dialing = dialingOf(env);
    this.provisionalAfterMs = env.PROVISIONAL_AFTER_MINUTES * 60_000;
    this.budgets = budgetsOf(env);
    this.mail = mailOf(env);
    this.webhooks = { ports: env.WEBHOOK_PORTS, allowsLoopback: env.WEBHOOK_ALLOW_LOOPBACK };
    this.threadQuietHours = env.THREAD_QUIET_HOURS;
    this.newChatsPerKeyAndHour = env.NEW_CHATS_PER_KEY_AND_HOUR;
    this.transfers = { ringSeconds: env.TRANSFER_RING_SECONDS, colleaguesPerDay: env.TRANSFER_COLLEAGUES_PER_DAY };
    this.callingRulesFile = env.CALLING_RULES_FILE;
  }

  /** True when this process does the work of `role`. */
  serves(role: 'api' | 'worker' | 'media'): boolean {
    return this.role === 'all' || this.role === role;
  }
}

export interface DatabaseConfig {
  /** Absent in a pod that never migrates. */
  readonly ownerUrl?: string;
  readonly appUrl: string;
  readonly platformUrl: string;
  readonly roleSecret: string;
  readonly poolSize: number;
  /** Longest wait for a connection, milliseconds. */
  readonly connectMs: number;
  readonly platformPoolSize: number;
  readonly migrateOnStart: boolean;
}

export interface AuthConfig {
  readonly privateKeyPem: string;
  readonly previousPublicKeyPem?: string;
  readonly accessTokenSeconds: number;
  readonly refreshTokenDays: number;
  readonly secretKey: string;
}

export interface TwilioConfig {
  readonly accountSid: string;
  readonly authToken: string;
  readonly fromNumber: string;
  /** Absent: no WhatsApp. */
  readonly whatsappNumber?: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

export interface AnthropicConfig {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly fastModel: string;
  readonly strongModel: string;
  readonly timeoutMs: number;
  readonly idleTimeoutMs: number;
}

export interface BudgetsConfig {
  /** Limits of a company's first month. */
  readonly monthlyTokens: number;
  readonly monthlyMicros: number;
  /** Percent of a budget from which on the fast model answers for the strong one. */
  readonly cheaperModelPercent: number;
  /** Most tokens one conversation by phone, and one person in a day, may use. */
  readonly tokensPerCall: number;
  readonly tokensPerLeadAndDay: number;
}

export interface FailpointsConfig {
  /** Empty: no faults. */
  readonly plan: readonly PlannedFault[];
  readonly logFile?: string;
}

/** Where webhooks of companies may be sent. */
export interface WebhooksConfig {
  /** Of https addresses. */
  readonly ports: readonly number[];
  /** Whether http addresses of this machine are taken, at any port. */
  readonly allowsLoopback: boolean;
}

/** Putting callers through to colleagues. */
export interface TransfersConfig {
  /** How long the phone of one colleague rings. */
  readonly ringSeconds: number;
  /** Most colleagues of one company rung in 24 hours. */
  readonly colleaguesPerDay: number;
}

export interface DialingConfig {
  readonly sweepIntervalMs: number;
  readonly concurrency: number;
  readonly callsPerSecond: number;
  /** Calls at once on the carrier account. */
  readonly carrierConcurrentCalls: number;
  /** Calls at once of all companies. */
  readonly platformConcurrentCalls: number;
  /** Of each number of calls at once, the part kept for calls that somebody waits for. */
  readonly reservedCallsPercent: number;
  readonly settleMs: number;
  readonly confirmMs: number;
}

/**
 * Parses the environment.
 * @throws InvalidConfiguration naming every variable that is missing, malformed, half-configured or too weak.
 */
export function loadConfig(variables: Variables): AppConfig {
  const env = readEnvironment(environmentSchema, variables);
  const problems = [...contradictionsOf(env), ...secretProblemsOf(env, env.NODE_ENV === 'production')];
  if (problems.length > 0) throw new InvalidConfiguration(problems);
  return new AppConfig(env);
}

function contradictionsOf(env: Environment): string[] {
  const problems: string[] = [];
  const need = (name: keyof Environment, why: string): void => {
    if (env[name] === undefined) problems.push(`${name}: is required ${why}`);
  };
  if (!env.DATABASE_APP_URL || !env.DATABASE_PLATFORM_URL) {
    need('DATABASE_URL', 'unless DATABASE_APP_URL and DATABASE_PLATFORM_URL are both set');
  }
  const unread = unreadableFailpoints(env.FAILPOINTS);
  if (unread) problems.push(`FAILPOINTS: ${unread}`);
  need('REDIS_URL', 'to serve');
  need('JWT_PRIVATE_KEY', 'to sign access tokens');
  need('SECRET_KEY', 'to derive secrets');
  if (env.TWILIO_ACCOUNT_SID || env.TWILIO_AUTH_TOKEN || env.TWILIO_FROM_NUMBER || env.TWILIO_WHATSAPP_NUMBER) {
    for (const name of ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM_NUMBER'] as const) {
      need(name, 'because another TWILIO_ variable is set');
    }
  }
  return [...problems, ...mailProblemsOf(env), ...productionProblemsOf(env)];
}

/** What is wrong with the plan; undefined when it can be read. */
function unreadableFailpoints(plan = ''): string | undefined {
  try {
    parseFailpoints(plan);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return undefined;
}

function productionProblemsOf(env: Environment): string[] {
  if (env.NODE_ENV !== 'production') return [];
  const problems: string[] = [];
  if (!env.PUBLIC_URL?.startsWith('https://'))
    problems.push('PUBLIC_URL: must be set and begin with https:// in production');
  if (env.CLOCK_OFFSET_MS !== 0) problems.push('CLOCK_OFFSET_MS: must be 0 in production');
  if (env.WEBHOOK_ALLOW_LOOPBACK) problems.push('WEBHOOK_ALLOW_LOOPBACK: must not be set in production');
  if (env.FAILPOINTS) problems.push('FAILPOINTS: must not be set in production');
  return problems;
}

function databaseOf(env: Environment): DatabaseConfig {
  const roleSecret = env.DATABASE_ROLE_SECRET ?? env.SECRET_KEY ?? '';
  const ownerUrl = env.DATABASE_URL;
  return {
    ownerUrl,
    appUrl: env.DATABASE_APP_URL ?? roleUrl(ownerUrl ?? '', APP_ROLE, roleSecret),
    platformUrl: env.DATABASE_PLATFORM_URL ?? roleUrl(ownerUrl ?? '', PLATFORM_ROLE, roleSecret),
    roleSecret,
    poolSize: env.DATABASE_POOL_SIZE,
    connectMs: env.DATABASE_CONNECT_TIMEOUT_MS,
    platformPoolSize: env.DATABASE_PLATFORM_POOL_SIZE,
    migrateOnStart: env.MIGRATE_ON_START && ownerUrl !== undefined,
  };
}

function authOf(env: Environment): AuthConfig {
  return {
    privateKeyPem: (env.JWT_PRIVATE_KEY ?? '').replaceAll('\\n', '\n'),
    previousPublicKeyPem: env.JWT_PREVIOUS_PUBLIC_KEY?.replaceAll('\\n', '\n'),
    accessTokenSeconds: env.ACCESS_TOKEN_SECONDS,
    refreshTokenDays: env.REFRESH_TOKEN_DAYS,
    secretKey: env.SECRET_KEY ?? '',
  };
}

function twilioOf(env: Environment): TwilioConfig | undefined {
  if (!env.TWILIO_ACCOUNT_SID || !env.TWILIO_AUTH_TOKEN || !env.TWILIO_FROM_NUMBER) return undefined;
  return {
    accountSid: env.TWILIO_ACCOUNT_SID,
    authToken: env.TWILIO_AUTH_TOKEN,
    fromNumber: env.TWILIO_FROM_NUMBER,
    whatsappNumber: env.TWILIO_WHATSAPP_NUMBER,
    baseUrl: env.TWILIO_BASE_URL.replace(/\/+$/, ''),
    timeoutMs: env.TWILIO_TIMEOUT_MS,
  };
}

function anthropicOf(env: Environment): AnthropicConfig | undefined {
  if (!env.ANTHROPIC_API_KEY) return undefined;
  return {
    apiKey: env.ANTHROPIC_API_KEY,
    baseUrl: env.ANTHROPIC_BASE_URL.replace(/\/+$/, ''),
    fastModel: env.ANTHROPIC_FAST_MODEL,
    strongModel: env.ANTHROPIC_STRONG_MODEL,
    timeoutMs: env.ANTHROPIC_TIMEOUT_MS,
    idleTimeoutMs: env.ANTHROPIC_IDLE_TIMEOUT_MS,
  };
}

function budgetsOf(env: Environment): BudgetsConfig {
  return {
    monthlyTokens: env.MONTHLY_TOKEN_LIMIT,
    monthlyMicros: env.MONTHLY_MONEY_LIMIT_USD * 1_000_000,
    cheaperModelPercent: env.CHEAPER_MODEL_PERCENT,
    tokensPerCall: env.TOKENS_PER_CALL,
    tokensPerLeadAndDay: env.TOKENS_PER_LEAD_AND_DAY,
  };
}

function dialingOf(env: Environment): DialingConfig {
  return {
    sweepIntervalMs: env.SWEEP_INTERVAL_MS,
    concurrency: env.DIAL_CONCURRENCY,
    callsPerSecond: env.CARRIER_CALLS_PER_SECOND,
    carrierConcurrentCalls: env.CARRIER_CONCURRENT_CALLS,
    platformConcurrentCalls: env.PLATFORM_CONCURRENT_CALLS,
    reservedCallsPercent: env.RESERVED_CALLS_PERCENT,
    settleMs: env.RECONCILE_SETTLE_MS,
    confirmMs: env.RECONCILE_CONFIRM_MS,
  };
}

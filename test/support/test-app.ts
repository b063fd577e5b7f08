import type { ModuleMetadata, Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../src/platform/clock/clock';
import { AppConfig } from '../../src/platform/config/config';
import { AppConfigModule } from '../../src/platform/config/config.module';
import type { Actor } from '../../src/platform/context/actor';
import { runInContext } from '../../src/platform/context/request-context';
import { DatabaseModule } from '../../src/platform/database/database.module';
import { EventsModule } from '../../src/platform/events/events.module';
import { configureHttp } from '../../src/platform/http/configure-http';
import { PlatformHttpModule } from '../../src/platform/http/platform-http.module';
import { LoggingModule } from '../../src/platform/logging/logging.module';
import { MetricsModule } from '../../src/platform/metrics/metrics.module';
import { PubsubModule } from '../../src/platform/pubsub/pubsub.module';
import { QueuesModule } from '../../src/platform/queues/queues.module';
import { TestClock } from './test-clock';
import { testConfig } from './test-config';
import { cloneDatabase, redisNamespace } from './test-services';

export interface TestAppOptions extends Pick<ModuleMetadata, 'imports' | 'providers'> {
  /** Environment variables that differ from the usual ones. */
  env?: Record<string, string | undefined>;
  /** Replacements of providers: token and value. */
  overrides?: readonly { token: unknown; value: unknown }[];
  /** Opens the HTTP server on a free port. Default false: modules are initialised, nothing listens. */
  listen?: boolean;
}

/** A part of the program on a database and a Redis of its own. */
export interface TestApp {
  readonly nest: NestExpressApplication;
  readonly clock: TestClock;
  readonly config: AppConfig;
  /** Base URL of the HTTP server; empty when it does not listen. */
  readonly url: string;
  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T;
  /** Runs `work` as an owner (or `actor`) of the tenant. */
  asTenant<T>(tenantId: string, work: () => Promise<T>, actor?: Actor): Promise<T>;
  /** Inserts a tenant and answers its id. */
  newTenant(overrides?: { name?: string; defaultCountry?: string; timeZone?: string }): Promise<string>;
  /** A statement of the owner, who sees every tenant. */
  sql<T = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await cloneDatabase();
  const redis = redisNamespace();
  const config = testConfig(database, redis, options.env);
  const clock = new TestClock();
  const builder = Test.createTestingModule({
    imports: [
      AppConfigModule.with(config),
      LoggingModule,
      MetricsModule,
      DatabaseModule,
      EventsModule,
      QueuesModule,
      PubsubModule,
      PlatformHttpModule,
      ...(options.imports ?? []),
    ],
    providers: options.providers ?? [],
  });
  builder.overrideProvider(Clock).useValue(clock);
  for (const { token, value } of options.overrides ?? []) builder.overrideProvider(token).useValue(value);
  const module = await builder.compile();
  const nest = module.createNestApplication<NestExpressApplication>({ rawBody: true, bodyParser: false });
  configureHttp(nest);
  try {
    if (options.listen) await nest.listen(0, '127.0.0.1');
    else await nest.init();
  } catch (error) {
    await nest.close();
    await database.drop();
    throw error;
  }
  const owner = new Pool({ connectionString: database.ownerUrl, max: 4 });
  // A pool has ended before its connections have: the removal of the database may be faster than they are.
  owner.on('error', () => undefined);
  const sql = async <T>(text: string, parameters: readonly unknown[] = []): Promise<T[]> =>
    (await owner.query(text, [...parameters])).rows as T[];
  return {
    nest,
    clock,
    config,
    url: options.listen ? await nest.getUrl() : '',
    get: (token) => nest.get(token, { strict: false }),
    asTenant: (tenantId, work, actor = { kind: 'MEMBER', userId: uuidv7(), role: 'OWNER' }) =>
      runInContext({ requestId: uuidv7(), tenantId, actor }, work),
    newTenant: (overrides) => newTenant(sql, overrides),
    sql,
    close: async () => {
      await nest.close();
      await owner.end();
      await database.drop();
    },
  };
}

type Sql = (text: string, parameters?: readonly unknown[]) => Promise<unknown[]>;

async function newTenant(
  sql: Sql,
  overrides: { name?: string; defaultCountry?: string; timeZone?: string } = {},
): Promise<string> {
  const id = uuidv7();
  await sql('insert into tenants (id, name, slug, default_country, time_zone) values ($1, $2, $3, $4, $5)', [
    id,
    overrides.name ?? 'Acme Homes',
    `t-${id}`,
    overrides.defaultCountry ?? 'US',
    overrides.timeZone ?? 'America/New_York',
  ]);
  return id;
}

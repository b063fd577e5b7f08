import { AsyncLocalStorage } from 'node:async_hooks';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner';
import { AuthModule } from '../../../src/auth/auth.module';
import { LeadsModule } from '../../../src/leads/leads.module';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { PlatformGraphqlModule } from '../../../src/platform/graphql/platform-graphql.module';
import { TenantsModule } from '../../../src/tenants/tenants.module';
import { startTestApp, type TestApp, type TestAppOptions } from '../../support/test-app';

/** The leads room on a database of its own; facts stay in the outbox, since nothing delivers them here. */
export async function startLeadsApp(options: TestAppOptions = {}): Promise<TestApp> {
  return startTestApp({ imports: [LeadsModule], env: { ROLE: 'api' }, ...options });
}

/** With its GraphQL API and sign-in, listening. */
export async function startLeadsApi(options: TestAppOptions = {}): Promise<TestApp> {
  return startLeadsApp({
    imports: [PlatformGraphqlModule, TenantsModule, AuthModule, LeadsModule],
    listen: true,
    ...options,
  });
}

/** Facts of a tenant so far, in the order they were recorded. */
export async function factsOf(app: TestApp, tenantId: string): Promise<[name: string, payload: object][]> {
  const rows = await app.sql<{ name: string; payload: object }>(
    'select name, payload from outbox where tenant_id = $1 order by recorded_at, id',
    [tenantId],
  );
  return rows.map(({ name, payload }) => [name, payload]);
}

export interface SentStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * What is sent to the database while `work` runs, transaction control and the clock left out; what others of the program send meanwhile
 * with it, unless `isCounted` says otherwise.
 */
export async function sentDuring(
  work: () => Promise<unknown>,
  isCounted: () => boolean = () => true,
): Promise<SentStatement[]> {
  const sent: SentStatement[] = [];
  const send = Reflect.get(PostgresQueryRunner.prototype, 'query') as (...args: unknown[]) => unknown;
  const query = jest.spyOn(PostgresQueryRunner.prototype, 'query').mockImplementation(function (
    this: PostgresQueryRunner,
    ...args
  ) {
    const [text, values] = args;
    if (
      isCounted() &&
      !/^(BEGIN|COMMIT|ROLLBACK|select pg_advisory|select \(extract\(epoch from clock_timestamp)/i.test(text.trim())
    ) {
      sent.push({ text: text.replace(/\s+/g, ' ').trim(), values: (values ?? []) as unknown[] });
    }
    return Reflect.apply(send, this, args) as never;
  });
  const readRows = Reflect.get(UnitOfWork.prototype, 'read') as (...args: unknown[]) => unknown;
  const read = jest.spyOn(UnitOfWork.prototype, 'read').mockImplementation(function (this: UnitOfWork, ...args) {
    const [{ text }, values] = args;
    if (isCounted()) sent.push({ text: text.replace(/\s+/g, ' ').trim(), values });
    return Reflect.apply(readRows, this, args) as never;
  });
  try {
    await work();
  } finally {
    query.mockRestore();
    read.mockRestore();
  }
  return sent;
}

/** Their texts alone. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  return (await sentDuring(work)).map(({ text }) => text);
}

/** Only what `work` itself sends, in a program that paces and reports at the same time. */
export async function ownStatementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const own = new AsyncLocalStorage<true>();
  const sent = await sentDuring(
    () => own.run(true, work),
    () => own.getStore() === true,
  );
  return sent.map(({ text }) => text);
}

import { Client } from 'pg';
import { AuthModule } from '../../../src/auth/auth.module';
import { LeadsModule } from '../../../src/leads/leads.module';
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

/** Statements sent while `work` runs, transaction control left out. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const send = Reflect.get(Client.prototype, 'query') as (...args: unknown[]) => unknown;
  const query = jest.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...args: unknown[]) {
    const [first] = args;
    const text = typeof first === 'string' ? first : String(Reflect.get(Object(first), 'text'));
    if (!/^(BEGIN|COMMIT|ROLLBACK|select pg_advisory)/i.test(text.trim())) seen.push(text.replace(/\s+/g, ' ').trim());
    return Reflect.apply(send, this, args) as never;
  });
  try {
    await work();
  } finally {
    query.mockRestore();
  }
  return seen;
}

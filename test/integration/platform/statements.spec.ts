import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { runInContext } from '../../../src/platform/context/request-context';
import { AppConnection, PlatformConnection } from '../../../src/platform/database/connections';
import { postgresOptions } from '../../../src/platform/database/data-source';
import { soleStatement } from '../../../src/platform/database/one-trip';
import { changedBy, rowsOf } from '../../../src/platform/database/sql';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { testConfig } from '../../support/test-config';
import { cloneDatabase, type ClonedDatabase, redisNamespace } from '../../support/test-services';

Logger.overrideLogger(false);

const ACME = '018f0000-0000-7000-8000-000000000001';
const GLOBEX = '018f0000-0000-7000-8000-000000000002';
const ADD = `insert into projects (tenant_id, id, name, created_at, updated_at)
  values ($2, gen_random_uuid(), $1, now(), now())`;
const NAMES = 'select name from projects where name like $1 order by name';

/** One connection, so that what is seen on it is what was done. */
describe('statements on a connection', () => {
  let database: ClonedDatabase;
  let owner: Client;
  let source: DataSource;
  let work: UnitOfWork;

  beforeAll(async () => {
    database = await cloneDatabase();
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    for (const [id, name] of [
      [ACME, 'acme'],
      [GLOBEX, 'globex'],
    ])
      await owner.query(
        `insert into tenants (id, name, slug, status, created_at, updated_at) values ($1, $2, $2, 'ACTIVE', now(), now())`,
        [id, name],
      );
    const { appUrl } = testConfig(database, redisNamespace()).database;
    source = await new DataSource(
      postgresOptions(appUrl, { max: 1, applicationName: 'callwright-test' }, []),
    ).initialize();
    work = new UnitOfWork(new AppConnection(source), new PlatformConnection(source));
  });
  afterAll(async () => {
    await source.destroy();
    await owner.end();
    await database.drop();
  });

  const as = <T>(tenantId: string, run: () => Promise<T>): Promise<T> =>
    runInContext({ requestId: 'r', tenantId }, run);
  const add = (tenantId: string, name: string): Promise<number> =>
    as(tenantId, () => work.single((tx) => changedBy(tx, ADD, [name, tenantId])));
  const named = (tenantId: string): Promise<string[]> =>
    as(tenantId, () =>
      work.single(async (tx) => (await rowsOf<{ name: string }>(tx, NAMES, ['%'])).map(({ name }) => name)),
    );
  const kept = async (like: string): Promise<number> => {
    const [row] = await as(ACME, () =>
      work.run((tx) =>
        rowsOf<{ count: number }>(
          tx,
          `select count(*)::int as count from pg_prepared_statements where statement like '${like}'`,
        ),
      ),
    );
    return row?.count ?? 0;
  };

  it('is one of work that has one, whose rows are those of its tenant', async () => {
    expect([await add(ACME, 'Palm'), await add(GLOBEX, 'Oak')]).toEqual([1, 1]);
    expect([await named(ACME), await named(GLOBEX)]).toEqual([['Palm'], ['Oak']]);
    await expect(as(ACME, () => work.single((tx) => changedBy(tx, ADD, ['Taken', GLOBEX])))).rejects.toThrow(
      'row-level security',
    );
    expect(await named(GLOBEX)).toEqual(['Oak']);
  });

  it('is refused where it is the second of such work', async () => {
    const two = as(ACME, () =>
      work.single(async (tx) => {
        await changedBy(tx, ADD, ['First', ACME]);
        await changedBy(tx, ADD, ['Second', ACME]);
      }),
    );
    await expect(two).rejects.toThrow('Another statement needs a unit of work of several');
    await owner.query(`delete from projects where name = 'First'`);
    expect(await named(ACME)).toEqual(['Palm']);
  });

  it('joins the work that is open, and falls with it', async () => {
    const failing = as(ACME, () =>
      work.run(async () => {
        await add(ACME, 'One');
        await add(ACME, 'Two');
        expect(await named(ACME)).toEqual(['One', 'Palm', 'Two']);
        throw new Error('too bad');
      }),
    );
    await expect(failing).rejects.toThrow('too bad');
    expect(await named(ACME)).toEqual(['Palm']);
  });

  it('has its hooks run once it is committed, or the other ones once it has failed', async () => {
    const ran: string[] = [];
    const hooked = (tenantId: string): Promise<unknown> =>
      as(ACME, () =>
        work.single(async (tx) => {
          work.afterCommit(async () => void ran.push((await named(ACME)).join()));
          work.afterRollback(() => void ran.push('rolled back'));
          await changedBy(tx, ADD, ['Hooked', tenantId]);
        }),
      );
    await hooked(ACME);
    await expect(hooked(GLOBEX)).rejects.toThrow('row-level security');
    expect(ran).toEqual(['Hooked,Palm', 'rolled back']);
    await owner.query(`delete from projects where name = 'Hooked'`);
  });

  it.each([
    ['cannot be begun', 'BEGINN'],
    ['cannot be given its tenant', `BEGIN; SELECT set_config('app.tenant_id', (1 / 0)::text, true)`],
  ])('does nothing when its transaction %s', async (_, begin) => {
    const { appUrl } = testConfig(database, redisNamespace()).database;
    const client = new Client({ connectionString: appUrl, pipeline: true });
    await client.connect();
    await expect(soleStatement(client, begin).query(ADD, ['Stray', ACME])).rejects.toThrow(
      /syntax error|division by zero/,
    );
    expect((await client.query('select name from projects')).rows).toEqual([]);
    await client.end();
    expect(await named(ACME)).toEqual(['Palm']);
  });

  it('leaves with what begins and what ends it in as few packets as can be', async () => {
    const packets = await packetsOf(source);
    expect(await packets(() => named(ACME))).toBe(1);
    expect(await packets(() => as(ACME, () => work.read({ text: NAMES }, ['%'])))).toBe(1);
    const several = (): Promise<unknown> =>
      as(ACME, () =>
        work.run(async (tx) => {
          await rowsOf(tx, NAMES, ['a%']);
          await rowsOf(tx, NAMES, ['b%']);
        }),
      );
    expect(await packets(several)).toBe(3);
    expect(await packets(() => work.singleAsPlatform('test', (tx) => rowsOf(tx, NAMES, ['%'])))).toBe(1);
  });

  it('keeps its plan when it keeps coming, for every tenant the rows of its own', async () => {
    const text = 'select name as kept from projects where name <> $1';
    const ask = async (tenantId: string): Promise<string[]> =>
      (await as(tenantId, () => work.single((tx) => rowsOf<{ kept: string }>(tx, text, ['nobody'])))).map(
        ({ kept: name }) => name,
      );
    for (let time = 0; time < 20; time += 1) expect([await ask(ACME), await ask(GLOBEX)]).toEqual([['Palm'], ['Oak']]);
    expect(await kept('select name as kept%')).toBe(1);
  });

  it('works although its first plan was to be made in a transaction that had failed already', async () => {
    const text = 'select name as late from projects where name <> $1';
    const ask = (tenantId: string): Promise<unknown[]> =>
      as(tenantId, () => work.run((tx) => rowsOf(tx, text, ['nobody'])));
    for (let time = 0; time < 7; time += 1) await ask(ACME);
    const failed = as(ACME, () =>
      work.run(async (tx) => {
        await rowsOf(tx, 'select 1 / $1::int', [0]).catch(() => undefined);
        await rowsOf(tx, text, ['nobody']);
      }),
    );
    await expect(failed).rejects.toThrow('current transaction is aborted');
    expect([await ask(ACME), await ask(GLOBEX)]).toEqual([[{ late: 'Palm' }], [{ late: 'Oak' }]]);
  });

  it('goes on when a table gets another column under it', async () => {
    const [some, all] = [
      'select name as known from projects where name <> $1',
      'select * from projects where name <> $1',
    ];
    const ask = (text: string): Promise<object[]> =>
      as(ACME, () => work.single((tx) => rowsOf<object>(tx, text, ['x'])));
    for (let time = 0; time < 12; time += 1) for (const text of [some, all]) await ask(text);
    await owner.query('alter table projects add column statements_spec text');
    expect(await ask(some)).toEqual([{ known: 'Palm' }]);
    expect(await ask(all)).toMatchObject([{ statements_spec: null }]);
    await owner.query('alter table projects drop column statements_spec');
  });
});

/** Counts what leaves on the one connection of a pool. */
async function packetsOf(source: DataSource): Promise<(run: () => Promise<unknown>) => Promise<number>> {
  const runner = source.createQueryRunner();
  const { connection } = (await runner.connect()) as { connection: { stream: object } };
  await runner.release();
  let sent = 0;
  for (const method of ['_write', '_writev']) {
    const write = Reflect.get(connection.stream, method) as (...chunk: unknown[]) => unknown;
    Object.assign(connection.stream, {
      [method]: (...chunk: unknown[]) => {
        sent += 1;
        return write.apply(connection.stream, chunk);
      },
    });
  }
  return async (run) => {
    await run();
    sent = 0;
    await run();
    return sent;
  };
}

import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runInContext } from '../../../src/platform/context/request-context';
import { AppConnection, PlatformConnection } from '../../../src/platform/database/connections';
import { postgresOptions } from '../../../src/platform/database/data-source';
import { rowsOf } from '../../../src/platform/database/sql';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { withClient } from '../../support/administration';
import { FaultyProxy } from '../../support/doubles/faulty-proxy';
import { testConfig } from '../../support/test-config';
import { cloneDatabase, type ClonedDatabase, redisNamespace } from '../../support/test-services';
import { until } from '../../support/until';

Logger.overrideLogger(false);

const ANSWER_MS = 1_000;
const ACME = '018f0000-0000-7000-8000-000000000001';
const GLOBEX = '018f0000-0000-7000-8000-000000000002';

describe('a database that went silent', () => {
  let database: ClonedDatabase;
  let proxy: FaultyProxy;
  let source: DataSource;
  let work: UnitOfWork;

  beforeAll(async () => {
    database = await cloneDatabase();
    const { appUrl } = testConfig(database, redisNamespace()).database;
    proxy = await FaultyProxy.before(appUrl);
    const limits = { max: 1, applicationName: 'callwright-test', answerMs: ANSWER_MS };
    source = await new DataSource(postgresOptions(proxy.instead(appUrl), limits, [])).initialize();
    work = new UnitOfWork(new AppConnection(source), new PlatformConnection(source));
  });
  afterAll(async () => {
    await source.destroy();
    await proxy.refuse();
    await database.drop();
  });

  const tenantOf = async (tenantId: string) => {
    const [row] = await runInContext({ requestId: 'r', tenantId }, () =>
      work.run((tx) => rowsOf<{ id: string }>(tx, 'select current_tenant() as id')),
    );
    return row?.id;
  };

  it.each(['BEGIN', 'a statement', 'COMMIT'])(
    'fails a unit of work in time at %s, and the next one works',
    async (at) => {
      expect(await tenantOf(ACME)).toBe(ACME);
      const stuck = runInContext({ requestId: 'r', tenantId: ACME }, async () => {
        if (at === 'BEGIN') proxy.swallow();
        await work.run(async (tx) => {
          if (at === 'a statement') proxy.swallow();
          await rowsOf(tx, 'select 1');
          if (at === 'COMMIT') proxy.swallow();
        });
      });
      await expect(stuck).rejects.toThrow('Query read timeout');
      expect(await tenantOf(GLOBEX)).toBe(GLOBEX);
      await until(() => proxy.sockets.size === 2);
    },
  );

  it.each<[string, (sleep: string) => Promise<unknown>]>([
    ['several statements', (sleep) => work.run((tx) => rowsOf(tx, sleep))],
    ['one statement', (sleep) => work.single((tx) => rowsOf(tx, sleep))],
    ['one that reads', (sleep) => work.read({ text: sleep }, [])],
    ['one of the platform', (sleep) => work.singleAsPlatform('test', (tx) => rowsOf(tx, sleep))],
  ])('fails work of %s whose connection is cut under way, and the next one works', async (what, sleep) => {
    const text = `select pg_sleep(5) as "${what}"`;
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const lost = expect(runInContext({ requestId: 'r', tenantId: ACME }, () => sleep(text))).rejects.toThrow(
      /Connection terminated|ECONNRESET/,
    );
    await until(() => isAsleep(text));
    proxy.hangUp();
    await lost;
    expect(await tenantOf(GLOBEX)).toBe(GLOBEX);
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  const isAsleep = (text: string): Promise<boolean> =>
    withClient(database.ownerUrl, async (client) => {
      const { rowCount } = await client.query(
        `select 1 from pg_stat_activity where datname = current_database() and state = 'active' and query = $1`,
        [text],
      );
      return rowCount === 1;
    });

  it('fails work of one statement in time, and the next one works', async () => {
    expect(await tenantOf(ACME)).toBe(ACME);
    proxy.swallow();
    const stuck = runInContext({ requestId: 'r', tenantId: ACME }, () => work.single((tx) => rowsOf(tx, 'select 1')));
    await expect(stuck).rejects.toThrow('Query read timeout');
    expect(await tenantOf(GLOBEX)).toBe(GLOBEX);
    await until(() => proxy.sockets.size === 2);
  });
});

import { once } from 'node:events';
import { runInContext } from '../../../src/platform/context/request-context';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { rowsOf } from '../../../src/platform/database/sql';
import { startTestApp, type TestApp } from '../../support/test-app';
import { until } from '../../support/until';

describe('unit of work', () => {
  let app: TestApp;
  let work: UnitOfWork;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp();
    work = app.get(UnitOfWork);
    acme = await app.newTenant({ name: 'Acme' });
    globex = await app.newTenant({ name: 'Globex' });
  });
  afterAll(() => app.close());

  const addProject = (name: string) =>
    work.run((tx) =>
      rowsOf(
        tx,
        'insert into projects (tenant_id, id, name, created_at, updated_at) values (current_tenant(), gen_random_uuid(), $1, now(), now()) returning id',
        [name],
      ),
    );
  const projectNames = () =>
    work.run(async (tx) => (await rowsOf<{ name: string }>(tx, 'select name from projects')).map((row) => row.name));

  it('refuses to run without a tenant, before any SQL', async () => {
    await expect(work.run(() => Promise.resolve(1))).rejects.toThrow('No tenant is set');
    await expect(runInContext({ requestId: 'r' }, () => work.run(() => Promise.resolve(1)))).rejects.toThrow(
      'No tenant is set',
    );
  });

  it('shows each tenant its own rows only, also without a filter in the query', async () => {
    await app.asTenant(acme, () => addProject('Palm Towers'));
    expect(await app.asTenant(acme, projectNames)).toEqual(['Palm Towers']);
    expect(await app.asTenant(globex, projectNames)).toEqual([]);
  });

  it('refuses to write a row of another tenant', async () => {
    const smuggle = () =>
      work.run((tx) =>
        rowsOf(
          tx,
          'insert into projects (tenant_id, id, name, created_at, updated_at) values ($1, gen_random_uuid(), $2, now(), now())',
          [globex, 'Smuggled'],
        ),
      );
    await expect(app.asTenant(acme, smuggle)).rejects.toThrow('row-level security');
  });

  it('blames the caller for text that PostgreSQL does not take, whether as text or inside JSON', async () => {
    const storeJson = () => work.run((tx) => rowsOf(tx, 'select $1::jsonb', [JSON.stringify({ a: '\0' })]));
    for (const store of [() => addProject('a\0b'), storeJson]) {
      await expect(app.asTenant(acme, store)).rejects.toMatchObject({
        name: 'UnstorableText',
        code: 'BAD_USER_INPUT',
        message: 'input: holds a character that cannot be stored.',
        cause: { name: 'QueryFailedError' },
      });
    }
    expect(await app.asTenant(acme, projectNames)).toEqual(['Palm Towers']);
  });

  it('joins the open transaction and rolls everything back together', async () => {
    const failing = () =>
      work.run(async () => {
        await addProject('Half done');
        throw new Error('too bad');
      });
    await expect(app.asTenant(acme, failing)).rejects.toThrow('too bad');
    expect(await app.asTenant(acme, projectNames)).not.toContain('Half done');
  });

  it('refuses to switch tenants inside an open transaction', async () => {
    await expect(app.asTenant(acme, () => work.run(() => app.asTenant(globex, projectNames)))).rejects.toThrow(
      'another tenant',
    );
  });

  it('runs hooks after the commit and never after a rollback', async () => {
    const ran: string[] = [];
    await app.asTenant(acme, () =>
      work.run(async () => {
        work.afterCommit(() => void ran.push('committed'));
        expect(ran).toEqual([]);
      }),
    );
    const failing = () =>
      work.run(async () => {
        work.afterCommit(() => void ran.push('rolled back'));
        throw new Error('no');
      });
    await expect(app.asTenant(acme, failing)).rejects.toThrow('no');
    expect(ran).toEqual(['committed']);
  });

  it('gives back after a rollback what was taken outside, and only then', async () => {
    const ran: string[] = [];
    const taking = (end: () => Promise<void>) =>
      app.asTenant(acme, () =>
        work.run(async () => {
          await work.run(async () => work.afterRollback(() => void ran.push('given back')));
          await end();
        }),
      );
    await taking(() => Promise.resolve());
    expect(ran).toEqual([]);
    await expect(taking(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(ran).toEqual(['given back']);
  });

  it('fails, and runs no hook, when the error of a statement was caught inside: nothing of it was committed', async () => {
    const ran: string[] = [];
    const swallowing = app.asTenant(acme, () =>
      work.run(async (tx) => {
        await addProject('Lost');
        work.afterCommit(() => void ran.push('hook'));
        await tx.query('select 1 / 0').catch((error: Error) => ran.push(error.message));
      }),
    );
    await expect(swallowing).rejects.toThrow('Nothing was committed');
    expect(ran).toEqual(['division by zero']);
    expect(await app.asTenant(acme, projectNames)).not.toContain('Lost');
    expect(await app.asTenant(globex, projectNames)).toEqual([]);
  });

  it('runs hooks with the connection back in the pool, so that slow ones keep nobody waiting', async () => {
    const pool = 10;
    let waiting = 0;
    const gate = new AbortController();
    const opened = once(gate.signal, 'abort');
    const slow = () =>
      work.run(async () =>
        work.afterCommit(async () => {
          waiting++;
          await opened;
        }),
      );
    const commits = Array.from({ length: pool }, () => app.asTenant(acme, slow));
    await until(() => waiting === pool);
    expect(await app.asTenant(globex, projectNames)).toEqual([]);
    gate.abort();
    await Promise.all(commits);
  });

  it('keeps tenants apart under concurrency on a small pool, with errors thrown in between', async () => {
    const tenants = await Promise.all(Array.from({ length: 10 }, () => app.newTenant()));
    await Promise.all(tenants.map((tenant) => app.asTenant(tenant, () => addProject(tenant))));
    const reads = Array.from({ length: 200 }, async (_, index) => {
      const tenant = tenants[index % tenants.length] ?? '';
      if (index % 7 === 0) {
        await expect(app.asTenant(tenant, () => work.run(() => Promise.reject(new Error('planned'))))).rejects.toThrow(
          'planned',
        );
      }
      expect(await app.asTenant(tenant, projectNames)).toEqual([tenant]);
    });
    await Promise.all(reads);
  });

  it('lets the platform role look across tenants', async () => {
    const count = await work.asPlatform('test', async (tx) => (await rowsOf(tx, 'select 1 from projects')).length);
    expect(count).toBeGreaterThan(5);
  });
});

import { momentOf } from '../../../src/platform/database/one-trip';
import { rowsOf } from '../../../src/platform/database/sql';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { startTestApp, type TestApp } from '../../support/test-app';

interface Project {
  readonly name: string;
}

describe('reading in one trip', () => {
  let app: TestApp;
  let work: UnitOfWork;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp();
    work = app.get(UnitOfWork);
    [acme, globex] = [await app.newTenant({ name: 'Acme' }), await app.newTenant({ name: 'Globex' })];
    for (const tenant of [acme, globex]) await app.asTenant(tenant, () => work.run((tx) => rowsOf(tx, ADD, [tenant])));
  });
  afterAll(() => app.close());

  const ADD = `insert into projects (tenant_id, id, name, created_at, updated_at)
    values (current_tenant(), gen_random_uuid(), $1, now(), now())`;
  const ALL = { name: 'reading_spec_projects', text: 'select name from projects order by name' };
  const names = async (): Promise<string[]> => (await work.read<Project>(ALL, [])).map(({ name }) => name);

  it('wants a tenant before any SQL', async () => {
    await expect(work.read(ALL, [])).rejects.toThrow('No tenant is set');
  });

  it('shows each tenant its own rows only, however the connections go round', async () => {
    const asked = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? acme : globex));
    const answered = await Promise.all(asked.map((tenant) => app.asTenant(tenant, names)));
    expect(answered).toEqual(asked.map((tenant) => [tenant]));
  });

  it('leaves a connection as it was when its statement fails, without the tenant', async () => {
    const broken = { text: 'select 1 / $1::integer as n' };
    const failing = Array.from({ length: 30 }, () => app.asTenant(acme, () => work.read(broken, [0])));
    for (const outcome of await Promise.allSettled(failing)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'QueryFailedError' } });
    }
    expect(await app.asTenant(globex, names)).toEqual([globex]);
  });

  it('writes nothing', async () => {
    const writing = { text: `update projects set name = 'taken over' returning name` };
    await expect(app.asTenant(acme, () => work.read(writing, []))).rejects.toThrow('read-only transaction');
    expect(await app.asTenant(acme, names)).toEqual([acme]);
  });

  it('blames the caller for text that PostgreSQL does not take', async () => {
    const reading = (): Promise<object[]> => work.read({ text: 'select name from projects where name = $1' }, ['a\0b']);
    await expect(app.asTenant(acme, reading)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('sees what the open unit of work has written, and no other tenant from inside one', async () => {
    await app
      .asTenant(acme, () =>
        work.run(async (tx) => {
          await rowsOf(tx, ADD, ['Not yet there']);
          expect(await names()).toContain('Not yet there');
          await expect(app.asTenant(globex, names)).rejects.toThrow('of another tenant');
          throw new Error('given up');
        }),
      )
      .catch((error: Error) => expect(error.message).toBe('given up'));
    expect(await app.asTenant(acme, names)).toEqual([acme]);
  });

  it('reads moments as the driver does', async () => {
    const texts = ['2026-11-20 09:30:00+00', '1969-12-31 23:59:59.123456+00', '2026-02-03 04:05:06.7+00'];
    for (const text of texts) expect(momentOf(text).toISOString()).toBe(utc(text));
    expect(momentOf('2026-11-20 15:00:00+05:30').toISOString()).toBe('2026-11-20T09:30:00.000Z');
    expect(momentOf('0044-03-15 12:00:00+00 BC').getUTCFullYear()).toBe(-43);
    expect(momentOf('infinity')).toBe(Infinity);
    const [row] = await app.asTenant(acme, () =>
      work.read<{ at: Date; none: Date | null }>(
        { text: `select timestamptz '2026-11-20T09:30:00.5Z' as at, null::timestamptz as none` },
        [],
      ),
    );
    expect(row).toEqual({ at: new Date('2026-11-20T09:30:00.500Z'), none: null });
  });
});

/** The same in ISO 8601, to the millisecond. */
function utc(text: string): string {
  const [day = '', time = ''] = text.replace('+00', '').split(' ');
  const [seconds = '', fraction = ''] = time.split('.');
  return `${day}T${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}

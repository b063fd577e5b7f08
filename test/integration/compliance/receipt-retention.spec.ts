import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { ReceiptRetention } from '../../../src/compliance/receipt-retention.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { startTestApp, type TestApp } from '../../support/test-app';
import { aPerson, type DialedPerson } from './dialed-people';

describe('receipts', () => {
  let app: TestApp;
  let people: DialedPerson[];

  beforeAll(async () => {
    app = await startTestApp({ imports: [ComplianceModule] });
    people = [
      await aPerson(app, await app.newTenant({ name: 'Acme' })),
      await aPerson(app, await app.newTenant({ name: 'Globex' })),
    ];
  });
  afterAll(() => app?.close());
  beforeEach(() => app.sql('truncate dial_checks'));

  const decidedAt = (person: DialedPerson | undefined, moment: string, count = 1): Promise<unknown> =>
    app.sql(
      `insert into dial_checks (tenant_id, id, lead_id, verdict, reason, explanation, zone_key, time_zones, rules_version, decided_at)
       select $1, gen_random_uuid(), $2, 'DENY', 'NO_CONSENT', 'No.', 'x', '{}', '1', $3::timestamptz from generate_series(1, $4)`,
      [person?.tenantId, person?.leadId, moment, count],
    );
  const left = () =>
    app.sql('select tenant_id, decided_at, count(*)::int from dial_checks group by 1, 2 order by 2, 1');

  it('are kept for five years, to the second, and then go, of every company', async () => {
    app.clock.set('2021-03-01T12:00:00Z');
    for (const person of people) {
      await decidedAt(person, '2016-03-01T11:59:59Z');
      await decidedAt(person, '2016-03-01T12:00:00Z');
      await decidedAt(person, '2021-03-01T11:00:00Z');
    }
    await app.get(ReceiptRetention).sweep();
    expect((await left()).map(({ decided_at: moment }) => moment)).toEqual([
      new Date('2016-03-01T12:00:00Z'),
      new Date('2016-03-01T12:00:00Z'),
      new Date('2021-03-01T11:00:00Z'),
      new Date('2021-03-01T11:00:00Z'),
    ]);
  });

  it('go however many there are', async () => {
    app.clock.set('2021-03-01T12:00:00Z');
    await decidedAt(people[0], '2015-01-01T00:00:00Z', 2_500);
    await app.get(ReceiptRetention).sweep();
    expect(await left()).toEqual([]);
  });

  it('cannot be deleted before, whoever tries and whatever the clock of the program says', async () => {
    const young = new Date(Date.now() - 4.9 * 365 * 86_400_000).toISOString();
    await decidedAt(people[0], young);
    app.clock.set('2099-01-01T00:00:00Z');
    await app.get(ReceiptRetention).sweep();
    expect(await left()).toHaveLength(1);
    const asCompany = app.asTenant(people[0]?.tenantId ?? '', () =>
      app.get(UnitOfWork).run((tx) => tx.query('delete from dial_checks')),
    );
    await expect(asCompany).rejects.toThrow('permission denied');
  });

  it('are not changed by anybody', async () => {
    for (const role of ['app', 'platform'] as const) {
      const work = app.get(UnitOfWork);
      const change = `update dial_checks set verdict = 'ALLOW'`;
      const attempt =
        role === 'app'
          ? app.asTenant(people[0]?.tenantId ?? '', () => work.run((tx) => tx.query(change)))
          : work.asPlatform('test', (tx) => tx.query(change));
      await expect(attempt).rejects.toThrow('permission denied');
    }
  });
});

import { Injectable } from '@nestjs/common';
import { declareFact, type FactDelivery } from '../../../src/platform/events/fact';
import { OnFact } from '../../../src/platform/events/on-fact.decorator';
import { Outbox } from '../../../src/platform/events/outbox';
import { MAX_DELIVERIES, OutboxStore } from '../../../src/platform/events/outbox-store';
import { currentTenantId } from '../../../src/platform/context/request-context';
import { FullLooks } from '../../../src/platform/database/full-looks';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { startTestApp, type TestApp } from '../../support/test-app';
import { until } from '../../support/until';

const KettleBoiled = declareFact<{ kettle: string }>('kettle.boiled');

@Injectable()
class KettleListener {
  readonly heard: { kettle: string; tenantId: string; attempt: number }[] = [];
  failuresLeft = 0;

  @OnFact(KettleBoiled)
  async pour({ kettle }: { kettle: string }, { attempt }: FactDelivery): Promise<void> {
    this.heard.push({ kettle, tenantId: currentTenantId(), attempt });
    if (this.failuresLeft-- > 0) throw new Error('scalded');
  }
}

describe('outbox', () => {
  let app: TestApp;
  let listener: KettleListener;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({ providers: [KettleListener] });
    listener = app.get(KettleListener);
    acme = await app.newTenant();
    globex = await app.newTenant();
  });
  afterAll(() => app.close());
  beforeEach(() => {
    listener.heard.length = 0;
    listener.failuresLeft = 0;
  });

  const boil = (tenant: string, kettle: string) =>
    app.asTenant(tenant, () => app.get(Outbox).record(KettleBoiled, { kettle }));
  const left = () => app.sql<{ n: number }>('select count(*)::int as n from outbox').then(([row]) => row?.n);

  it('delivers a fact after commit, in its tenant, and forgets it', async () => {
    await boil(acme, 'copper');
    await boil(globex, 'steel');
    await until(() => listener.heard.length === 2);
    expect(listener.heard).toEqual(
      expect.arrayContaining([
        { kettle: 'copper', tenantId: acme, attempt: 1 },
        { kettle: 'steel', tenantId: globex, attempt: 1 },
      ]),
    );
    await until(async () => (await left()) === 0);
  });

  it('delivers within a second of the commit: the bell works, not only the poll', async () => {
    const started = performance.now();
    await boil(acme, 'quick');
    await until(() => listener.heard.length === 1);
    expect(performance.now() - started).toBeLessThan(900);
  });

  it('says nothing of a transaction that rolled back', async () => {
    const failing = app.asTenant(acme, () =>
      app.get(UnitOfWork).run(async () => {
        await app.get(Outbox).record(KettleBoiled, { kettle: 'cracked' });
        throw new Error('dropped');
      }),
    );
    await expect(failing).rejects.toThrow('dropped');
    await boil(acme, 'next');
    await until(() => listener.heard.length > 0);
    expect(listener.heard.map(({ kettle }) => kettle)).toEqual(['next']);
  });

  it('tries again after a listener failed, and keeps the reason', async () => {
    listener.failuresLeft = 1;
    await boil(acme, 'hot');
    await until(() => listener.heard.length === 2);
    expect(listener.heard.map(({ attempt }) => attempt)).toEqual([1, 2]);
    await until(async () => (await left()) === 0);
  });

  describe('facts that are not delivered', () => {
    afterEach(() => app.sql('delete from outbox'));

    const put = (tenant: string, name: string, attempts: number) =>
      app.sql(
        `insert into outbox (tenant_id, id, name, payload, occurred_at, attempts)
         values ($1, gen_random_uuid(), $2, '{"kettle": "put"}', now(), $3)`,
        [tenant, name, attempts],
      );
    const outbox = () =>
      app.sql<{ tenant_id: string; attempts: number; is_parked: boolean; last_error: string | null }>(
        'select tenant_id, attempts, parked_at is not null as is_parked, last_error from outbox',
      );

    it('leaves a fact that this build does not know to one that does', async () => {
      await put(acme, 'kettle.invented-later', 0);
      await boil(globex, 'known');
      await until(async () => (await outbox()).every(({ tenant_id }) => tenant_id === acme));
      expect(listener.heard.map(({ kettle }) => kettle)).toEqual(['known']);
      expect(await outbox()).toEqual([{ tenant_id: acme, attempts: 0, is_parked: false, last_error: null }]);
    });

    it('parks a fact whose last delivery failed, with the reason, and not before', async () => {
      listener.failuresLeft = 2;
      await put(acme, KettleBoiled.name, MAX_DELIVERIES - 1);
      await put(globex, KettleBoiled.name, MAX_DELIVERIES - 2);
      await until(async () => (await outbox()).every(({ last_error }) => last_error !== null));
      const rows = await outbox();
      expect(rows).toContainEqual({ tenant_id: acme, attempts: MAX_DELIVERIES, is_parked: true, last_error: 'Error' });
      expect(rows).toContainEqual(
        expect.objectContaining({ tenant_id: globex, attempts: MAX_DELIVERIES - 1, is_parked: false }),
      );
    });

    it('parks a fact whose last delivery never ended, without delivering it once more', async () => {
      await put(acme, KettleBoiled.name, MAX_DELIVERIES);
      await boil(globex, 'next');
      await until(() => listener.heard.length === 1);
      expect(listener.heard).toEqual([{ kettle: 'next', tenantId: globex, attempt: 1 }]);
      await until(async () => (await left()) === 1);
      expect(await outbox()).toEqual([
        { tenant_id: acme, attempts: MAX_DELIVERIES, is_parked: true, last_error: 'DeliveryUnfinished' },
      ]);
    });

    it('is at most five seconds late with a fact of a moment long ago, where many that are gone stand before it', async () => {
      const name = 'kettle.elsewhere';
      const cheap = jest.spyOn(FullLooks, 'isCheap').mockReturnValue(false);
      const store = new OutboxStore(app.get(UnitOfWork));
      const claimed = async () => (await store.claim([name], 10)).rows.map((row) => row.tenant_id);
      expect(await claimed()).toEqual([]);
      const begun = performance.now();
      await put(acme, name, 0);
      await app.sql(`update outbox set next_attempt_at = clock_timestamp() - interval '1 hour' where tenant_id = $1`, [
        acme,
      ]);
      await put(globex, name, 0);
      expect(await claimed()).toEqual([globex]);
      await until(async () => (await claimed()).includes(acme));
      expect(performance.now() - begun).toBeLessThan(7_000);
      cheap.mockRestore();
    });

    it('says that as many were due as were asked for, also when one of them is parked instead', async () => {
      const store = app.get(OutboxStore);
      await put(acme, 'kettle.elsewhere', MAX_DELIVERIES);
      await put(globex, 'kettle.elsewhere', 0);
      await app.sql('update outbox set next_attempt_at = clock_timestamp()');
      const { rows, isFull } = await store.claim(['kettle.elsewhere'], 2);
      expect([rows.map((row) => row.tenant_id), isFull]).toEqual([[globex], true]);
      await app.sql('update outbox set next_attempt_at = clock_timestamp() where parked_at is null');
      expect((await store.claim(['kettle.elsewhere'], 2)).isFull).toBe(false);
    });

    it('leaves alone what another relay has claimed since', async () => {
      const store = app.get(OutboxStore);
      const claim = async () => {
        await app.sql('update outbox set next_attempt_at = clock_timestamp()');
        return (await store.claim(['kettle.elsewhere'], 10)).rows;
      };
      await put(acme, 'kettle.elsewhere', 0);
      await put(globex, 'kettle.elsewhere', MAX_DELIVERIES - 1);
      const [ours] = [await claim(), await claim()];
      expect(ours).toHaveLength(2);
      const theirs = await outbox();
      await store.handBack(ours);
      for (const row of ours) await store.failed(row, 'TooLate');
      expect(await outbox()).toEqual(theirs);
      expect(theirs).toContainEqual({ tenant_id: acme, attempts: 2, is_parked: false, last_error: null });
      expect(theirs).toContainEqual(
        expect.objectContaining({ tenant_id: globex, is_parked: true, last_error: 'DeliveryUnfinished' }),
      );
    });
  });
});

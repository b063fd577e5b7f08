import { Injectable } from '@nestjs/common';
import { declareFact, type FactDelivery } from '../../../src/platform/events/fact';
import { OnFact } from '../../../src/platform/events/on-fact.decorator';
import { Outbox } from '../../../src/platform/events/outbox';
import { currentTenantId } from '../../../src/platform/context/request-context';
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
});

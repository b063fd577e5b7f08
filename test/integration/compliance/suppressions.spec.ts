import { Injectable, Module } from '@nestjs/common';
import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { PhoneSuppressed } from '../../../src/compliance/compliance.events';
import { UNKNOWN_ZONE } from '../../../src/compliance/dial-zone';
import { DialZonesService } from '../../../src/compliance/dial-zones.service';
import { RuleBook } from '../../../src/compliance/rules/rule-book.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { OnFact } from '../../../src/platform/events/on-fact.decorator';
import { startTestApp, type TestApp } from '../../support/test-app';
import { until } from '../../support/until';

const PHONE = '+12125552345';

@Injectable()
class Listener {
  readonly heard: object[] = [];

  @OnFact(PhoneSuppressed)
  onSuppressed(payload: { suppressionId: string }): Promise<void> {
    this.heard.push(payload);
    return Promise.resolve();
  }
}

@Module({ imports: [ComplianceModule], providers: [Listener] })
class ListeningModule {}

describe('suppressions', () => {
  let app: TestApp;
  let suppressions: SuppressionsService;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [ListeningModule] });
    suppressions = app.get(SuppressionsService);
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    acme = await app.newTenant();
    globex = await app.newTenant();
  });

  const add = (tenantId: string, phone = PHONE, reason = 'asked on the phone') =>
    app.asTenant(tenantId, () => suppressions.add({ phone, reason, source: 'SPOKEN' }));

  it('are in force at once, for one tenant', async () => {
    const entry = await add(acme);
    expect(entry).toMatchObject({
      phone: PHONE,
      reason: 'asked on the phone',
      source: 'SPOKEN',
      addedAt: app.clock.now(),
    });
    expect(entry.createdBy).toMatch(/^MEMBER:/);
    expect(await app.asTenant(acme, () => suppressions.isSuppressed(PHONE))).toBe(true);
    expect(await app.asTenant(globex, () => suppressions.isSuppressed(PHONE))).toBe(false);
    expect(await app.asTenant(acme, () => suppressions.find(entry.id))).toMatchObject({ phone: PHONE });
    expect(await app.asTenant(globex, () => suppressions.find(entry.id))).toBeNull();
  });

  it('keep the first entry when added again', async () => {
    const first = await add(acme);
    app.clock.advance(60_000);
    expect(await add(acme, PHONE, 'again')).toMatchObject({ id: first.id, reason: first.reason });
  });

  it('tell whoever listens once, by id and without the number', async () => {
    const listener = app.get(Listener);
    const entry = await add(acme);
    await add(acme);
    await until(() => listener.heard.some((fact) => JSON.stringify(fact).includes(entry.id)));
    expect(listener.heard.filter((fact) => JSON.stringify(fact).includes(entry.id))).toEqual([
      { suppressionId: entry.id },
    ]);
  });

  it('are written once into the audit log of their company, without the number', async () => {
    const entry = await add(acme);
    await add(acme);
    const log = (tenantId: string) =>
      app.sql<{ body: string }>("select body from audit_log where tenant_id = $1 and action = 'suppression.added'", [
        tenantId,
      ]);
    const [written, ...more] = await log(acme);
    expect(more).toEqual([]);
    expect(written?.body).toContain(`suppression:${entry.id}`);
    expect(written?.body).not.toContain(PHONE);
    expect(await log(globex)).toEqual([]);
  });

  it.each(['2125552345', '+0123456789', '+1 212 555 2345', '+1', 'DROP TABLE', ''])(
    'refuse %p, which is no number',
    async (phone) => {
      await expect(add(acme, phone)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'phone' });
    },
  );

  it('refuse to be added without a reason', async () => {
    await expect(add(acme, PHONE, '  ')).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'reason' });
  });

  it('are listed newest first, page by page, without those removed', async () => {
    for (let i = 0; i < 5; i += 1) {
      app.clock.advance(1_000);
      await add(acme, `+1212555100${i}`);
    }
    await add(globex);
    await app.sql(`update suppressions set removed_at = now() where tenant_id = $1 and phone = '+12125551002'`, [acme]);
    const first = await app.asTenant(acme, () => suppressions.list({ first: 3 }));
    const second = await app.asTenant(acme, () => suppressions.list({ first: 3, after: first.pageInfo.endCursor }));
    expect([...first.nodes, ...second.nodes].map((entry) => entry.phone)).toEqual([
      '+12125551004',
      '+12125551003',
      '+12125551001',
      '+12125551000',
    ]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect(await app.asTenant(acme, () => first.totalCount)).toBe(4);
  });

  it('can be made again after removal', async () => {
    const first = await add(acme);
    await app.sql('update suppressions set removed_at = now() where tenant_id = $1', [acme]);
    expect(await app.asTenant(acme, () => suppressions.isSuppressed(PHONE))).toBe(false);
    expect((await add(acme)).id).not.toBe(first.id);
  });
});

describe('dial zones of a tenant', () => {
  let app: TestApp;
  let zones: DialZonesService;
  let book: RuleBook;

  beforeAll(async () => {
    app = await startTestApp({ imports: [ComplianceModule] });
    zones = app.get(DialZonesService);
    book = app.get(RuleBook);
  });
  afterAll(() => app?.close());

  it('are remembered once, and read back as they were', async () => {
    const [acme, globex] = [await app.newTenant(), await app.newTenant()];
    const some = [book.zoneOf({ phone: '+12125552345' }), book.zoneOf({ phone: '+18505552345' }), UNKNOWN_ZONE];
    const twice = [...some, book.zoneOf({ phone: '+12125552346' })];
    await app.asTenant(acme, () => zones.remember(twice));
    await app.asTenant(acme, () => zones.remember(some));
    await app.asTenant(acme, () => zones.remember([]));
    const listed = await app.asTenant(acme, () => zones.list());
    expect(listed).toEqual([...some].sort((a, b) => (a.key < b.key ? -1 : 1)));
    expect(await app.asTenant(globex, () => zones.list())).toEqual([]);
  });

  it('are remembered by many imports at once', async () => {
    const acme = await app.newTenant();
    const some = ['+12125552345', '+18505552345', '+13125552345', '+14155552345'].map((phone) =>
      book.zoneOf({ phone }),
    );
    const orders = [some, [...some].reverse(), some.slice(1), [...some].reverse().slice(1)];
    await Promise.all(orders.map((order) => app.asTenant(acme, () => zones.remember(order))));
    expect(await app.asTenant(acme, () => zones.list())).toHaveLength(4);
  });
});

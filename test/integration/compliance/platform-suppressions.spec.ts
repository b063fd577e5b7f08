import { DialGate, type DialDecision } from '../../../src/compliance/dial-gate.service';
import { PlatformSuppressions } from '../../../src/compliance/suppressions/platform-suppressions.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { door } from '../../support/door';
import { startTestApp, type TestApp } from '../../support/test-app';
import { until } from '../../support/until';
import { ADMIN_ID, asAdmin } from './an-admin';
import { aCall, anEnrolment, aPerson, type DialedPerson, NEW_YORKER } from './dialed-people';
import { ToldFacts, ToldFactsModule } from './told-facts';

describe('a suppression for every company', () => {
  let app: TestApp;
  let listed: PlatformSuppressions;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [ToldFactsModule] });
    listed = app.get(PlatformSuppressions);
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    acme = await app.newTenant();
    globex = await app.newTenant();
    app.clock.set('2026-07-07T18:00:00Z');
    await app.sql('delete from platform_suppressions');
    await app.sql('delete from platform_audit_log');
  });

  const add = (phone = NEW_YORKER, reason = 'wrote to us') => asAdmin(() => listed.add({ phone, reason }));
  const decide = (person: DialedPerson, callId: string): Promise<DialDecision> =>
    app.asTenant(person.tenantId, () => app.get(DialGate).decide({ ...person, callId, moment: app.clock.now() }));
  const isSuppressed = (tenantId: string): Promise<boolean> =>
    app.asTenant(tenantId, () => app.get(SuppressionsService).isSuppressed(NEW_YORKER));

  it('is in force for all of them at once, and no company has an entry of its own', async () => {
    const people = [await aPerson(app, acme), await aPerson(app, globex)];
    const calls = await Promise.all(people.map((person) => aCall(app, person, null, { live: true })));
    await add();
    for (const [i, person] of people.entries())
      expect(await decide(person, calls[i] ?? '')).toMatchObject({ verdict: 'DENY', reason: 'INTERNAL_DNC' });
    expect([await isSuppressed(acme), await isSuppressed(globex)]).toEqual([true, true]);
    expect(await app.sql('select 1 from suppressions where tenant_id = any($1)', [[acme, globex]])).toEqual([]);
  });

  it('keeps the first entry when added again, and is made again after removal', async () => {
    const first = await add();
    expect((await add(NEW_YORKER, 'again')).id).toBe(first.id);
    const removed = await asAdmin(() => listed.remove(first.id, 'The number has a new owner.'));
    expect(removed).toMatchObject({ removedAt: app.clock.now(), removedBy: `PLATFORM_ADMIN:${ADMIN_ID}` });
    expect([await isSuppressed(acme), await isSuppressed(globex)]).toEqual([false, false]);
    expect((await add()).id).not.toBe(first.id);
    expect(await app.sql('select 1 from platform_suppressions')).toHaveLength(2);
  });

  it('lifts nothing a company suppressed itself', async () => {
    await app.asTenant(acme, () =>
      app.get(SuppressionsService).add({ phone: NEW_YORKER, reason: 'asked', source: 'SPOKEN' }),
    );
    const { id } = await add();
    await asAdmin(() => listed.remove(id, 'mistaken'));
    expect([await isSuppressed(acme), await isSuppressed(globex)]).toEqual([true, false]);
  });

  it('is told to the companies that know the number, by id', async () => {
    const initech = await app.newTenant();
    await aPerson(app, acme);
    await anEnrolment(app, await aPerson(app, globex));
    const { id } = await add();
    const told = (tenantId: string) => app.get(ToldFacts).of(app, 'platform-suppression.added', tenantId);
    expect([await told(acme), await told(globex), await told(initech)]).toEqual([
      [{ platformSuppressionId: id }],
      [{ platformSuppressionId: id }],
      [],
    ]);
  });

  it('is written into the log of the platform without the number, and into no company’s', async () => {
    const { id } = await add();
    await asAdmin(() => listed.remove(id, 'The number has a new owner.'));
    const log = await app.sql<{ action: string; actor: string; body: string }>(
      'select action, actor, body from platform_audit_log order by seq',
    );
    expect(log.map(({ action }) => action)).toEqual(['platform-suppression.added', 'platform-suppression.removed']);
    for (const { actor, body } of log) {
      expect(actor).toBe(`PLATFORM_ADMIN:${ADMIN_ID}`);
      expect(body).toContain(id);
      expect(body).not.toContain(NEW_YORKER.slice(2));
    }
    expect(await app.sql('select 1 from audit_log where tenant_id = any($1)', [[acme, globex]])).toEqual([]);
  });

  it.each([
    ['phone', { phone: '2125552345', reason: 'asked' }],
    ['phone', { phone: '', reason: 'asked' }],
    ['reason', { phone: NEW_YORKER, reason: ' ' }],
    ['reason', { phone: NEW_YORKER, reason: 'x'.repeat(501) }],
  ])('is refused with a bad %s', async (field, entry) => {
    await expect(asAdmin(() => listed.add(entry))).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect(await app.sql('select 1 from platform_suppressions')).toEqual([]);
  });

  it('is removed once, with a reason', async () => {
    const { id } = await add();
    await expect(asAdmin(() => listed.remove(id, ' '))).rejects.toMatchObject({ field: 'reason' });
    await asAdmin(() => listed.remove(id, 'mistaken'));
    await expect(asAdmin(() => listed.remove(id, 'mistaken'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('waits for a dial of any company that is being decided', async () => {
    const person = await aPerson(app, globex);
    const callId = await aCall(app, person, null, { live: true });
    const [decided, mayCommit] = [door(), door()];
    let isAdded = false;
    const deciding = app.asTenant(globex, () =>
      app.get(UnitOfWork).run(async () => {
        const decision = await app.get(DialGate).decide({ ...person, callId, moment: app.clock.now() });
        decided.open();
        await mayCommit.opened;
        expect(isAdded).toBe(false);
        return decision;
      }),
    );
    await decided.opened;
    const adding = add().then(() => (isAdded = true));
    await until(async () => (await app.sql(WAITING)).length > 0);
    mayCommit.open();
    expect((await deciding).verdict).toBe('ALLOW');
    await adding;
    expect(await decide(person, callId)).toMatchObject({ reason: 'INTERNAL_DNC' });
  });

  it('cannot be written by the role that serves companies, nor deleted by any of the program', async () => {
    await add();
    const work = app.get(UnitOfWork);
    for (const statement of [
      `insert into platform_suppressions (id, phone, reason, source, added_at, added_by) values (gen_random_uuid(), '+12125552346', 'x', 'x', now(), 'x')`,
      'update platform_suppressions set removed_at = now()',
      'delete from platform_suppressions',
    ])
      await expect(app.asTenant(acme, () => work.run((tx) => tx.query(statement)))).rejects.toThrow(
        /permission denied/,
      );
    for (const statement of [
      `update platform_suppressions set phone = '+12125552346'`,
      'delete from platform_suppressions',
    ])
      await expect(work.asPlatform('test', (tx) => tx.query(statement))).rejects.toThrow(/permission denied/);
  });

  it('is found by number and lists companies by number in looks into indexes', async () => {
    await app.sql(`insert into dial_zones values ($1, 'z', '{}', '{}')`, [acme]);
    await app.sql(
      `insert into leads (tenant_id, id, phone, zone_key, source, created_at, updated_at)
       select $1, gen_random_uuid(), '+1415' || (5000000 + i), 'z', 'TEST', now(), now()
       from generate_series(1, 5000) i`,
      [acme],
    );
    await app.sql('analyze');
    const plans = await app.get(UnitOfWork).asPlatform('test', async (tx) => {
      await tx.query('set local enable_seqscan = off');
      return [
        await tx.query<object[]>(
          `explain select 1 from platform_suppressions where phone = $1 and removed_at is null`,
          [NEW_YORKER],
        ),
        await tx.query<object[]>(
          `explain select t.id from tenants t where exists (select 1 from leads l where l.tenant_id = t.id and l.phone = $1)`,
          [NEW_YORKER],
        ),
      ];
    });
    expect(JSON.stringify(plans[0])).toContain('platform_suppressions_in_force');
    expect(JSON.stringify(plans[1])).toContain('leads_phone');
  });
});

/** Who waits for an advisory lock of this database, as the server itself sees it. */
const WAITING = `
select 1 from pg_locks where locktype = 'advisory' and not granted
  and database = (select oid from pg_database where datname = current_database())`;

import { DialGate, type DialDecision } from '../../../src/compliance/dial-gate.service';
import { EmergencyHolds, type NewEmergencyHold } from '../../../src/compliance/operators/emergency-holds.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { startTestApp, type TestApp } from '../../support/test-app';
import { statementsOf } from '../leads/leads-app';
import { ADMIN_ID, asAdmin } from './an-admin';
import { aCall, aPerson, type DialedPerson } from './dialed-people';
import { ToldFacts, ToldFactsModule } from './told-facts';

const NOW = '2026-07-07T18:00:00Z';
const LOUISIANAN = '+15045552345';

describe('an emergency hold', () => {
  let app: TestApp;
  let holds: EmergencyHolds;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [ToldFactsModule] });
    holds = app.get(EmergencyHolds);
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    acme = await app.newTenant();
    globex = await app.newTenant();
    app.clock.set(NOW);
    await app.sql('delete from emergency_holds');
    await app.sql('delete from platform_audit_log');
  });

  const at = (moment: string): Date => new Date(moment);
  const place = (hold: Partial<NewEmergencyHold> = {}) =>
    asAdmin(() =>
      holds.place({ jurisdiction: 'US-LA', startsAt: at(NOW), endsAt: null, reason: 'LPSC general order', ...hold }),
    );
  const decide = async (person: DialedPerson): Promise<DialDecision> => {
    const callId = await aCall(app, person, null, { live: true });
    const decision = await app.asTenant(person.tenantId, () =>
      app.get(DialGate).decide({ ...person, callId, moment: app.clock.now() }),
    );
    if (decision.verdict === 'ALLOW') decision.permission.release();
    await app.sql(`update calls set status = 'CANCELED', ended_at = now() where id = $1`, [callId]);
    return decision;
  };

  it('stops every company in its place, and nowhere else, until it ends', async () => {
    const people = [await aPerson(app, acme, LOUISIANAN), await aPerson(app, globex, LOUISIANAN)];
    const texan = await aPerson(app, acme, '+12145552345');
    await place({ endsAt: at('2026-07-07T20:00:00Z') });
    for (const person of people)
      expect(await decide(person)).toMatchObject({
        verdict: 'DEFER',
        reason: 'EMERGENCY_HOLD',
        until: at('2026-07-07T20:00:00Z'),
      });
    expect(await decide(texan)).toMatchObject({ verdict: 'ALLOW' });
    app.clock.set('2026-07-07T20:00:00Z');
    for (const person of people) expect(await decide(person)).toMatchObject({ verdict: 'ALLOW' });
  });

  it('begins when it is said to', async () => {
    const person = await aPerson(app, acme, LOUISIANAN);
    await place({ startsAt: at('2026-07-07T19:00:00Z') });
    expect(await decide(person)).toMatchObject({ verdict: 'ALLOW' });
    app.clock.set('2026-07-07T19:00:00Z');
    expect(await decide(person)).toMatchObject({ reason: 'EMERGENCY_HOLD' });
  });

  it('is lifted before its time', async () => {
    const person = await aPerson(app, acme, LOUISIANAN);
    const { id } = await place();
    expect(await decide(person)).toMatchObject({ reason: 'EMERGENCY_HOLD' });
    expect(await asAdmin(() => holds.lift(id, 'Order rescinded'))).toMatchObject({ liftedAt: at(NOW) });
    expect(await decide(person)).toMatchObject({ verdict: 'ALLOW' });
    await expect(asAdmin(() => holds.lift(id, 'again'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('in force is told to the rules in one statement, those to come with it, those over or lifted not', async () => {
    await place({ startsAt: at('2026-07-01T00:00:00Z'), endsAt: at('2026-07-08T00:00:00Z') });
    await place({ jurisdiction: 'US-NY', startsAt: at('2026-07-09T00:00:00Z') });
    await asAdmin(async () => holds.lift((await place({ jurisdiction: 'US-TX' })).id, 'mistaken'));
    const sent = await statementsOf(async () => {
      expect(await app.asTenant(acme, () => holds.inForce(at(NOW)))).toEqual([
        { jurisdiction: 'US-LA', from: at('2026-07-01T00:00:00Z'), to: at('2026-07-08T00:00:00Z') },
        { jurisdiction: 'US-NY', from: at('2026-07-09T00:00:00Z'), to: null },
      ]);
    });
    expect(sent.filter((text) => text.includes('emergency_holds'))).toHaveLength(1);
    expect(await app.asTenant(acme, () => holds.inForce(at('2026-07-08T00:00:00Z')))).toHaveLength(1);
  });

  it('is audited for the platform, with its reason', async () => {
    const { id } = await place();
    await asAdmin(() => holds.lift(id, 'Order rescinded'));
    const log = await app.sql<{ actor: string; action: string; body: string }>(
      'select actor, action, body from platform_audit_log order by seq',
    );
    expect(log.map(({ action, actor }) => [action, actor])).toEqual([
      ['emergency-hold.placed', `PLATFORM_ADMIN:${ADMIN_ID}`],
      ['emergency-hold.lifted', `PLATFORM_ADMIN:${ADMIN_ID}`],
    ]);
    expect(JSON.parse(log[0]?.body ?? '')).toMatchObject({
      target: `emergency-hold:${id}`,
      details: { jurisdiction: 'US-LA', reason: 'LPSC general order', endsAt: null },
    });
    expect(log[1]?.body).toContain('Order rescinded');
  });

  it('is told to every active company, which plans anew', async () => {
    const paused = await app.newTenant();
    await app.sql(`update tenants set status = 'PAUSED' where id = $1`, [paused]);
    const { id } = await place();
    const told = (tenantId: string) => app.get(ToldFacts).of(app, 'emergency-hold.changed', tenantId);
    expect([await told(acme), await told(globex), await told(paused)]).toEqual([
      [{ holdId: id }],
      [{ holdId: id }],
      [],
    ]);
  });

  it.each<[string, Partial<NewEmergencyHold>]>([
    ['jurisdiction', { jurisdiction: 'US-ZZ' }],
    ['jurisdiction', { jurisdiction: 'Louisiana' }],
    ['startsAt', { startsAt: new Date('0000-01-01T00:00:00Z') }],
    ['startsAt', { startsAt: new Date(Number.NaN) }],
    ['endsAt', { endsAt: new Date(NOW) }],
    ['endsAt', { startsAt: new Date('2026-07-01T00:00:00Z'), endsAt: new Date('2026-07-02T00:00:00Z') }],
    ['endsAt', { endsAt: new Date(Number.NaN) }],
    ['reason', { reason: '  ' }],
  ])('is refused with a bad %s: %p', async (field, hold) => {
    await expect(place(hold)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect(await app.sql('select 1 from emergency_holds')).toEqual([]);
  });

  it('cannot be placed or changed by the role that serves companies, nor deleted', async () => {
    await place();
    const work = app.get(UnitOfWork);
    for (const statement of [
      'update emergency_holds set lifted_at = now()',
      'delete from emergency_holds',
      `insert into emergency_holds (id, jurisdiction, starts_at, reason, placed_by, placed_at) values (gen_random_uuid(), 'US-TX', now(), 'x', 'x', now())`,
    ])
      await expect(app.asTenant(acme, () => work.run((tx) => tx.query(statement)))).rejects.toThrow(
        /permission denied/,
      );
    await expect(work.asPlatform('test', (tx) => tx.query('delete from emergency_holds'))).rejects.toThrow(
      /permission denied/,
    );
  });

  it('is found by its time in one look into an index', async () => {
    await app.sql('analyze emergency_holds');
    const plan = await app.get(UnitOfWork).asPlatform('test', async (tx) => {
      await tx.query('set local enable_seqscan = off');
      return tx.query<object[]>(
        `explain select 1 from emergency_holds where lifted_at is null and coalesce(ends_at, 'infinity'::timestamptz) > now()`,
      );
    });
    expect(JSON.stringify(plan)).toContain('emergency_holds_open');
  });
});

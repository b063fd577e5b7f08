import { v7 as uuidv7 } from 'uuid';
import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { DialGate, type DialDecision, type DialRequest } from '../../../src/compliance/dial-gate.service';
import { RuleBook } from '../../../src/compliance/rules/rule-book.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { startTestApp, type TestApp } from '../../support/test-app';
import { aCall, anEnrolment, aPerson, type DialedPerson, NEW_YORKER } from './dialed-people';

const HOUR = 3_600_000;

type Decided = Exclude<DialDecision, { verdict: 'LATER' }>;

describe('the dial gate', () => {
  let app: TestApp;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [ComplianceModule] });
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    acme = await app.newTenant({ name: 'Acme' });
    globex = await app.newTenant({ name: 'Globex' });
    app.clock.set('2026-07-07T18:00:00Z');
  });

  /** Decides, and gives the permission back at once. */
  async function decide(person: DialedPerson, more: Partial<DialRequest> = {}): Promise<Decided> {
    const { tenantId, ...contact } = person;
    const decision = await app.asTenant(tenantId, () =>
      app.get(DialGate).decide({ ...contact, moment: app.clock.now(), ...more }),
    );
    if (decision.verdict === 'LATER') throw new Error('nobody was revoking');
    if (decision.verdict === 'ALLOW') decision.permission.release();
    return decision;
  }

  const checks = (tenantId: string) =>
    app.sql('select * from dial_checks where tenant_id = $1 order by decided_at, id', [tenantId]);

  it('allows a call in the afternoon, once, for one attempt and one minute', async () => {
    const person = await aPerson(app, acme);
    const callId = await aCall(app, person, null, { live: true });
    const decision = await decide(person, { callId });
    if (decision.verdict !== 'ALLOW') throw new Error(decision.explanation);
    // Two minutes before nine in the evening: the phone must not ring beyond it.
    expect(decision.closesAt).toEqual(new Date('2026-07-08T00:58:00Z'));
    const { permission } = decision;
    expect(permission).toMatchObject({ tenantId: acme, callId, phone: NEW_YORKER, checkId: decision.checkId });
    expect(permission.isValidAt(new Date(app.clock.now().getTime() + 59_999))).toBe(true);
    expect(permission.isValidAt(new Date(app.clock.now().getTime() + 60_000))).toBe(false);
    expect(() => Object.assign(permission, { phone: '+14155550123' })).toThrow(TypeError);
    expect([permission.use(), permission.use()]).toEqual([true, false]);
    expect(await checks(acme)).toMatchObject([
      {
        id: decision.checkId,
        lead_id: person.leadId,
        call_id: callId,
        channel: 'AI_VOICE',
        verdict: 'ALLOW',
        reason: 'OK',
        zone_key: 'US+US-NY|America/New_York',
        time_zones: ['America/New_York'],
        jurisdictions: ['US', 'US-NY'],
        rules_version: app.get(RuleBook).version,
        next_allowed_at: null,
        decided_at: app.clock.now(),
      },
    ]);
    expect(await checks(globex)).toEqual([]);
  });

  it('allows nothing without an attempt, and leaves no receipt of it', async () => {
    const person = await aPerson(app, acme);
    await expect(decide(person)).rejects.toThrow('only for a named attempt');
    expect(await checks(acme)).toEqual([]);
  });

  it('denies a person nobody can place', async () => {
    const [nobody, somewhere] = [await aPerson(app, acme, '+18005552345'), await aPerson(app, acme, '+12115552345')];
    expect(await decide(nobody)).toMatchObject({ verdict: 'DENY', reason: 'NUMBER_TYPE_PROHIBITED' });
    expect(await decide(somewhere)).toMatchObject({ verdict: 'DENY' });
    expect((await checks(acme)).map((check) => check['time_zones'])).toEqual([[], []]);
  });

  it('denies whom the tenant suppressed, and only that tenant', async () => {
    const [here, there] = [await aPerson(app, acme), await aPerson(app, globex)];
    await app.asTenant(acme, () =>
      app.get(SuppressionsService).add({ phone: NEW_YORKER, reason: 'asked', source: 'MANUAL' }),
    );
    expect(await decide(here)).toMatchObject({ verdict: 'DENY', reason: 'INTERNAL_DNC' });
    expect(await decide(there, { callId: await aCall(app, there, null, { live: true }) })).toMatchObject({
      verdict: 'ALLOW',
    });
    const [receipt] = await checks(acme);
    expect(JSON.stringify(receipt)).not.toContain(NEW_YORKER);
  });

  it('defers at night until the morning', async () => {
    const person = await aPerson(app, acme);
    app.clock.set('2026-07-08T02:00:00Z');
    const until = new Date('2026-07-08T12:00:00Z');
    expect(await decide(person)).toMatchObject({ verdict: 'DEFER', reason: 'OUTSIDE_WINDOW', until });
    expect(await checks(acme)).toMatchObject([{ verdict: 'DEFER', next_allowed_at: until }]);
  });

  it("passes on the caller's objection with its words", async () => {
    const person = await aPerson(app, acme);
    const conditions = [
      { verdict: 'DENY', reason: 'CAMPAIGN_STOPPED', explanation: 'The campaign was stopped.' },
    ] as const;
    expect(await decide(person, { conditions })).toMatchObject(conditions[0]);
    expect(await checks(acme)).toMatchObject(conditions);
  });

  describe('the cap of three calls in 24 hours', () => {
    it('counts dialed calls of this tenant to this phone, and no others', async () => {
      const [person, other, neighbour] = [
        await aPerson(app, acme),
        await aPerson(app, globex),
        await aPerson(app, acme, '+12125559999'),
      ];
      const now = app.clock.now().getTime();
      await aCall(app, person, new Date(now - HOUR));
      await aCall(app, person, new Date(now - 2 * HOUR));
      await aCall(app, person, new Date(now - 3 * HOUR), { notPlaced: true });
      await aCall(app, person, new Date(now - 24 * HOUR));
      for (let i = 1; i <= 3; i += 1) await aCall(app, other, new Date(now - i * HOUR));
      for (let i = 1; i <= 3; i += 1) await aCall(app, neighbour, new Date(now - i * HOUR));
      const callId = await aCall(app, person, null, { live: true });
      expect(await decide(person, { callId })).toMatchObject({ verdict: 'ALLOW' });
    });

    it('defers the fourth until the first of the last three is exactly 24 hours old', async () => {
      const person = await aPerson(app, acme);
      const now = app.clock.now().getTime();
      for (const hours of [20, 5, 2]) await aCall(app, person, new Date(now - hours * HOUR));
      const until = new Date(now + 4 * HOUR);
      expect(await decide(person)).toMatchObject({ verdict: 'DEFER', reason: 'FREQUENCY_CAP', until });
      app.clock.set(until);
      const callId = await aCall(app, person, null, { live: true });
      expect(await decide(person, { callId })).toMatchObject({ verdict: 'ALLOW' });
    });

    it('does not count the attempt it decides about', async () => {
      const person = await aPerson(app, acme);
      const now = app.clock.now().getTime();
      for (const hours of [3, 2]) await aCall(app, person, new Date(now - hours * HOUR));
      const callId = await aCall(app, person, new Date(now - HOUR));
      expect(await decide(person, { callId })).toMatchObject({ verdict: 'ALLOW' });
      expect(await decide(person)).toMatchObject({ reason: 'FREQUENCY_CAP' });
    });
  });

  describe('the same wait of the same enrolment', () => {
    it('is written once, however often it is asked', async () => {
      const person = await aPerson(app, acme);
      const { enrolmentId, campaignId } = await anEnrolment(app, person);
      app.clock.set('2026-07-08T02:00:00Z');
      const first = await decide(person, { enrolmentId, campaignId });
      app.clock.advance(HOUR);
      const again = await decide(person, { enrolmentId, campaignId });
      expect(again.checkId).toBe(first.checkId);
      expect(await checks(acme)).toHaveLength(1);
    });

    it('is written again when the reason, the end or the enrolment is another', async () => {
      const person = await aPerson(app, acme);
      const [one, two] = [await anEnrolment(app, person), await anEnrolment(app, person)];
      app.clock.set('2026-07-08T02:00:00Z');
      const until = new Date('2026-07-08T12:00:00Z');
      await decide(person, one);
      await decide(person, two);
      await decide(person, { ...one, conditions: [{ verdict: 'DEFER', reason: 'BUDGET', explanation: 'b', until }] });
      await decide(person, { ...one, windows: { wed: ['09:00', '10:00'] } });
      expect(await checks(acme)).toHaveLength(4);
    });

    it('is written for each call by hand, and once for wishes that made no call', async () => {
      const person = await aPerson(app, acme);
      app.clock.set('2026-07-08T02:00:00Z');
      const callId = await aCall(app, person, null, { live: true });
      for (const more of [{}, { callId }, { callId }, {}]) await decide(person, more);
      expect((await checks(acme)).map(({ call_id }) => call_id)).toEqual([null, callId, callId]);
    });

    it('never hides an allowance or a denial', async () => {
      const person = await aPerson(app, acme);
      const enrolment = await anEnrolment(app, person);
      const conditions = [{ verdict: 'DENY', reason: 'X', explanation: 'x' }] as const;
      await decide(person, { ...enrolment, conditions });
      await decide(person, { ...enrolment, conditions });
      expect(await checks(acme)).toHaveLength(2);
    });
  });

  it('joins the transaction of the caller: what rolls back was never decided', async () => {
    const person = await aPerson(app, acme);
    const callId = await aCall(app, person, null, { live: true });
    const failing = app.asTenant(acme, () =>
      app.get(UnitOfWork).run(async () => {
        await app.get(DialGate).decide({ ...person, callId, moment: app.clock.now() });
        throw new Error('the lease was lost');
      }),
    );
    await expect(failing).rejects.toThrow('the lease was lost');
    expect(await checks(acme)).toEqual([]);
  });

  it("does not write about another tenant's lead", async () => {
    const person = await aPerson(app, acme);
    await expect(decide({ ...person, tenantId: globex })).rejects.toThrow();
    expect(await checks(globex)).toEqual([]);
    expect(await decide({ ...person, leadId: uuidv7() }).catch((error: Error) => error.message)).toContain(
      'foreign key',
    );
  });
});

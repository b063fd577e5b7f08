import { DialGate, type DialDecision } from '../../../src/compliance/dial-gate.service';
import { Registrations } from '../../../src/compliance/operators/registrations.service';
import type { PolicyChanges } from '../../../src/compliance/policies/calling-policy';
import { CallingPolicies } from '../../../src/compliance/policies/calling-policies.service';
import { startTestApp, type TestApp } from '../../support/test-app';
import { statementsOf } from '../leads/leads-app';
import { ADMIN_ID, asAdmin } from './an-admin';
import { aCall, aPerson, type DialedPerson, NEW_YORKER } from './dialed-people';
import { ToldFacts, ToldFactsModule } from './told-facts';

/** A Tuesday, two in the afternoon in New York. */
const NOW = '2026-07-07T18:00:00Z';

describe('the calling policy of a company', () => {
  let app: TestApp;
  let policies: CallingPolicies;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [ToldFactsModule] });
    policies = app.get(CallingPolicies);
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    acme = await app.newTenant({ name: 'Acme Homes' });
    globex = await app.newTenant({ name: 'Globex' });
    app.clock.set(NOW);
  });

  const change = (changes: PolicyChanges, tenantId = acme) => app.asTenant(tenantId, () => policies.change(changes));
  const current = (tenantId = acme) => app.asTenant(tenantId, () => policies.current());
  const decide = async (person: DialedPerson): Promise<DialDecision> => {
    const callId = await aCall(app, person, null, { live: true });
    const decision = await app.asTenant(person.tenantId, () =>
      app.get(DialGate).decide({ ...person, callId, moment: app.clock.now() }),
    );
    if (decision.verdict === 'ALLOW') decision.permission.release();
    await app.sql(`update calls set status = 'CANCELED', ended_at = now() where id = $1`, [callId]);
    return decision;
  };
  const audited = async (tenantId: string): Promise<Record<string, object>[]> =>
    (
      await app.sql<{ body: string }>(
        `select body from audit_log where tenant_id = $1 and action = 'calling-policy.changed' order by seq`,
        [tenantId],
      )
    ).map(({ body }) => (JSON.parse(body) as { details: Record<string, object> }).details);
  const facts = (tenantId: string) => app.get(ToldFacts).of(app, 'calling-policy.changed', tenantId);

  it('adds nothing until it is chosen, and is read in one statement', async () => {
    const sent = await statementsOf(async () => {
      expect(await current()).toEqual({
        legalName: 'Acme Homes',
        narrowing: {},
        registrations: [],
        disclosure: { recordingNotice: 'ALWAYS', purpose: null, extraSentence: null, callbackNumber: null },
        updatedAt: null,
      });
    });
    expect(sent.filter((text) => text.includes('calling_policies'))).toHaveLength(1);
  });

  it('keeps what was chosen, leaves out what was not, and forgets what is taken back', async () => {
    await change({ maxAttemptsPer24h: 2, excludedRegions: ['US-TX', 'IN', 'US-TX'], legalName: '  Acme  Homes LLC ' });
    await change({ windows: { mon: ['10:00', '12:00'], sun: null }, closedDates: ['2026-12-24', '2026-07-03'] });
    expect(await current()).toMatchObject({
      legalName: 'Acme Homes LLC',
      narrowing: {
        maxAttemptsPer24h: 2,
        excludedRegions: ['IN', 'US-TX'],
        windows: { mon: ['10:00', '12:00'], sun: null },
        closedDates: ['2026-07-03', '2026-12-24'],
      },
      updatedAt: app.clock.now(),
    });
    await change({ maxAttemptsPer24h: null, excludedRegions: null, legalName: null, windows: null, closedDates: null });
    expect(await current()).toMatchObject({
      legalName: 'Acme Homes',
      narrowing: { windows: {}, excludedRegions: [], closedDates: [] },
    });
    expect((await current()).narrowing.maxAttemptsPer24h).toBeUndefined();
    expect((await current(globex)).updatedAt).toBeNull();
  });

  it('changes parts of what is said at the beginning of a call', async () => {
    await change({ disclosure: { purpose: 'homes in Miami', callbackNumber: '+13055550100' } });
    await change({ disclosure: { recordingNotice: 'WHERE_REQUIRED', purpose: ' ' } });
    expect((await current()).disclosure).toEqual({
      recordingNotice: 'WHERE_REQUIRED',
      purpose: null,
      extraSentence: null,
      callbackNumber: '+13055550100',
    });
  });

  it.each<[string, PolicyChanges, string, string]>([
    ['hours', { windows: { tue: ['15:00', '16:00'] } }, 'DEFER', 'OUTSIDE_WINDOW'],
    ['a closed day', { windows: { tue: null } }, 'DEFER', 'DAY_CLOSED'],
    ['a date', { closedDates: ['2026-07-07'] }, 'DEFER', 'HOLIDAY_CLOSED'],
    ['a region', { excludedRegions: ['US-NY'] }, 'DENY', 'REGION_EXCLUDED'],
    ['a duty to register', { requireRegistration: true }, 'DENY', 'REGISTRATION_REQUIRED'],
  ])('of %s narrows the next decision, of this company', async (_what, changes, verdict, reason) => {
    const [here, there] = [await aPerson(app, acme), await aPerson(app, globex)];
    expect(await decide(here)).toMatchObject({ verdict: 'ALLOW' });
    await change(changes);
    expect(await decide(here)).toMatchObject({ verdict, reason });
    expect(await decide(there)).toMatchObject({ verdict: 'ALLOW' });
  });

  it('of attempts counts the calls of the last day', async () => {
    const [here, there] = [await aPerson(app, acme), await aPerson(app, globex)];
    for (const person of [here, there]) await aCall(app, person, new Date('2026-07-07T14:00:00Z'));
    await change({ maxAttemptsPer24h: 1 });
    expect(await decide(here)).toMatchObject({ verdict: 'DEFER', reason: 'FREQUENCY_CAP' });
    expect(await decide(there)).toMatchObject({ verdict: 'ALLOW' });
  });

  it('of a registration that is held lets calls begin again', async () => {
    const person = await aPerson(app, acme);
    await change({
      requireRegistration: true,
      registrations: [{ jurisdiction: 'US-NY', status: 'HELD', reference: 'NY-123' }],
    });
    expect(await decide(person)).toMatchObject({ verdict: 'ALLOW' });
  });

  it('is audited with what was and what is, but for words and numbers, and told as a fact', async () => {
    await change({ maxAttemptsPer24h: 2 });
    await change({
      maxAttemptsPer24h: 1,
      registrations: [{ jurisdiction: 'US-FL', status: 'EXEMPT', reference: 'Fla. Stat. 501.604' }],
      disclosure: { callbackNumber: '+13055550100', extraSentence: 'Ask for Ann.' },
    });
    expect(await audited(acme)).toEqual([
      { max_attempts_24h: { was: null, is: 2 } },
      {
        max_attempts_24h: { was: 2, is: 1 },
        registrations: { was: {}, is: { 'US-FL': { status: 'EXEMPT', reference: 'Fla. Stat. 501.604' } } },
        disclosure: { changed: true },
      },
    ]);
    expect(JSON.stringify(await audited(acme))).not.toMatch(/Ann|3055550100/);
    expect(await facts(acme)).toEqual([
      { fields: ['max_attempts_24h'] },
      { fields: ['max_attempts_24h', 'registrations', 'disclosure'] },
    ]);
    expect(await audited(globex)).toEqual([]);
    expect(await facts(globex)).toEqual([]);
  });

  it('that stays as it was is neither audited nor told', async () => {
    await change({ maxAttemptsPer24h: 2 });
    await change({ maxAttemptsPer24h: 2 });
    await change({});
    expect(await audited(acme)).toHaveLength(1);
    expect(await facts(acme)).toHaveLength(1);
  });

  it('changed by many at once is changed by each', async () => {
    await Promise.all([
      change({ maxAttemptsPer24h: 1 }),
      change({ closedDates: ['2026-12-24'] }),
      change({ excludedRegions: ['IN'] }),
      change({ requireRegistration: true }),
    ]);
    expect((await current()).narrowing).toMatchObject({
      maxAttemptsPer24h: 1,
      closedDates: ['2026-12-24'],
      excludedRegions: ['IN'],
      requireRegistration: true,
    });
  });

  describe('a registration noted by those who run the platform', () => {
    const set = (tenantId: string, status: 'HELD' | 'EXEMPT' | 'NONE', reference = 'FL-1', jurisdiction = 'US-FL') =>
      asAdmin(() => app.get(Registrations).set(tenantId, { jurisdiction, status, reference }));

    it('is written into the policy and the log of the company', async () => {
      await change({ registrations: [{ jurisdiction: 'US-NY', status: 'HELD', reference: 'NY-123' }] });
      await set(acme, 'HELD');
      expect((await current()).narrowing.registeredIn).toEqual(['US-FL', 'US-NY']);
      await set(acme, 'EXEMPT', '501.604');
      expect((await current()).registrations).toContainEqual({
        jurisdiction: 'US-FL',
        status: 'EXEMPT',
        reference: '501.604',
      });
      await set(acme, 'NONE', '');
      expect((await current()).narrowing.registeredIn).toEqual(['US-NY']);
      const actors = await app.sql(
        `select distinct actor from audit_log where tenant_id = $1 and actor like 'PLATFORM_ADMIN:%'`,
        [acme],
      );
      expect(actors).toEqual([{ actor: `PLATFORM_ADMIN:${ADMIN_ID}` }]);
      expect((await current(globex)).registrations).toEqual([]);
    });

    it('is refused without a duty to register, without papers, and for a company that is none', async () => {
      await expect(set(acme, 'HELD', 'x', 'US-AL')).rejects.toMatchObject({ field: 'jurisdiction' });
      await expect(set(acme, 'HELD', 'x', 'ZZ')).rejects.toMatchObject({ field: 'jurisdiction' });
      await expect(set(acme, 'HELD', ' ')).rejects.toMatchObject({ field: 'reference' });
      await expect(set('0197f000-0000-7000-8000-000000000000', 'HELD')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  it('keeps the name consents must bear', async () => {
    const person = await aPerson(app, acme, NEW_YORKER);
    await change({ legalName: 'Acme Homes LLC' });
    expect(await decide(person)).toMatchObject({ verdict: 'DENY', reason: 'CONSENT_WRONG_SELLER' });
  });
});

import { v7 as uuidv7 } from 'uuid';
import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { ConsentLedger } from '../../../src/compliance/consents/consent-ledger.service';
import { type ContactFacts, readContactFacts } from '../../../src/compliance/contact-facts';
import { CONTACT_FACTS } from '../../../src/compliance/contact-facts-query';
import { DialGate, type DialDecision, type DialRequest } from '../../../src/compliance/dial-gate.service';
import { rowsOf } from '../../../src/platform/database/sql';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { aConsent } from '../../support/builders/a-consent';
import { startTestApp, type TestApp } from '../../support/test-app';
import { aCall, aPerson, type DialedPerson, NEW_YORKER } from './dialed-people';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOBODY = { consents: false };

describe('what is known about contacting a number', () => {
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

  const ago = (ms: number): Date => new Date(app.clock.now().getTime() - ms);
  const factsOf = (tenantId: string, more: { callId?: string; textId?: string } = {}): Promise<ContactFacts> =>
    app.asTenant(tenantId, () =>
      app
        .get(UnitOfWork)
        .run((tx) => readContactFacts(tx, tenantId, { phone: NEW_YORKER, moment: app.clock.now(), ...more })),
    );

  /** As in a company that has called for a while: in an empty one every index is as good as the other. */
  async function manyCalls(): Promise<void> {
    await aCall(app, await aPerson(app, acme), ago(HOUR));
    await app.sql(
      `insert into calls (tenant_id, id, lead_id, agent_id, agent_version, origin, purpose, phone, from_number, zone_key, status,
         ring_timeout_seconds, max_call_seconds, queued_at, created_at, updated_at)
       select c.tenant_id, gen_random_uuid(), c.lead_id, c.agent_id, c.agent_version, c.origin, c.purpose, '+1212556' || (1000 + n), c.from_number,
         c.zone_key, 'QUEUED', c.ring_timeout_seconds, c.max_call_seconds, c.queued_at, c.created_at, c.updated_at
       from calls c cross join generate_series(1, 2000) as n where c.tenant_id = $1 and c.phone = $2`,
      [acme, NEW_YORKER],
    );
    await app.sql(
      `update calls set status = 'CANCELED', outcome = 'FAILED', dial_started_at = now(), ended_at = now() where status = 'QUEUED' and tenant_id = $1`,
      [acme],
    );
    await app.sql('analyze');
  }

  async function decide(person: DialedPerson, more: Partial<DialRequest> = {}): Promise<DialDecision> {
    const { tenantId, ...contact } = person;
    const callId = more.callId ?? (await aCall(app, person, null, { live: true }));
    const decision = await app.asTenant(tenantId, () =>
      app.get(DialGate).decide({ ...contact, moment: app.clock.now(), ...more, callId }),
    );
    if (decision.verdict === 'ALLOW') decision.permission.release();
    await app.sql(`update calls set status = 'CANCELED', outcome = 'FAILED', ended_at = now() where id = $1`, [callId]);
    return decision;
  }

  interface TextRow {
    readonly direction: 'INBOUND' | 'OUTBOUND';
    readonly at: Date;
    readonly purpose?: string;
    readonly notSent?: boolean;
    readonly subject?: string;
  }

  async function aText({ tenantId, phone, leadId }: DialedPerson, text: TextRow): Promise<string> {
    const id = uuidv7();
    const isOut = text.direction === 'OUTBOUND';
    await app.sql(
      `insert into text_messages (tenant_id, id, lead_id, phone, our_number, channel, direction, purpose, subject, body, status, not_sent,
         sent_at, received_at, created_at, updated_at, command)
       values ($1, $2, $3, $4, '+14155550100', 'SMS', $5, $6, $7, 'x', $8, $9, $10, $11, now(), now(), $12)`,
      [
        tenantId,
        id,
        leadId,
        phone,
        text.direction,
        isOut ? (text.purpose ?? 'MARKETING') : null,
        text.subject ?? null,
        isOut ? 'SENDING' : 'RECEIVED',
        text.notSent ?? false,
        isOut ? text.at : null,
        isOut ? null : text.at,
        isOut ? null : 'RESUME',
      ],
    );
    return id;
  }

  it('is nothing at first, and the name of the company', async () => {
    expect(await factsOf(acme)).toEqual({
      seller: 'Acme',
      history: {
        consents: [],
        revocations: [],
        attempts: [],
        internalDncAt: null,
        reassigned: null,
        relationship: null,
        inboundAt: null,
        declinedAt: null,
        confirmationsSent: 0,
      },
      lists: [],
      holds: [],
      narrowing: {},
    });
  });

  it('is one statement, whose every look goes into an index', async () => {
    await manyCalls();
    const plan = await app.asTenant(acme, () =>
      app.get(UnitOfWork).run(async (tx) => {
        await tx.query('set local enable_seqscan = off');
        const explained = CONTACT_FACTS.replaceAll('$1', `'${acme}'::uuid`)
          .replaceAll('$2', `'${NEW_YORKER}'`)
          .replaceAll('$3', 'clock_timestamp()')
          .replaceAll('$4', `'212'`)
          .replaceAll(/\$[56]/g, 'null::uuid')
          .replaceAll('$7', `now() - interval '30 days'`);
        return rowsOf<{ 'QUERY PLAN': string }>(tx, `explain ${explained}`);
      }),
    );
    const lines = plan.map((line) => line['QUERY PLAN']);
    expect(lines.filter((line) => line.includes('Seq Scan'))).toEqual([]);
    for (const index of [
      'suppressions_in_force',
      'consents_phone',
      'calls_person',
      'calls_wished',
      'text_messages_heard',
    ])
      expect(lines.join('\n')).toContain(index);
  });

  it('stays in the company', async () => {
    const person = await aPerson(app, acme);
    await aCall(app, person, ago(HOUR));
    await aText(person, { direction: 'INBOUND', at: ago(HOUR) });
    await app.sql(`insert into reassigned_checks values ($1, $2, 'NO', now())`, [acme, NEW_YORKER]);
    const { history } = await factsOf(globex);
    expect(history).toMatchObject({ consents: [], attempts: [], inboundAt: null, reassigned: null });
  });

  describe('consent', () => {
    it.each([
      ['none', undefined, 'NO_CONSENT'],
      ['one that names another company', { seller: 'Globex' }, 'CONSENT_WRONG_SELLER'],
      ['one for texts', { channels: ['SMS' as const] }, 'CONSENT_CHANNEL_NOT_COVERED'],
      ['one without a signature', { signature: null }, 'CONSENT_INCOMPLETE'],
      ['a spoken one', { type: 'PEC' as const }, 'CONSENT_INCOMPLETE'],
      ['one that has run out', { expiresAt: new Date('2026-07-07T17:59:59Z') }, 'NO_CONSENT'],
    ])('%s is not enough to sell by AI', async (_what, given, reason) => {
      const person = await aPerson(app, acme, NEW_YORKER, NOBODY);
      if (given) await aConsent(app, acme, NEW_YORKER, { seller: 'Acme', ...given });
      expect(await decide(person)).toMatchObject({ verdict: 'DENY', reason });
    });

    it('in writing is, with the company’s legal name where it has another', async () => {
      const person = await aPerson(app, acme, NEW_YORKER, NOBODY);
      await aConsent(app, acme, NEW_YORKER, { seller: 'Acme' });
      expect(await decide(person)).toMatchObject({ verdict: 'ALLOW' });
      await app.sql(
        `insert into calling_policies (tenant_id, legal_name, updated_at) values ($1, 'Acme Homes LLC', now())`,
        [acme],
      );
      expect(await decide(person)).toMatchObject({ verdict: 'DENY', reason: 'CONSENT_WRONG_SELLER' });
    });

    it('taken back, for marketing or for everything, binds what it covers', async () => {
      const person = await aPerson(app, acme);
      const revoke = (scope: 'ALL' | 'MARKETING') =>
        app.asTenant(acme, () => app.get(ConsentLedger).revoke({ phone: NEW_YORKER, scope, method: 'EMAIL' }));
      await revoke('MARKETING');
      expect(await decide(person)).toMatchObject({ verdict: 'DENY', reason: 'CONSENT_REVOKED' });
      expect(await decide(person, { purpose: 'INFORMATIONAL' })).toMatchObject({ verdict: 'ALLOW' });
      await revoke('ALL');
      expect(await decide(person, { purpose: 'INFORMATIONAL' })).toMatchObject({ reason: 'INTERNAL_DNC' });
    });

    it('that was taken back after the moment that is judged, but before the look, is taken back', async () => {
      const person = await aPerson(app, acme);
      const moment = app.clock.now();
      app.clock.advance(5);
      await app.asTenant(acme, () =>
        app.get(ConsentLedger).revoke({ phone: NEW_YORKER, scope: 'MARKETING', method: 'EMAIL' }),
      );
      expect(await decide(person, { moment })).toMatchObject({ verdict: 'DENY', reason: 'CONSENT_REVOKED' });
    });

    it('given anew lifts no entry of the do-not-contact list that still stands', async () => {
      const person = await aPerson(app, acme);
      await app.sql(
        `insert into suppressions (tenant_id, id, phone, reason, source, created_by, added_at) values ($1, $2, $3, 'asked', 'MANUAL', 'test', $4)`,
        [acme, uuidv7(), NEW_YORKER, ago(DAY)],
      );
      await app.sql(
        `insert into consents (tenant_id, id, phone, kind, type, seller, channels, reopt_in_at, occurred_at, text_hash, source, evidence_hash, recorded_at, recorded_by)
         values ($1, $2, $3, 'GRANT', 'PEWC', 'Acme', '{AI_VOICE}', $4, $4, '', 'TEST', '', now(), 'test')`,
        [acme, uuidv7(), NEW_YORKER, ago(HOUR)],
      );
      expect(await decide(person)).toMatchObject({ verdict: 'DENY', reason: 'INTERNAL_DNC' });
    });
  });

  it('a number on the platform’s list is contacted by no company', async () => {
    const people = [await aPerson(app, acme), await aPerson(app, globex)];
    await app.sql(
      `insert into platform_suppressions (id, phone, reason, source, added_at, added_by) values ($1, $2, 'court', 'MANUAL', now(), 'test')`,
      [uuidv7(), NEW_YORKER],
    );
    for (const person of people)
      expect(await decide(person)).toMatchObject({ verdict: 'DENY', reason: 'INTERNAL_DNC' });
    await app.sql(
      `update platform_suppressions set removed_at = now(), removed_by = 'test', removal_reason = 'settled'`,
    );
    for (const person of people) expect(await decide(person)).toMatchObject({ verdict: 'ALLOW' });
  });

  describe('attempts', () => {
    it('are calls and texts of thirty days that went out or may have, with what they were about', async () => {
      const person = await aPerson(app, acme);
      const project = uuidv7();
      await aCall(app, person, ago(HOUR));
      await aCall(app, person, ago(31 * DAY));
      await aCall(app, person, ago(2 * HOUR), { notPlaced: true });
      await aText(person, { direction: 'OUTBOUND', at: ago(3 * HOUR), subject: project });
      await aText(person, { direction: 'OUTBOUND', at: ago(4 * HOUR), notSent: true });
      await aText(person, { direction: 'INBOUND', at: ago(5 * HOUR) });
      const { history } = await factsOf(acme);
      expect(history.attempts).toEqual([
        { at: ago(HOUR), channel: 'AI_VOICE', subject: null },
        { at: ago(3 * HOUR), channel: 'SMS', subject: project },
      ]);
    });

    it('leave out the one that is decided', async () => {
      const person = await aPerson(app, acme);
      const callId = await aCall(app, person, ago(HOUR));
      const textId = await aText(person, { direction: 'OUTBOUND', at: ago(HOUR) });
      expect((await factsOf(acme, { callId, textId })).history.attempts).toEqual([]);
    });

    it('by text count with those by voice', async () => {
      const person = await aPerson(app, acme);
      for (const hours of [2, 4]) await aText(person, { direction: 'OUTBOUND', at: ago(hours * HOUR) });
      await aCall(app, person, ago(6 * HOUR));
      const until = ago(6 * HOUR - DAY);
      expect(await decide(person)).toMatchObject({ verdict: 'DEFER', reason: 'FREQUENCY_CAP', until });
    });
  });

  describe('the person’s own wish', () => {
    /** A call in which the person said so. */
    async function said(person: DialedPerson, outcome: string, at: Date): Promise<void> {
      const callId = await aCall(app, person, at);
      await app.sql('update calls set outcome = $2, ended_at = $3 where id = $1', [callId, outcome, at]);
    }

    it('is the latest of a message and of a promise asked for', async () => {
      const person = await aPerson(app, acme);
      await aText(person, { direction: 'INBOUND', at: ago(3 * HOUR) });
      expect((await factsOf(acme)).history.inboundAt).toEqual(ago(3 * HOUR));
      await said(person, 'CALLBACK_REQUESTED', ago(2 * HOUR));
      expect((await factsOf(acme)).history.inboundAt).toEqual(ago(2 * HOUR));
      await rang(person, ago(HOUR));
      expect((await factsOf(acme)).history.inboundAt).toEqual(ago(HOUR));
      expect((await factsOf(globex)).history.inboundAt).toBeNull();
    });

    /** A call to the company that nobody took. */
    async function rang({ tenantId, leadId, phone }: DialedPerson, at: Date): Promise<void> {
      await app.sql(
        `insert into missed_calls (tenant_id, id, lead_id, phone, source_call_id, called_at, reaction, received_at)
         values ($1, $2, $3, $4, $5, $6, 'NONE', $6)`,
        [tenantId, uuidv7(), leadId, phone, uuidv7(), at],
      );
    }

    it('lets a promised call be made that would otherwise be one too many, for a day, and within the hours', async () => {
      const person = await aPerson(app, acme);
      await said(person, 'CALLBACK_REQUESTED', ago(HOUR));
      for (const hours of [2, 3]) await aCall(app, person, ago(hours * HOUR));
      expect(await decide(person)).toMatchObject({ reason: 'FREQUENCY_CAP' });
      expect(await decide(person, { promised: true })).toMatchObject({
        verdict: 'ALLOW',
        purpose: 'RESPONSIVE',
        closesAt: new Date('2026-07-08T00:58:00Z'),
      });
      app.clock.set('2026-07-08T02:00:00Z');
      expect(await decide(person, { promised: true })).toMatchObject({
        verdict: 'DEFER',
        reason: 'OUTSIDE_WINDOW',
        until: new Date('2026-07-08T12:00:00Z'),
      });
      app.clock.set(new Date('2026-07-08T17:00:01Z'));
      expect(await decide(person, { promised: true })).toMatchObject({ verdict: 'ALLOW', purpose: 'MARKETING' });
    });

    it('lets nobody be called who has taken everything back', async () => {
      const person = await aPerson(app, acme);
      await said(person, 'CALLBACK_REQUESTED', ago(HOUR));
      await app.asTenant(acme, () =>
        app.get(ConsentLedger).revoke({ phone: NEW_YORKER, scope: 'ALL', method: 'SPOKEN' }),
      );
      expect(await decide(person, { promised: true })).toMatchObject({ verdict: 'DENY', reason: 'INTERNAL_DNC' });
    });

    it('not to be offered it again is kept for ever', async () => {
      const person = await aPerson(app, acme);
      await said(person, 'NOT_INTERESTED', ago(400 * DAY));
      expect((await factsOf(acme)).history.declinedAt).toEqual(ago(400 * DAY));
    });
  });

  it('answers of the Reassigned Numbers Database are heeded', async () => {
    const person = await aPerson(app, acme);
    await app.sql(`insert into reassigned_checks values ($1, $2, 'YES', $3)`, [acme, NEW_YORKER, ago(DAY)]);
    expect(await decide(person)).toMatchObject({ verdict: 'DENY', reason: 'NUMBER_REASSIGNED' });
  });

  it('a ban in the state puts calls off until it ends, and says so to nobody else', async () => {
    const [here, there] = [await aPerson(app, acme), await aPerson(app, acme, '+13055552345')];
    await app.sql(
      `insert into emergency_holds (id, jurisdiction, starts_at, ends_at, reason, placed_by, placed_at)
       values ($1, 'US-NY', $2, $3, 'flood', 'test', now())`,
      [uuidv7(), ago(HOUR), ago(-2 * DAY)],
    );
    expect(await decide(here)).toMatchObject({ verdict: 'DEFER', reason: 'EMERGENCY_HOLD', until: ago(-2 * DAY) });
    expect(await decide(there)).toMatchObject({ verdict: 'ALLOW' });
    await app.sql(`update emergency_holds set lifted_at = now(), lifted_by = 'test', lift_reason = 'dry'`);
    expect(await decide(here)).toMatchObject({ verdict: 'ALLOW' });
  });

  it('confirmations count from the latest opt-out on', async () => {
    const person = await aPerson(app, acme);
    await aText(person, { direction: 'OUTBOUND', at: ago(3 * HOUR), purpose: 'OPT_OUT_CONFIRMATION' });
    expect((await factsOf(acme)).history.confirmationsSent).toBe(1);
    await app.asTenant(acme, () => app.get(ConsentLedger).revoke({ phone: NEW_YORKER, scope: 'ALL', method: 'SMS' }));
    expect((await factsOf(acme)).history.confirmationsSent).toBe(0);
    const textId = await aText(person, { direction: 'OUTBOUND', at: app.clock.now(), purpose: 'OPT_OUT_CONFIRMATION' });
    expect((await factsOf(acme)).history.confirmationsSent).toBe(1);
    expect((await factsOf(acme, { textId })).history.confirmationsSent).toBe(0);
  });

  it('is on the receipt, in ids, counts and moments, without the person', async () => {
    const person = await aPerson(app, acme);
    await aCall(app, person, ago(HOUR));
    await decide(person);
    const [receipt] = await app.sql<{ facts: { consents: string[] } }>(
      'select * from dial_checks where tenant_id = $1',
      [acme],
    );
    const [consent] = await app.sql<{ id: string }>('select id from consents where tenant_id = $1', [acme]);
    expect(receipt).toMatchObject({
      verdict: 'ALLOW',
      jurisdictions: ['US', 'US-NY'],
      rows_applied: [expect.stringMatching(/^US@/), expect.stringMatching(/^US-NY@/)],
      facts: {
        decidedFor: 'DIAL',
        law: { verdict: 'ALLOW', reason: 'OK' },
        consents: [consent?.id],
        attempts: { within24h: 1, within7d: 1, within30d: 1 },
        callerIdVerified: true,
        lists: { checkedAt: null },
      },
    });
    expect(JSON.stringify(receipt)).not.toContain(NEW_YORKER.slice(1));
  });
});

import { createHash } from 'node:crypto';
import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { ConsentLedger } from '../../../src/compliance/consents/consent-ledger.service';
import { ConsentLists } from '../../../src/compliance/consents/consent-lists.service';
import type { Consent } from '../../../src/compliance/consents/consent.entity';
import type { AgreedTerms, NewConsent, NewRevocation } from '../../../src/compliance/consents/consent-terms';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { aConsent, CONSENT_TEXT, writtenConsent } from '../../support/builders/a-consent';
import { startTestApp, type TestApp } from '../../support/test-app';
import { sentDuring, statementsOf } from '../leads/leads-app';
import { aPerson } from './dialed-people';

const PHONE = '+12125552345';
const DAY_MS = 86_400_000;

let app: TestApp;
let acme: string;
let globex: string;

beforeAll(async () => {
  app = await startTestApp({ imports: [ComplianceModule], env: { ROLE: 'api' } });
});
afterAll(() => app?.close());
beforeEach(async () => {
  acme = await app.newTenant();
  globex = await app.newTenant();
});

const revoke = (tenantId: string, revocation: Partial<NewRevocation> = {}): Promise<Consent> =>
  app.asTenant(tenantId, () =>
    app.get(ConsentLedger).revoke({ phone: PHONE, scope: 'ALL', method: 'EMAIL', ...revocation }),
  );

async function listed(tenantId: string, phone = PHONE): Promise<[string, readonly string[]][]> {
  const page = await app.asTenant(tenantId, () => app.get(ConsentLists).ofPhone(phone, { first: 50 }));
  return page.nodes.map(({ consent, missing }) => [consent.kind, missing]);
}

const factsOf = (tenantId: string): Promise<{ name: string; payload: object }[]> =>
  app.sql('select name, payload from outbox where tenant_id = $1 order by recorded_at, id', [tenantId]);

describe('a consent', () => {
  it('is recorded with the text shown, its hash and the evidence, for one tenant', async () => {
    const { leadId } = await aPerson(app, acme, PHONE, { consents: false });
    const given = await aConsent(app, acme, PHONE);
    expect(given).toMatchObject({
      ...writtenConsent(PHONE, app.clock.now()),
      kind: 'GRANT',
      leadId,
      reoptInAt: null,
      scope: null,
      recordedAt: app.clock.now(),
      textHash: createHash('sha256').update(CONSENT_TEXT).digest('hex'),
      evidenceHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      recordedBy: expect.stringMatching(/^MEMBER:/),
    });
    expect(await listed(acme)).toEqual([['GRANT', []]]);
    expect(await listed(globex)).toEqual([]);
    expect(await app.asTenant(globex, () => app.get(ConsentLists).find(given.id))).toBeNull();
    expect(
      await app.asTenant(globex, async () => (await app.get(ConsentLists).ofLead(leadId, { first: 5 })).nodes),
    ).toEqual([]);
  });

  it('that says the very same is recorded once, one that says anything else beside it', async () => {
    const first = await aConsent(app, acme, PHONE);
    app.clock.advance(1_000);
    expect(await aConsent(app, acme, PHONE, { occurredAt: first.occurredAt, source: 'CSV' })).toEqual(first);
    const changes = [
      { signature: 'typed_name' },
      { channels: ['SMS'] },
      { textShown: `${CONSENT_TEXT} ` },
      { expiresAt: new Date(first.occurredAt.getTime() + 1) },
      { reoptInAt: first.occurredAt },
      { evidence: { pageUrl: 'https://acme.example/other' } },
    ] as const;
    const ids = new Set([first.id]);
    for (const change of changes)
      ids.add((await aConsent(app, acme, PHONE, { occurredAt: first.occurredAt, ...change })).id);
    expect(ids.size).toBe(1 + changes.length);
    expect((await aConsent(app, globex, PHONE, { occurredAt: first.occurredAt })).evidenceHash).toBe(
      first.evidenceHash,
    );
  });

  const agreed = (phone: string, overrides: Partial<NewConsent> = {}): AgreedTerms => {
    const { phone: _, ...terms } = writtenConsent(phone, app.clock.now(), overrides);
    return { phone, terms };
  };

  it('says the same recorded together with others as alone, and is one with it', async () => {
    const others = [agreed('+12125552346', { textShown: 'Other words' }), agreed('+12125552347', { signature: null })];
    const alone = await aConsent(app, acme, PHONE);
    const count = await app.asTenant(acme, () => app.get(ConsentLedger).recordAll([...others, agreed(PHONE)]));
    expect(count).toBe(2);
    const rows = await app.sql(
      'select phone, text_shown, text_hash, signature, evidence_hash from consents where tenant_id = $1 order by phone',
      [acme],
    );
    const sha = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(rows).toMatchObject([
      { phone: PHONE, text_shown: alone.textShown, evidence_hash: alone.evidenceHash },
      { phone: '+12125552346', text_shown: 'Other words', text_hash: sha('Other words') },
      { phone: '+12125552347', text_shown: alone.textShown, text_hash: sha(alone.textShown), signature: null },
    ]);
    const theirs = await app.asTenant(globex, () => app.get(ConsentLedger).recordAll([agreed(PHONE)]));
    expect(theirs).toBe(1);
  });

  it('sends terms and words that many agreed to once', async () => {
    const { terms } = agreed(PHONE);
    const people = Array.from({ length: 500 }, (_, n) => ({ phone: `+1212555${1_000 + n}`, terms }));
    const sent = await sentDuring(() => app.asTenant(acme, () => app.get(ConsentLedger).recordAll(people)));
    const size = JSON.stringify(sent.map(({ values }) => values)).length;
    expect(size / 500).toBeLessThan(80); // an id and a number each
  });

  it('is one of many that take one statement', async () => {
    const grants = Array.from({ length: 500 }, (_, n) =>
      agreed(`+1212555${1_000 + n}`, { occurredAt: new Date(Date.UTC(2026, 0, 5, 15, n % 7)) }),
    );
    const record = () => app.asTenant(acme, () => app.get(ConsentLedger).recordAll([...grants, ...grants]));
    const sent = await statementsOf(async () => expect(await record()).toBe(500));
    expect(sent).toHaveLength(1);
    expect(await record()).toBe(0);
    expect(await statementsOf(() => app.asTenant(acme, () => app.get(ConsentLedger).recordAll([])))).toEqual([]);
  });

  it.each([
    ['phone', { phone: '2125552345' }],
    ['phone', { phone: '+1' }],
    ['at', { occurredAt: new Date('0000-06-01T00:00:00Z') }],
    ['at', { occurredAt: new Date('1899-12-31T23:59:59Z') }],
    ['at', { occurredAt: new Date('2999-01-01T00:00:00Z') }],
  ])('with a bad %s is refused', async (field, change) => {
    await expect(aConsent(app, acme, PHONE, change)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect(await listed(acme)).toEqual([]);
  });

  it.each([
    ['It has expired.', { expiresAt: new Date('2026-01-06T00:00:00Z'), occurredAt: new Date('2026-01-05T00:00:00Z') }],
    ['It names another company than this one.', { seller: 'Globex' }],
    ['It does not cover calls by AI.', { channels: ['SMS'] }],
    ['It does not cover marketing.', { purposes: ['INFORMATIONAL'] }],
    ['It is not written consent.', { type: 'PEC' }],
    ['It is not signed.', { signature: null }],
    ['It does not disclose automated or artificial voices.', { disclosesAutomatedVoice: false }],
    ['It does not say that it is no condition of a purchase.', { disclosesNotCondition: false }],
  ] as const)('tells what is missing: %s', async (missing, change) => {
    await aConsent(app, acme, PHONE, change);
    expect(await listed(acme)).toEqual([['GRANT', [missing]]]);
  });

  it('is measured by the legal name, once the company has said it', async () => {
    await aConsent(app, acme, PHONE, { seller: ' acme  HOMES ' });
    expect(await listed(acme)).toEqual([['GRANT', []]]);
    await app.sql(
      `insert into calling_policies (tenant_id, legal_name, updated_at) values ($1, 'Acme Homes LLC', now())`,
      [acme],
    );
    expect(await listed(acme)).toEqual([['GRANT', ['It names another company than this one.']]]);
  });

  it('is found by the index of its number', async () => {
    const grants = Array.from({ length: 2_000 }, (_, n) => agreed(`+1212555${1_000 + n}`));
    await app.asTenant(acme, () => app.get(ConsentLedger).recordAll(grants));
    await app.sql('analyze consents');
    const sent = await sentDuring(() => listed(acme, '+12125551500'));
    const plans = await Promise.all(
      sent.map(({ text, values }) => app.sql<{ 'QUERY PLAN': string }>(`explain ${text}`, values)),
    );
    const lines = plans
      .flat()
      .map((line) => line['QUERY PLAN'])
      .filter((line) => line.includes('consents'));
    expect(sent).toHaveLength(2);
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of lines) expect(line).toMatch(/consents_phone/);
  });
});

describe('a revocation', () => {
  it('of everything puts the number on the do-not-contact list, in one unit of work', async () => {
    await aConsent(app, acme, PHONE);
    const taken = await revoke(acme, { evidence: { reason: 'wrote an e-mail' } });
    expect(taken).toMatchObject({
      kind: 'REVOCATION',
      scope: 'ALL',
      method: 'EMAIL',
      type: null,
      occurredAt: app.clock.now(),
    });
    const { nodes } = await app.asTenant(acme, () => app.get(SuppressionsService).list({ first: 5 }));
    expect(nodes).toMatchObject([{ phone: PHONE, source: 'EMAIL', reason: 'wrote an e-mail' }]);
    expect((await factsOf(acme)).map(({ name }) => name)).toEqual(['phone.suppressed']);
    expect(await listed(acme)).toEqual([
      ['REVOCATION', []],
      ['GRANT', ['The number is on the do-not-contact list.', 'The person has taken their consent back since.']],
    ]);
    expect(await app.asTenant(globex, () => app.get(SuppressionsService).isSuppressed(PHONE))).toBe(false);
  });

  it('of marketing is told by id and leaves the number alone', async () => {
    await aConsent(app, acme, PHONE);
    const taken = await revoke(acme, { scope: 'MARKETING' });
    expect(await factsOf(acme)).toEqual([{ name: 'consent.revoked', payload: { consentId: taken.id } }]);
    expect(await app.asTenant(acme, () => app.get(SuppressionsService).isSuppressed(PHONE))).toBe(false);
    expect(await listed(acme)).toEqual([
      ['REVOCATION', []],
      ['GRANT', ['The person has taken their consent back since.']],
    ]);
  });

  it('leaves nothing when its unit of work fails', async () => {
    const failing = app.asTenant(acme, () =>
      app.get(UnitOfWork).run(async () => {
        await app.get(ConsentLedger).revoke({ phone: PHONE, scope: 'ALL', method: 'SMS' });
        throw new Error('later');
      }),
    );
    await expect(failing).rejects.toThrow('later');
    expect(await listed(acme)).toEqual([]);
    expect(await factsOf(acme)).toEqual([]);
    expect(await app.asTenant(acme, () => app.get(SuppressionsService).isSuppressed(PHONE))).toBe(false);
  });

  it('is lifted by a written opt-in given again after it to this company, and by nothing else', async () => {
    const backSince = 'The person has taken their consent back since.';
    const notLifted = 'The person had opted out before, and it is not recorded as an opt-in after that.';
    const missing = async () => (await listed(acme)).filter(([kind]) => kind === 'GRANT').map(([, words]) => words);
    await aConsent(app, acme, PHONE);
    await revoke(acme, { scope: 'MARKETING' });
    app.clock.advance(DAY_MS);
    const now = app.clock.now();
    await aConsent(app, acme, PHONE, { occurredAt: now });
    expect(await missing()).toEqual([[notLifted], [backSince]]);
    await aConsent(app, acme, PHONE, { occurredAt: now, reoptInAt: now, seller: 'Globex' });
    expect(await missing()).toContainEqual([notLifted]);
    await aConsent(app, acme, PHONE, { occurredAt: now, reoptInAt: now });
    expect((await missing()).toSorted()).toEqual(
      [[], [], [backSince], ['It names another company than this one.']].toSorted(),
    );
    app.clock.advance(DAY_MS);
    await revoke(acme, { scope: 'MARKETING' });
    expect((await missing()).at(-1)).toEqual([backSince]);
    expect(await listed(globex)).toEqual([]);
  });

  it('is written into the audit log without the number', async () => {
    const taken = await revoke(acme);
    const log = (tenantId: string) =>
      app.sql<{ body: string }>(`select body from audit_log where tenant_id = $1 and action = 'consent.revoked'`, [
        tenantId,
      ]);
    const [entry, ...more] = await log(acme);
    expect(more).toEqual([]);
    expect(entry?.body).toContain(`consent:${taken.id}`);
    expect(entry?.body).not.toContain(PHONE);
    expect(await log(globex)).toEqual([]);
  });

  it.each([
    ['phone', { phone: '12' }],
    ['method', { method: ' ' }],
    ['at', { occurredAt: new Date('0001-01-01T00:00:00Z') }],
    ['at', { occurredAt: new Date('2999-01-01T00:00:00Z') }],
  ])('with a bad %s is refused', async (field, change) => {
    await expect(revoke(acme, change)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
  });
});

describe('the ledger', () => {
  it.each([
    ['update', 'update consents set seller = seller'],
    ['update of nothing', 'update consents set seller = seller where false'],
    ['delete', 'delete from consents'],
    ['truncate', 'truncate consents cascade'],
  ])('refuses an ordinary %s of its owner', async (_what, statement) => {
    await aConsent(app, acme, PHONE);
    await expect(app.sql(statement)).rejects.toMatchObject({
      code: '55000',
      message: expect.stringContaining('is written once'),
    });
    expect(await listed(acme)).toHaveLength(1);
  });

  it.each(['update consents set seller = seller', 'delete from consents'])(
    'refuses the program itself: %s',
    async (statement) => {
      await aConsent(app, acme, PHONE);
      const trying = app.asTenant(acme, () => app.get(UnitOfWork).run((tx) => tx.query(statement)));
      await expect(trying).rejects.toThrow(/permission denied/);
    },
  );

  it('seals each row itself, whatever the writer says', async () => {
    const { leadId } = await aPerson(app, acme, PHONE, { consents: false });
    const [row] = await app.sql<{ text_hash: string; fits: boolean }>(
      `insert into consents (tenant_id, id, phone, kind, type, seller, occurred_at, text_shown, text_hash, source, lead_id, evidence_hash,
                             recorded_at, recorded_by)
       values ($1, gen_random_uuid(), $2, 'GRANT', 'PEC', 'Acme', now(), 'x', 'mine', 'TEST', $3, 'mine', now(), 'TEST')
       returning text_hash, evidence_hash = consent_evidence_hash(consents) as fits`,
      [acme, PHONE, leadId],
    );
    expect(row).toEqual({ text_hash: createHash('sha256').update('x').digest('hex'), fits: true });
  });

  it('holds no revocation without a scope, no grant without a type, and no expiry before the beginning', async () => {
    const insert = (columns: string, values: string): Promise<unknown> =>
      app.sql(
        `insert into consents (tenant_id, id, phone, text_hash, source, evidence_hash, recorded_at, recorded_by, ${columns})
         values ($1, gen_random_uuid(), $2, '', 'TEST', '', now(), 'TEST', ${values})`,
        [acme, PHONE],
      );
    await expect(insert('kind, method, occurred_at', `'REVOCATION', 'SMS', now()`)).rejects.toMatchObject({
      code: '23514',
    });
    await expect(insert('kind, occurred_at', `'GRANT', now()`)).rejects.toMatchObject({ code: '23514' });
    await expect(
      insert('kind, type, occurred_at, expires_at', `'GRANT', 'PEC', now(), now() - interval '1 day'`),
    ).rejects.toMatchObject({ code: '23514' });
    await expect(insert('kind, type, occurred_at', `'GRANT', 'PEC', '0001-01-01'`)).rejects.toMatchObject({
      code: '23514',
    });
  });
});

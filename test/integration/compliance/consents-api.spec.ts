import { startTestApp, type TestApp } from '../../support/test-app';
import { ask } from '../../support/token-is-tenant';
import { CONSENT_TEXT } from '../../support/builders/a-consent';
import { ComplianceApiModule } from './compliance-api';
import { aPerson, NEW_YORKER } from './dialed-people';

const FIELDS = `id kind phone leadId type seller channels purposes signature automatedVoice notConditionOfPurchase invitedCall isReoptIn
  scope method at expiresAt text textHash source evidence evidenceHash recordedAt missingForAiCalls`;
const RECORD = `mutation($input: RecordConsentInput!) { recordConsent(input: $input) { ${FIELDS} } }`;
const REVOKE = `mutation($input: RevokeConsentInput!) { revokeConsent(input: $input) { ${FIELDS} } }`;
const CONSENTS = `query($leadId: ID, $phone: PhoneNumber, $after: String) {
  consents(leadId: $leadId, phone: $phone, first: 2, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } nodes { ${FIELDS} } } }`;

const WRITTEN = {
  type: 'PEWC',
  text: CONSENT_TEXT,
  signature: 'esign_checkbox',
  automatedVoice: true,
  notConditionOfPurchase: true,
  at: '2026-07-01T12:00:00Z',
};

type Entry = Record<string, unknown>;

interface Listed {
  readonly consents: {
    readonly totalCount: number;
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
    readonly nodes: Entry[];
  };
}

describe('consents over GraphQL', () => {
  let app: TestApp;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [ComplianceApiModule], listen: true });
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    acme = await app.newTenant();
    globex = await app.newTenant({ name: 'Globex' });
    app.clock.set('2026-07-07T18:00:00Z');
  });

  const record = async (input: object, tenantId = acme): Promise<Entry> =>
    (await ask<{ recordConsent: Entry }>(app.url, tenantId, RECORD, { input })).data.recordConsent;
  const list = async (variables: object, tenantId = acme): Promise<Listed['consents']> =>
    (await ask<Listed>(app.url, tenantId, CONSENTS, { ...variables })).data.consents;

  it('are recorded for a lead and read back, by its own tenant only', async () => {
    const { leadId } = await aPerson(app, acme, NEW_YORKER, { consents: false });
    const given = await record({ ...WRITTEN, leadId, ip: '192.0.2.7', uncheckedByDefault: true });
    expect(given).toMatchObject({
      kind: 'GRANT',
      phone: NEW_YORKER,
      leadId,
      type: 'PEWC',
      seller: 'Acme Homes',
      channels: ['AI_VOICE', 'HUMAN_VOICE'],
      at: '2026-07-01T12:00:00.000Z',
      text: CONSENT_TEXT,
      source: 'API',
      evidence: { ip: '192.0.2.7', uncheckedByDefault: true },
      recordedAt: '2026-07-07T18:00:00.000Z',
      missingForAiCalls: [],
    });
    expect(await record({ ...WRITTEN, phone: NEW_YORKER, ip: '192.0.2.7', uncheckedByDefault: true })).toEqual(given);
    expect(await list({ leadId })).toMatchObject({ totalCount: 1, nodes: [given] });
    expect(await list({ phone: NEW_YORKER })).toMatchObject({ totalCount: 1, nodes: [given] });
    expect(await list({ leadId }, globex)).toMatchObject({ totalCount: 0, nodes: [] });
    expect(await list({ phone: NEW_YORKER }, globex)).toMatchObject({ totalCount: 0, nodes: [] });
  });

  it('are taken back at once, and listed newest first, page by page', async () => {
    const { leadId } = await aPerson(app, acme, NEW_YORKER, { consents: false });
    await record({ ...WRITTEN, leadId });
    await record({ ...WRITTEN, type: undefined, signature: undefined, leadId, at: '2026-07-02T12:00:00Z' });
    const input = { leadId, method: 'EMAIL', reason: ' wrote to us ', at: '2026-07-06T09:00:00Z' };
    const { data } = await ask<{ revokeConsent: Entry }>(app.url, acme, REVOKE, { input });
    expect(data.revokeConsent).toMatchObject({
      kind: 'REVOCATION',
      scope: 'ALL',
      method: 'EMAIL',
      type: null,
      seller: null,
      at: '2026-07-06T09:00:00.000Z',
      evidence: { reason: 'wrote to us' },
      missingForAiCalls: [],
    });
    const first = await list({ leadId });
    const second = await list({ leadId, after: first.pageInfo.endCursor });
    const revoked = ['The number is on the do-not-contact list.', 'The person has taken their consent back since.'];
    expect(
      [...first.nodes, ...second.nodes].map(({ kind, at, missingForAiCalls }) => [kind, at, missingForAiCalls]),
    ).toEqual([
      ['REVOCATION', '2026-07-06T09:00:00.000Z', []],
      ['GRANT', '2026-07-02T12:00:00.000Z', [...revoked, 'It is not written consent.', 'It is not signed.']],
      ['GRANT', '2026-07-01T12:00:00.000Z', revoked],
    ]);
    expect(first.totalCount).toBe(3);
    expect(
      await app.sql('select 1 from suppressions where tenant_id = $1 and phone = $2', [acme, NEW_YORKER]),
    ).toHaveLength(1);
    expect(await app.sql('select 1 from suppressions where tenant_id = $1', [globex])).toEqual([]);
  });

  it.each([
    ['another seller', { seller: 'Globex' }, 'input.seller'],
    ['a moment in the future', { at: '2026-07-07T18:00:01Z' }, 'input.at'],
    ['a moment in year 0', { at: '0000-01-01T00:00:00Z' }, 'input.at'],
    ['an expiry before it begins', { expiresAt: '2026-06-01T00:00:00Z' }, 'input.expiresAt'],
    ['an empty text', { text: '  ' }, 'input.text'],
    ['a text without the seller', { text: 'You may call me.' }, 'input.text'],
    ['a hash of another text', { textHash: 'ab'.repeat(32) }, 'input.textHash'],
    ['too much evidence', { certificate: 'x'.repeat(501) }, 'input.certificate'],
    ['no signature', { signature: ' ' }, 'input.signature'],
    ['neither lead nor phone', { phone: undefined }, 'input.leadId'],
  ])('with %s are refused by name, and nothing is recorded', async (_what, change, field) => {
    const { errors } = await ask(app.url, acme, RECORD, { input: { ...WRITTEN, phone: NEW_YORKER, ...change } });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
    expect(await app.sql('select 1 from consents where tenant_id = $1', [acme])).toEqual([]);
  });

  it.each([
    ['a number that is none', { phone: '212-555-2345' }, /input\.phone/],
    ['a channel nobody knows', { channels: ['PIGEON'] }, /input\.channels/],
    ['a date that is none', { at: 'yesterday' }, /input\.at/],
    ['a type nobody knows', { type: 'ORAL' }, /input\.type/],
    ['a zone that does not exist', { statedTimeZone: 'Mars/Olympus' }, /input\.statedTimeZone/],
  ])('with %s are refused by name', async (_what, change, message) => {
    const { errors } = await ask(app.url, acme, RECORD, { input: { ...WRITTEN, phone: NEW_YORKER, ...change } });
    expect(errors).toMatchObject([{ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it.each([
    ['a moment in the future', { at: '2026-07-07T18:00:01Z' }, 'input.at'],
    ['a moment in year 0', { at: '0000-01-01T00:00:00Z' }, 'input.at'],
    ['an essay', { reason: 'x'.repeat(501) }, 'input.reason'],
    ['both lead and phone', { leadId: '018f0000-0000-7000-8000-000000000001' }, 'input.leadId'],
  ])('are not taken back with %s', async (_what, change, field) => {
    const { errors } = await ask(app.url, acme, REVOKE, { input: { phone: NEW_YORKER, ...change } });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
    expect(await app.sql('select 1 from consents where tenant_id = $1', [acme])).toEqual([]);
  });

  describe('given again after marketing was taken back', () => {
    const AGAIN = {
      ...WRITTEN,
      phone: NEW_YORKER,
      at: '2026-07-07T17:00:00Z',
      renewalReason: ' asked for the brochure ',
    };
    const takeBack = (scope = 'MARKETING', at = '2026-07-06T09:00:00Z') =>
      ask(app.url, acme, REVOKE, { input: { phone: NEW_YORKER, scope, at } });

    it('lift that, with the reason kept', async () => {
      await takeBack();
      expect(await record(AGAIN)).toMatchObject({
        isReoptIn: true,
        evidence: { reason: 'asked for the brochure' },
        missingForAiCalls: [],
      });
      const log = await app.sql<{ body: string }>(
        `select body from audit_log where tenant_id = $1 and action = 'consent.renewed'`,
        [acme],
      );
      expect(log).toHaveLength(1);
      expect(log[0]?.body).not.toMatch(/brochure|2125552345/);
    });

    it.each([
      ['of no revocation', undefined, {}, 'input.renewalReason'],
      ['of a revocation that came later', 'MARKETING', { at: '2026-07-06T09:00:00Z' }, 'input.at'],
      ['without what written consent needs', 'MARKETING', { type: undefined, signature: null }, 'input.type'],
      ['of a number on the do-not-contact list', 'ALL', {}, 'input.phone'],
      ['with an essay', 'MARKETING', { renewalReason: 'x'.repeat(501) }, 'input.renewalReason'],
    ])('lift nothing: %s', async (_what, scope, change, field) => {
      if (scope) await takeBack(scope);
      const { errors } = await ask(app.url, acme, RECORD, { input: { ...AGAIN, ...change } });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
      expect(await app.sql(`select 1 from consents where tenant_id = $1 and kind = 'GRANT'`, [acme])).toEqual([]);
    });

    it('lift nothing twice, and nothing without a reason', async () => {
      await takeBack();
      await record({ ...AGAIN, renewalReason: '  ' });
      expect((await list({ phone: NEW_YORKER })).nodes[0]).toMatchObject({ kind: 'GRANT', isReoptIn: false });
      await record(AGAIN);
      const { errors } = await ask(app.url, acme, RECORD, { input: { ...AGAIN, at: '2026-07-07T17:30:00Z' } });
      expect(errors).toMatchObject([{ extensions: { field: 'input.renewalReason' } }]);
    });
  });

  it("know nothing of another tenant's lead", async () => {
    const { leadId } = await aPerson(app, acme, NEW_YORKER, { consents: false });
    for (const [mutation, input] of [
      [RECORD, { ...WRITTEN, leadId }],
      [REVOKE, { leadId }],
    ] as const) {
      const { errors } = await ask(app.url, globex, mutation, { input });
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    }
    expect(await app.sql('select 1 from consents where tenant_id in ($1, $2)', [acme, globex])).toEqual([]);
  });

  it('are asked for by a lead or a number, one of the two', async () => {
    for (const variables of [{}, { phone: NEW_YORKER, leadId: '018f0000-0000-7000-8000-000000000001' }]) {
      const { errors } = await ask(app.url, acme, CONSENTS, variables);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'leadId' } }]);
    }
  });
});

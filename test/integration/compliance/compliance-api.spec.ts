import { v7 as uuidv7 } from 'uuid';
import { DialGate } from '../../../src/compliance/dial-gate.service';
import { aConsent } from '../../support/builders/a-consent';
import { startTestApp, type TestApp } from '../../support/test-app';
import { ask } from '../../support/token-is-tenant';
import { ComplianceApiModule } from './compliance-api';
import { aCall, aPerson, NEW_YORKER } from './dialed-people';

describe('compliance over GraphQL', () => {
  let app: TestApp;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [ComplianceApiModule], listen: true });
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    acme = await app.newTenant({ name: 'Acme' });
    globex = await app.newTenant({ name: 'Globex' });
    app.clock.set('2026-07-07T18:00:00Z');
  });

  const SUPPRESS = `mutation($phone: PhoneNumber!, $reason: String!) {
    addSuppression(phone: $phone, reason: $reason) { id phone reason source addedAt }
  }`;
  const MAY_CONTACT = `query($leadId: ID!) {
    mayContact(leadId: $leadId, channel: AI_VOICE) { verdict reason explanation nextAllowedAt }
  }`;
  const RING = `mutation($leadId: ID!) { ring(leadId: $leadId) {
    __typename
    ... on Rang { leadId }
    ... on Refusal { code message }
    ... on CallingWindowClosed { nextAllowedAt }
    ... on AttemptsExhausted { nextAllowedAt }
  } }`;

  it('suppresses a number and lists it, to its own tenant only', async () => {
    const added = await ask(app.url, acme, SUPPRESS, { phone: NEW_YORKER, reason: '  asked by letter ' });
    expect(added).toEqual({
      data: {
        addSuppression: {
          id: expect.any(String),
          phone: NEW_YORKER,
          reason: 'asked by letter',
          source: 'MANUAL',
          addedAt: '2026-07-07T18:00:00.000Z',
        },
      },
    });
    const list = '{ suppressions(first: 5) { totalCount nodes { phone } edges { cursor } pageInfo { hasNextPage } } }';
    expect((await ask(app.url, acme, list)).data).toMatchObject({
      suppressions: { totalCount: 1, nodes: [{ phone: NEW_YORKER }] },
    });
    expect((await ask(app.url, globex, list)).data).toMatchObject({ suppressions: { totalCount: 0, nodes: [] } });
  });

  it.each([
    ['no number', { phone: 'hello', reason: 'asked' }],
    ['no reason', { phone: NEW_YORKER, reason: ' ' }],
    ['an essay', { phone: NEW_YORKER, reason: 'x'.repeat(501) }],
  ])('refuses %s and changes nothing', async (_what, variables) => {
    expect((await ask(app.url, acme, SUPPRESS, variables)).errors).toHaveLength(1);
    expect(await app.sql('select 1 from suppressions where tenant_id = $1', [acme])).toEqual([]);
  });

  it('says whether a lead may be contacted, and writes nothing', async () => {
    const { leadId } = await aPerson(app, acme);
    expect((await ask(app.url, acme, MAY_CONTACT, { leadId })).data).toMatchObject({
      mayContact: { verdict: 'ALLOW', reason: 'OK', nextAllowedAt: null },
    });
    app.clock.set('2026-07-08T02:00:00Z');
    expect((await ask(app.url, acme, MAY_CONTACT, { leadId })).data).toMatchObject({
      mayContact: { verdict: 'DEFER', reason: 'OUTSIDE_WINDOW', nextAllowedAt: '2026-07-08T12:00:00.000Z' },
    });
    await ask(app.url, acme, SUPPRESS, { phone: NEW_YORKER, reason: 'asked' });
    expect((await ask(app.url, acme, MAY_CONTACT, { leadId })).data).toMatchObject({
      mayContact: { verdict: 'DENY', reason: 'INTERNAL_DNC' },
    });
    expect(await app.sql('select 1 from dial_checks where tenant_id = $1', [acme])).toEqual([]);
  });

  it('says so for each channel and purpose', async () => {
    const { leadId } = await aPerson(app, acme, NEW_YORKER, { consents: false });
    await aConsent(app, acme, NEW_YORKER, {
      seller: 'Acme',
      type: 'PEC',
      channels: ['SMS'],
      purposes: ['INFORMATIONAL'],
    });
    const query = `query ($leadId: ID!, $channel: ContactChannel!, $purpose: ContactPurpose!) {
      mayContact(leadId: $leadId, channel: $channel, purpose: $purpose) { reason explanation } }`;
    for (const [channel, purpose, reason] of [
      ['SMS', 'INFORMATIONAL', 'OK'],
      ['SMS', 'MARKETING', 'CONSENT_INCOMPLETE'],
      ['WHATSAPP', 'INFORMATIONAL', 'CONSENT_CHANNEL_NOT_COVERED'],
      ['AI_VOICE', 'MARKETING', 'CONSENT_CHANNEL_NOT_COVERED'],
    ]) {
      expect((await ask(app.url, acme, query, { leadId, channel, purpose })).data).toEqual({
        mayContact: { reason, explanation: expect.stringMatching(/^New York number, /) as string },
      });
    }
    const refused = await ask(app.url, acme, query, { leadId, channel: 'PIGEON', purpose: 'MARKETING' });
    expect(refused.errors).toHaveLength(1);
  });

  it("does not know another tenant's lead, nor one that never was", async () => {
    const { leadId } = await aPerson(app, acme);
    for (const id of [leadId, uuidv7()]) {
      expect((await ask(app.url, globex, MAY_CONTACT, { leadId: id })).errors?.[0]?.extensions['code']).toBe(
        'NOT_FOUND',
      );
      expect((await ask(app.url, globex, RING, { leadId: id })).errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
    }
    expect((await ask(app.url, acme, MAY_CONTACT, { leadId: 'x' })).errors?.[0]?.extensions['code']).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('lists the decisions about a lead, newest first, page by page, to its own tenant', async () => {
    const person = await aPerson(app, acme);
    const { leadId } = person;
    app.clock.set('2026-07-08T02:00:00Z');
    for (let i = 0; i < 3; i += 1) {
      app.clock.advance(3_600_000); // the same no within an hour is one
      await app.asTenant(acme, () =>
        app.get(DialGate).decide({ ...person, phoneUsable: false, moment: app.clock.now() }),
      );
    }
    const query = `query($leadId: ID!, $after: String) { dialChecks(leadId: $leadId, first: 2, after: $after) {
      totalCount pageInfo { endCursor hasNextPage }
      nodes { leadId callId campaignId channel verdict reason explanation timeZones rulesVersion nextAllowedAt decidedAt }
    } }`;
    interface Listed {
      dialChecks: { totalCount: number; pageInfo: { endCursor: string }; nodes: Record<string, unknown>[] };
    }
    const first = (await ask<Listed>(app.url, acme, query, { leadId })).data.dialChecks;
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(first.nodes.map((node) => node['decidedAt'])).toEqual([
      '2026-07-08T05:00:00.000Z',
      '2026-07-08T04:00:00.000Z',
    ]);
    expect(first.nodes[0]).toMatchObject({
      verdict: 'DENY',
      reason: 'PHONE_UNUSABLE',
      channel: 'AI_VOICE',
      timeZones: ['America/New_York'],
      callId: null,
    });
    const second = await ask(app.url, acme, query, { leadId, after: first.pageInfo.endCursor });
    expect(second.data).toMatchObject({
      dialChecks: { nodes: [{ decidedAt: '2026-07-08T03:00:00.000Z' }], pageInfo: { hasNextPage: false } },
    });
    expect((await ask(app.url, globex, query, { leadId })).data).toMatchObject({
      dialChecks: { totalCount: 0, nodes: [] },
    });
  });

  describe('a mutation behind the calling rules', () => {
    it('runs when the rules allow it', async () => {
      const { leadId } = await aPerson(app, acme);
      expect(await ask(app.url, acme, RING, { leadId })).toEqual({ data: { ring: { __typename: 'Rang', leadId } } });
    });

    it('answers the closed window with the next opening', async () => {
      const { leadId } = await aPerson(app, acme);
      app.clock.set('2026-07-08T02:00:00Z');
      expect((await ask(app.url, acme, RING, { leadId })).data).toMatchObject({
        ring: {
          __typename: 'CallingWindowClosed',
          code: 'CALLING_WINDOW_CLOSED',
          nextAllowedAt: '2026-07-08T12:00:00.000Z',
        },
      });
    });

    it('answers the cap with its end', async () => {
      const person = await aPerson(app, acme);
      for (const hours of [4, 3, 2]) await aCall(app, person, new Date(app.clock.now().getTime() - hours * 3_600_000));
      expect((await ask(app.url, acme, RING, { leadId: person.leadId })).data).toMatchObject({
        ring: {
          __typename: 'AttemptsExhausted',
          code: 'ATTEMPTS_EXHAUSTED',
          nextAllowedAt: '2026-07-08T14:00:00.000Z',
        },
      });
    });

    it('answers suppression and an unknown place', async () => {
      const { leadId } = await aPerson(app, acme);
      await ask(app.url, acme, SUPPRESS, { phone: NEW_YORKER, reason: 'asked' });
      expect((await ask(app.url, acme, RING, { leadId })).data).toMatchObject({
        ring: { __typename: 'PersonSuppressed', code: 'PERSON_SUPPRESSED' },
      });
      const tollFree = await aPerson(app, acme, '+18005552345');
      expect((await ask(app.url, acme, RING, { leadId: tollFree.leadId })).data).toMatchObject({
        ring: { __typename: 'ContactProhibited', code: 'CONTACT_PROHIBITED' },
      });
    });

    it.each(['INVALID', 'WRONG_PERSON'])(
      'answers a number found to be %s, to the tenant that found it',
      async (status) => {
        const [here, there] = [await aPerson(app, acme), await aPerson(app, globex)];
        await app.sql('update leads set phone_status = $2 where id = $1', [here.leadId, status]);
        expect((await ask(app.url, acme, RING, { leadId: here.leadId })).data).toMatchObject({
          ring: { __typename: 'PhoneUnusable', code: 'PHONE_UNUSABLE' },
        });
        expect((await ask(app.url, acme, MAY_CONTACT, { leadId: here.leadId })).data).toMatchObject({
          mayContact: { verdict: 'DENY', reason: 'PHONE_UNUSABLE' },
        });
        expect((await ask(app.url, globex, RING, { leadId: there.leadId })).data).toMatchObject({
          ring: { __typename: 'Rang' },
        });
      },
    );
  });
});

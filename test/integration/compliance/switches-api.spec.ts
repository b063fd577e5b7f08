import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { CONTACT_LOOKUP } from '../../../src/compliance/contact-lookup.port';
import { Module } from '@nestjs/common';
import { CONSENT_TEXT } from '../../support/builders/a-consent';
import { AuthApp, type Proof } from '../auth/auth-app';
import { NEW_YORKER } from './dialed-people';

@Module({
  imports: [ComplianceModule],
  providers: [{ provide: CONTACT_LOOKUP, useValue: { find: () => Promise.resolve(null) } }],
})
class LookupModule {}

const POLICY = `{ callingPolicy { legalName windows maxAttemptsPer24h closedDates excludedRegions requireRegistration
  registeredIn { jurisdiction status reference } clearedByCounsel updatedAt
  disclosure { recordingNotice purpose extraSentence callbackNumber } } }`;
const CHANGE = `mutation ($input: UpdateCallingPolicyInput!) { updateCallingPolicy(input: $input) {
  maxAttemptsPer24h windows registeredIn { jurisdiction status reference } disclosure { purpose recordingNotice } } }`;
const PLACE = `mutation ($jurisdiction: String!, $startsAt: DateTime!, $reason: String!) {
  placeEmergencyHold(jurisdiction: $jurisdiction, startsAt: $startsAt, reason: $reason) { id jurisdiction startsAt endsAt } }`;
const LIFT = 'mutation ($id: ID!) { liftEmergencyHold(id: $id, reason: "Rescinded") { id liftedAt } }';
const HOLDS = '{ emergencyHolds { nodes { jurisdiction reason liftedAt } } }';
const BAN = `mutation ($phone: PhoneNumber!) { addPlatformSuppression(phone: $phone, reason: "wrote to us") { id phone removedAt } }`;
const UNBAN = 'mutation ($id: ID!) { removePlatformSuppression(id: $id, reason: "mistaken") { id removedAt } }';
const BANNED = '{ platformSuppressions { totalCount nodes { phone reason } } }';
const REGISTER = `mutation ($tenantId: ID!, $status: RegistrationFlag!) {
  setRegistration(tenantId: $tenantId, jurisdiction: "US-FL", status: $status, reference: "FL-1") { registeredIn { jurisdiction status } } }`;
const CLEAR = `mutation ($tenantId: ID!, $jurisdiction: String!, $cleared: Boolean!) {
  setCounselClearance(tenantId: $tenantId, jurisdiction: $jurisdiction, cleared: $cleared) { clearedByCounsel } }`;
const PLATFORM_LOG = '{ platformAuditLog(first: 20) { nodes { action actor target details } } }';
const SUPPRESS = `mutation ($phone: PhoneNumber!) { addSuppression(phone: $phone, reason: "asked") { id removedAt } }`;
const REMOVE = `mutation ($id: ID!, $optIn: ConsentInput!) { removeSuppression(id: $id, optIn: $optIn, reason: "signed again") { id removedAt } }`;
const IMPORT = `mutation ($file: Upload, $text: String, $kind: ListKind!, $jurisdiction: String, $asOf: DateTime) {
  importSuppressions(file: $file, text: $text, kind: $kind, jurisdiction: $jurisdiction, asOf: $asOf) {
    ... on ListImport { id status fileName takenCount rejectedCount failure errors { nodes { line reason } } }
    ... on Refusal { code }
  } }`;
const LISTS = '{ contactLists { nodes { id kind jurisdiction areaCodes asOf ageDays isStale numbers state } } }';

interface Imported {
  id: string;
  status: string;
}

describe('lists, holds and policies over GraphQL', () => {
  let api: AuthApp;
  let admin: Proof;
  let owner: Proof;
  let other: Proof;
  let acme: string;

  beforeAll(async () => {
    api = await AuthApp.start([LookupModule]);
    admin = await api.platformAdmin();
    acme = await api.company(admin, 'Acme Homes', 'olga@acme.test');
    await api.company(admin, 'Beta Dental', 'otto@beta.test');
    owner = await api.proofOf('olga@acme.test');
    other = await api.proofOf('otto@beta.test');
  });
  afterAll(async () => api?.app.close());

  it('an administrator of a company narrows its policy, and reads it', async () => {
    const input = {
      maxAttemptsPer24h: 2,
      windows: { mon: '10:00-12:00', sun: 'closed' },
      disclosure: { purpose: 'homes in Miami', recordingNotice: 'WHERE_REQUIRED' },
    };
    expect(await api.get('updateCallingPolicy', CHANGE, { input }, owner)).toEqual({
      maxAttemptsPer24h: 2,
      windows: { mon: ['10:00', '12:00'], sun: null },
      registeredIn: [],
      disclosure: { purpose: 'homes in Miami', recordingNotice: 'WHERE_REQUIRED' },
    });
    expect(await api.get('callingPolicy', POLICY, {}, owner)).toMatchObject({
      legalName: 'Acme Homes',
      maxAttemptsPer24h: 2,
    });
    expect(await api.get('callingPolicy', POLICY, {}, other)).toMatchObject({
      maxAttemptsPer24h: null,
      updatedAt: null,
    });
  });

  it.each<[string, object]>([
    ['input.maxAttemptsPer24h', { maxAttemptsPer24h: 4 }],
    ['input.windows.tue', { windows: { tue: '12:00-10:00' } }],
    ['input.windows.tue', { windows: { tue: 'noon' } }],
    ['input.closedDates.0', { closedDates: ['0000-12-24'] }],
    ['input.excludedRegions.0', { excludedRegions: ['Texas'] }],
    ['registeredIn', { registeredIn: [{ jurisdiction: 'US-FL', reference: 'x' }] }],
    ['clearedByCounsel', { clearedByCounsel: ['SA'] }],
    ['input.disclosure.purpose', { disclosure: { purpose: 'x'.repeat(101) } }],
    ['input.legalName', { legalName: 'a\u0000b' }],
  ])('a policy that makes no sense is refused by the name of its field, %s', async (field, input) => {
    const answer = await api.ask(CHANGE, { input }, owner);
    expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(answer.errors?.[0]?.extensions?.['code']);
    expect(JSON.stringify(answer.errors)).toContain(field);
  });

  it('an emergency hold is placed and lifted by those who run the platform, and seen by all', async () => {
    const hold = { jurisdiction: 'US-LA', startsAt: '2026-07-07T18:00:00Z', reason: 'LPSC general order' };
    const { id } = await api.get<{ id: string }>('placeEmergencyHold', PLACE, hold, admin);
    for (const proof of [owner, other, admin])
      expect(await api.get('emergencyHolds', HOLDS, {}, proof)).toEqual({
        nodes: [{ jurisdiction: 'US-LA', reason: 'LPSC general order', liftedAt: null }],
      });
    expect(await api.codeOf(PLACE, hold, owner)).toBe('FORBIDDEN');
    expect(await api.codeOf(LIFT, { id }, owner)).toBe('FORBIDDEN');
    expect(await api.get('liftEmergencyHold', LIFT, { id }, admin)).toMatchObject({ id, liftedAt: expect.any(String) });
    expect(await api.codeOf(LIFT, { id }, admin)).toBe('NOT_FOUND');
    expect(await api.codeOf(PLACE, { ...hold, jurisdiction: 'US-ZZ' }, admin)).toBe('BAD_USER_INPUT');
    expect(await api.codeOf(PLACE, { ...hold, startsAt: '0000-01-01T00:00:00Z' }, admin)).toBe('BAD_USER_INPUT');
  });

  it('a number is suppressed for every company by those who run the platform only', async () => {
    const { id } = await api.get<{ id: string }>('addPlatformSuppression', BAN, { phone: NEW_YORKER }, admin);
    expect(await api.get('platformSuppressions', BANNED, {}, admin)).toEqual({
      totalCount: 1,
      nodes: [{ phone: NEW_YORKER, reason: 'wrote to us' }],
    });
    expect(await api.codeOf(BAN, { phone: NEW_YORKER }, owner)).toBe('FORBIDDEN');
    expect(await api.codeOf(BANNED, {}, owner)).toBe('FORBIDDEN');
    expect(await api.codeOf(UNBAN, { id }, owner)).toBe('FORBIDDEN');
    await api.get('removePlatformSuppression', UNBAN, { id }, admin);
    expect(await api.get('platformSuppressions', BANNED, {}, admin)).toMatchObject({ totalCount: 0 });
  });

  it('a registration is noted by those who run the platform, for one company', async () => {
    await api.get('setRegistration', REGISTER, { tenantId: acme, status: 'EXEMPT' }, admin);
    expect(await api.get('callingPolicy', POLICY, {}, owner)).toMatchObject({
      registeredIn: [{ jurisdiction: 'US-FL', status: 'EXEMPT', reference: 'FL-1' }],
    });
    expect(await api.get('callingPolicy', POLICY, {}, other)).toMatchObject({ registeredIn: [] });
    expect(await api.codeOf(REGISTER, { tenantId: acme, status: 'HELD' }, owner)).toBe('FORBIDDEN');
  });

  it('a clearance by counsel is noted and taken back by those who run the platform, for one company', async () => {
    const cleared = { tenantId: acme, jurisdiction: 'SA', cleared: true };
    await api.get('setCounselClearance', CLEAR, cleared, admin);
    expect(await api.get('callingPolicy', POLICY, {}, owner)).toMatchObject({ clearedByCounsel: ['SA'] });
    expect(await api.get('callingPolicy', POLICY, {}, other)).toMatchObject({ clearedByCounsel: [] });
    expect(await api.codeOf(CLEAR, cleared, owner)).toBe('FORBIDDEN');
    expect(await api.codeOf(CLEAR, { ...cleared, jurisdiction: 'US-TX' }, admin)).toBe('BAD_USER_INPUT');
    await api.get('setCounselClearance', CLEAR, { ...cleared, cleared: false }, admin);
    expect(await api.get('callingPolicy', POLICY, {}, owner)).toMatchObject({ clearedByCounsel: [] });
  });

  it('what was done to the platform is in its log, for those who run it', async () => {
    const { nodes } = await api.get<{ nodes: { action: string }[] }>('platformAuditLog', PLATFORM_LOG, {}, admin);
    expect(nodes.map(({ action }) => action)).toEqual([
      'platform-suppression.removed',
      'platform-suppression.added',
      'emergency-hold.lifted',
      'emergency-hold.placed',
    ]);
    expect(JSON.stringify(nodes)).not.toContain(NEW_YORKER);
    expect(await api.codeOf(PLATFORM_LOG, {}, owner)).toBe('FORBIDDEN');
  });

  it('an entry is taken off the list by a written opt-in, and by nothing less', async () => {
    const { id } = await api.get<{ id: string }>('addSuppression', SUPPRESS, { phone: NEW_YORKER }, owner);
    api.app.clock.advance(60_000);
    const weak = { text: CONSENT_TEXT, automatedVoice: true, notConditionOfPurchase: true, at: api.app.clock.now() };
    const refused = await api.ask(REMOVE, { id, optIn: weak }, owner);
    expect(JSON.stringify(refused.errors)).toContain('optIn.signature');
    const optIn = { ...weak, signature: 'esign_checkbox' };
    expect(await api.codeOf(REMOVE, { id, optIn }, other)).toBe('NOT_FOUND');
    expect(await api.get('removeSuppression', REMOVE, { id, optIn }, owner)).toMatchObject({
      id,
      removedAt: expect.any(String),
    });
  });

  it('a list is imported from an uploaded file, and shown with its age', async () => {
    const file = new Blob(['phone\n2125552001\nAnn\n(212) 555-2002\n'], { type: 'text/csv' });
    const variables = { file: null, kind: 'NATIONAL_DNC', jurisdiction: 'US', asOf: api.app.clock.now() };
    const data = new FormData();
    data.append('operations', JSON.stringify({ query: IMPORT, variables }));
    data.append('map', JSON.stringify({ 0: ['variables.file'] }));
    data.append('0', file, 'dnc.csv');
    const headers = { ...owner, 'apollo-require-preflight': 'true' };
    const response = await fetch(`${api.app.url}/graphql`, { method: 'POST', headers, body: data });
    expect(await response.json()).toEqual({
      data: {
        importSuppressions: {
          id: expect.any(String),
          status: 'COMPLETED',
          fileName: 'dnc.csv',
          takenCount: 2,
          rejectedCount: 1,
          failure: null,
          errors: { nodes: [{ line: 3, reason: 'The phone number cannot be read.' }] },
        },
      },
    });
    expect(await api.get('contactLists', LISTS, {}, owner)).toMatchObject({
      nodes: [
        {
          kind: 'NATIONAL_DNC',
          jurisdiction: 'US',
          areaCodes: null,
          ageDays: 0,
          isStale: false,
          numbers: 2,
          state: 'CURRENT',
        },
      ],
    });
    expect(await api.get('contactLists', LISTS, {}, other)).toEqual({ nodes: [] });
  });

  it('a list is imported from text, by its own company seen', async () => {
    const { id, status } = await api.get<Imported>(
      'importSuppressions',
      IMPORT,
      { kind: 'INTERNAL', text: '2125552009\n' },
      owner,
    );
    expect(status).toBe('COMPLETED');
    const one = 'query ($id: ID!) { listImport(id: $id) { id kind takenCount } }';
    expect(await api.get('listImport', one, { id }, owner)).toEqual({ id, kind: 'INTERNAL', takenCount: 1 });
    expect(await api.codeOf(one, { id }, other)).toBe('NOT_FOUND');
  });

  it.each<[string, object]>([
    ['file', { kind: 'INTERNAL' }],
    ['jurisdiction', { kind: 'STATE_DNC', jurisdiction: 'US-AL', asOf: '2026-07-01T00:00:00Z', text: 'x' }],
    ['asOf', { kind: 'NATIONAL_DNC', jurisdiction: 'US', text: 'x' }],
    ['asOf', { kind: 'NATIONAL_DNC', jurisdiction: 'US', asOf: '2999-01-01T00:00:00Z', text: 'x' }],
    ['asOf', { kind: 'NATIONAL_DNC', jurisdiction: 'US', asOf: '0000-01-01T00:00:00Z', text: 'x' }],
  ])('a list with a bad %s is refused', async (field, variables) => {
    const answer = await api.ask(IMPORT, variables, owner);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });
});

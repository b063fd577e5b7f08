import { ASK } from '../../src/demo/demo-api';
import { writtenConsent } from '../../src/demo/written-consent';
import type { Company } from './support/company';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import { numberOf } from './support/people';

jest.setTimeout(120_000);

const FORM = 'Harbour View enquiry';

interface Entry {
  readonly kind: string;
  readonly type: string | null;
  readonly missingForAiCalls: readonly string[];
}

describe('who has not agreed in writing', () => {
  let installation: Installation;
  let company: Company;
  let other: Company;
  let key: string;

  beforeAll(async () => {
    installation = await Installation.start({ name: 'consent' });
    company = await installation.found({ name: 'Harbour Homes' });
    other = await installation.found({ name: 'Meadow Motors' });
    const projectId = await company.launchProject('Harbour View', { autoCall: true });
    await company.perform(ASK.createFormMapping, { input: { formName: FORM, projectId } });
    key = await company.issueKey(['intake:write']);
  });
  afterEach(() => installation?.expectSound());
  afterAll(() => installation?.close());

  async function post(phone: string, consent: unknown): Promise<string> {
    const response = await fetch(`${installation.url}/webhooks/web-form`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key },
      body: JSON.stringify({ phone, formName: FORM, consent }),
    });
    expect(response.status).toBe(202);
    return ((await response.json()) as { leadId: string }).leadId;
  }

  const consentsOf = async (leadId: string, at = company): Promise<Entry[]> =>
    (await at.client.request<{ consents: { nodes: Entry[] } }>(CONSENTS, { leadId })).consents.nodes;

  const reasonsOf = async (leadId: string): Promise<string[]> =>
    (
      await company.client.request<{ dialChecks: { nodes: { reason: string }[] } }>(CHECKS, { leadId })
    ).dialChecks.nodes.map(({ reason }) => reason);

  const untilDecided = (leadId: string): Promise<string[]> =>
    eventually(
      'somebody has asked whether the lead may be called',
      () => reasonsOf(leadId),
      (seen) => seen.length > 0,
    );

  const untilOver = (campaignId: string): Promise<unknown> =>
    eventually(
      'the campaign completes',
      () => company.progress(campaignId),
      ({ status }) => status === 'COMPLETED',
    );

  it('is not called by a campaign, whatever else they said', async () => {
    const projectId = await company.launchProject('Outreach');
    const said = {
      OK: writtenConsent(company.name),
      NO_CONSENT: null,
      CONSENT_INCOMPLETE: { text: 'Harbour Homes may call me.' },
      CONSENT_CHANNEL_NOT_COVERED: { ...writtenConsent(company.name), channels: ['SMS'] },
    };
    const leads = await Promise.all(
      Object.entries(said).map(async ([reason, consent], n) => {
        const phone = numberOf('keenBuyer', n);
        return { reason, phone, id: await company.createLead({ phone, projectId, consent }) };
      }),
    );
    const campaignId = await company.draftCampaign(
      projectId,
      leads.map(({ id }) => id),
    );
    await company.start(campaignId);
    await untilOver(campaignId);
    for (const { reason, phone, id } of leads) {
      expect([reason, await reasonsOf(id)]).toEqual([reason, [reason]]);
      expect(await installation.world.calls(phone)).toHaveLength(reason === 'OK' ? 1 : 0);
    }
  });

  it('is not called back after a form, and the form is kept', async () => {
    const forms: [phone: string, consent: unknown, reason: string][] = [
      [numberOf('keenBuyer', 10), true, 'CONSENT_INCOMPLETE'],
      [numberOf('keenBuyer', 11), false, 'NO_CONSENT'],
      [
        numberOf('keenBuyer', 12),
        { agreed: true, ...writtenConsent(other.name), seller: other.name },
        'CONSENT_WRONG_SELLER',
      ],
    ];
    for (const [phone, consent, reason] of forms) {
      const leadId = await post(phone, consent);
      expect(await untilDecided(leadId)).toEqual([reason]);
      expect(await installation.world.calls(phone)).toEqual([]);
      expect(await consentsOf(leadId)).toHaveLength(consent === false ? 0 : 1);
      expect(await consentsOf(leadId, other)).toEqual([]);
    }
  });

  it('any more is not called any more, and a new consent alone does not lift that', async () => {
    const phone = numberOf('keenBuyer', 20);
    const projectId = await company.launchProject('Second outreach');
    const leadId = await company.createLead({ phone, projectId });
    await company.perform(REVOKE, { input: { leadId, scope: 'MARKETING', method: 'EMAIL', reason: 'wrote to us' } });
    await company.perform(RECORD, { input: { leadId, type: 'PEWC', ...writtenConsent(company.name) } });
    const campaignId = await company.draftCampaign(projectId, [leadId]);
    await company.start(campaignId);
    await untilOver(campaignId);
    expect(await reasonsOf(leadId)).toEqual(['CONSENT_REVOKED']);
    expect(await installation.world.calls(phone)).toEqual([]);
    const entries = await consentsOf(leadId);
    expect(entries.map(({ kind }) => kind).toSorted()).toEqual(['GRANT', 'GRANT', 'REVOCATION']);
    expect(entries.map(({ missingForAiCalls }) => missingForAiCalls).toSorted()).toEqual([
      [],
      ['The person had opted out before, and it is not recorded as an opt-in after that.'],
      ['The person has taken their consent back since.'],
    ]);
  });

  it('any more, to anything, is on the do-not-contact list at once', async () => {
    const phone = numberOf('keenBuyer', 21);
    const leadId = await company.createLead({ phone });
    await company.perform(REVOKE, { input: { leadId, method: 'IN_PERSON' } });
    const { suppressions } = await company.client.request<{ suppressions: { nodes: { phone: string }[] } }>(SUPPRESSED);
    expect(suppressions.nodes.map((entry) => entry.phone)).toContain(phone);
  });
});

const CONSENTS = `query ($leadId: ID!) { consents(leadId: $leadId) { nodes { kind type missingForAiCalls } } }`;
const CHECKS = `query ($leadId: ID!) { dialChecks(leadId: $leadId) { nodes { reason } } }`;
const REVOKE = `mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { id } }`;
const RECORD = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }`;
const SUPPRESSED = `query { suppressions(first: 100) { nodes { phone } } }`;

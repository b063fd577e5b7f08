import type { Variables } from '../support/graphql-client';
import type { Company, Progress } from './support/company';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import { numberOf, type PersonName } from './support/people';

jest.setTimeout(180_000);

const HOUR_MS = 3_600_000;
/** Afternoon in New York is the middle of the night in Guam. */
const GUAM = '+16714885501';
/** An AI may call nobody in Washington who has not asked for the call. */
const WASHINGTON = '+12065550101';

interface Receipt {
  readonly verdict: string;
  readonly reason: string;
  readonly channel: string;
  readonly purpose: string;
  readonly explanation: string;
  readonly jurisdictions: readonly string[];
  readonly rowsApplied: readonly string[];
  readonly rulesVersion: string;
}

/** Every way a contact can begin: an unlawful one is not made and says why, a lawful one is. */
describe('the calling rules at every entry', () => {
  let installation: Installation;
  let company: Company;
  let neighbour: Company;
  const used = new Map<PersonName, number>();

  beforeAll(async () => {
    installation = await Installation.start({ name: 'calling-rules' });
    company = await installation.found({ name: 'Harbour Homes' });
    neighbour = await installation.found({ name: 'Meadow Motors' });
  });
  afterEach(async () => {
    await installation?.expectSound();
  });
  afterAll(() => installation?.close());

  /** A number of such a person that nobody had before. */
  function aPhone(person: PersonName): string {
    const nth = used.get(person) ?? 0;
    used.set(person, nth + 1);
    return numberOf(person, nth);
  }

  const dialsTo = async (phone: string): Promise<number> => (await installation.world.calls(phone)).length;
  const receiptsOf = async (leadId: string, of: Company = company): Promise<Receipt[]> =>
    (await of.client.request<{ dialChecks: { nodes: Receipt[] } }>(RECEIPTS, { leadId })).dialChecks.nodes;
  const mayContact = async (leadId: string, more: Variables = {}): Promise<{ verdict: string; reason: string }> =>
    (
      await company.client.request<{ mayContact: { verdict: string; reason: string } }>(MAY_CONTACT, {
        leadId,
        ...more,
      })
    ).mayContact;
  const suppress = (phone: string): Promise<unknown> =>
    company.client.request(SUPPRESS, { phone, reason: 'asked by letter' });
  const revokeMarketing = (leadId: string): Promise<unknown> =>
    company.client.request(REVOKE, { input: { leadId, scope: 'MARKETING', method: 'EMAIL' } });

  const until = (campaignId: string, what: string, reached: (progress: Progress) => boolean): Promise<Progress> =>
    eventually(what, () => company.progress(campaignId), reached, 60_000);
  const untilCompleted = (campaignId: string): Promise<Progress> =>
    until(campaignId, 'the campaign completes', ({ status }) => status === 'COMPLETED');

  /** The clock of the program, moved to when somebody of the campaign is due. */
  async function moveToNextDial(campaignId: string): Promise<void> {
    const { nextDialAt } = await until(campaignId, 'somebody is due', (progress) => progress.nextDialAt !== null);
    await installation.moveClock(new Date(nextDialAt ?? 0).getTime() - installation.now().getTime() + 1_000);
    await company.signIn();
  }

  it('a campaign calls whom it may, and nobody else', async () => {
    const projectId = await company.launchProject('Harbour View');
    const people = {
      lawful: await company.createLead({ phone: aPhone('keenBuyer'), projectId }),
      stranger: await company.createLead({ phone: aPhone('keenBuyer'), projectId, consent: null }),
      unsigned: await company.createLead({
        phone: aPhone('keenBuyer'),
        projectId,
        consent: { text: 'Please call me.' },
      }),
      uninvited: await company.createLead({ phone: WASHINGTON, projectId }),
      asleep: await company.createLead({ phone: GUAM, projectId }),
      suppressed: await company.createLead({ phone: aPhone('keenBuyer'), projectId }),
    };
    const campaignId = await company.draftCampaign(projectId, Object.values(people));
    await suppress((await company.lead(people.suppressed)).phone);
    await company.start(campaignId);
    await until(campaignId, 'only who sleeps is left', ({ remaining, inFlight }) => remaining === 1 && inFlight === 0);

    const health = await company.client.request<{ dialingHealth: { zones: Variables[] } }>(HEALTH, { campaignId });
    expect(health.dialingHealth.zones).toMatchObject([
      {
        timeZones: ['Pacific/Guam'],
        jurisdictions: ['US', 'US-GU'],
        leads: 1,
        isOpen: false,
        reason: 'OUTSIDE_WINDOW',
      },
    ]);
    await company.perform(PAUSE, { id: campaignId });
    for (const [person, leadId] of Object.entries(people)) {
      const { phone } = await company.lead(leadId);
      expect([person, await dialsTo(phone)]).toEqual([person, person === 'lawful' ? 1 : 0]);
    }
    expect(await receiptsOf(people.lawful)).toMatchObject([
      {
        verdict: 'ALLOW',
        reason: 'OK',
        channel: 'AI_VOICE',
        purpose: 'MARKETING',
        jurisdictions: ['US', 'US-NY'],
        rowsApplied: [expect.stringMatching(/^US@/), expect.stringMatching(/^US-NY@/)],
        rulesVersion: expect.stringMatching(/^\d{4}-/) as string,
      },
    ]);
    expect(await receiptsOf(people.stranger)).toMatchObject([{ verdict: 'DENY', reason: 'NO_CONSENT' }]);
    expect(await receiptsOf(people.unsigned)).toMatchObject([{ verdict: 'DENY', reason: 'CONSENT_INCOMPLETE' }]);
    expect(await receiptsOf(people.uninvited)).toMatchObject([
      { verdict: 'DENY', reason: 'AI_VOICE_PROHIBITED', jurisdictions: ['US', 'US-WA'] },
    ]);
    expect(await mayContact(people.asleep)).toMatchObject({ verdict: 'DEFER', reason: 'OUTSIDE_WINDOW' });
    expect(await receiptsOf(people.stranger, neighbour)).toEqual([]);
  });

  it('a project that calls new leads at once calls those it may', async () => {
    const projectId = await company.launchProject('Sea Front', { autoCall: true });
    const [phone, strange] = [aPhone('keenBuyer'), aPhone('keenBuyer')];
    const stranger = await company.createLead({ phone: strange, projectId, consent: null });
    const friend = await company.createLead({ phone, projectId });
    await eventually(
      'the friend is called',
      () => dialsTo(phone),
      (dials) => dials === 1,
    );
    const refused = await eventually(
      'the stranger is refused',
      () => receiptsOf(stranger),
      (seen) => seen.length > 0,
    );
    expect(refused).toMatchObject([{ verdict: 'DENY', reason: 'NO_CONSENT' }]);
    expect(await receiptsOf(friend)).toMatchObject([{ verdict: 'ALLOW' }]);
    expect(await dialsTo(strange)).toBe(0);
  });

  it('a call by hand is refused with the rule that forbids it, and made when none does', async () => {
    const projectId = await company.launchProject('Old Mill');
    const call = async (leadId: string): Promise<Variables> =>
      (await company.client.request<{ callLead: Variables }>(CALL_LEAD, { leadId })).callLead;
    const [phone, strange] = [aPhone('keenBuyer'), aPhone('keenBuyer')];
    const stranger = await company.createLead({ phone: strange, projectId, consent: null });
    const uninvited = await company.createLead({ phone: WASHINGTON, projectId });
    const asleep = await company.createLead({ phone: GUAM, projectId });
    expect(await call(stranger)).toMatchObject({ __typename: 'ConsentMissing', reason: 'NO_CONSENT' });
    expect(await call(uninvited)).toMatchObject({ __typename: 'ContactProhibited', reason: 'AI_VOICE_PROHIBITED' });
    expect(await call(asleep)).toMatchObject({ __typename: 'CallingWindowClosed' });
    expect(await call(await company.createLead({ phone, projectId }))).toMatchObject({ __typename: 'Call' });
    await eventually(
      'the phone rings',
      () => dialsTo(phone),
      (dials) => dials === 1,
    );
    for (const nobody of [strange, WASHINGTON, GUAM]) expect(await dialsTo(nobody)).toBe(0);
  });

  it('a retry is asked for anew: not after marketing was taken back, and three times a day at most', async () => {
    const projectId = await company.launchProject('Park Lane');
    const [busy, gone, silent] = [aPhone('busy'), aPhone('busy'), aPhone('voicemail')];
    const [friend, leaver, absent] = [
      await company.createLead({ phone: busy, projectId }),
      await company.createLead({ phone: gone, projectId }),
      await company.createLead({ phone: silent, projectId }),
    ];
    const later = { retryPolicy: { busy: [2 * 3_600], noAnswer: [1], failed: [1], voicemail: [1], jitter: 0 } };
    const campaignId = await company.draftCampaign(projectId, [friend, leaver], later);
    const patient = await company.draftCampaign(projectId, [absent], { maxAttempts: 5 });
    await company.start(campaignId);
    await company.start(patient);
    await until(campaignId, 'both were busy', ({ calls, inFlight }) => calls === 2 && inFlight === 0);
    const capped = await eventually(
      'the fourth call to an answering machine is put off',
      () => receiptsOf(absent),
      (seen) => seen.some(({ reason }) => reason === 'FREQUENCY_CAP'),
    );
    expect(capped.filter(({ verdict }) => verdict === 'ALLOW')).toHaveLength(3);
    expect(capped[0]?.explanation).toMatch(/New York number/);
    await company.perform(PAUSE, { id: patient });

    await revokeMarketing(leaver);
    await moveToNextDial(campaignId);
    await untilCompleted(campaignId);
    expect([await dialsTo(busy), await dialsTo(gone)]).toEqual([2, 1]);
    expect(await company.calls({ leadId: friend })).toMatchObject([{ status: 'COMPLETED' }, { outcome: 'BUSY' }]);

    expect(await dialsTo(silent)).toBe(3);
  });

  it('a promised callback is made, but not to who has opted out since', async () => {
    const projectId = await company.launchProject('Hill Side');
    const [phone, gone] = [aPhone('callbackOnThursday'), aPhone('callbackOnThursday')];
    const [friend, leaver] = [
      await company.createLead({ phone, projectId }),
      await company.createLead({ phone: gone, projectId }),
    ];
    const campaignId = await company.draftCampaign(projectId, [friend, leaver]);
    await company.start(campaignId);
    await until(
      campaignId,
      'both have asked to be called back',
      ({ connected, inFlight, nextDialAt }) =>
        connected === 2 && inFlight === 0 && Date.parse(nextDialAt ?? '') > installation.now().getTime() + HOUR_MS,
    );
    await suppress(gone);
    await moveToNextDial(campaignId);
    await untilCompleted(campaignId);
    expect([await dialsTo(phone), await dialsTo(gone)]).toEqual([2, 1]);
    expect((await receiptsOf(friend)).map(({ verdict }) => verdict)).toEqual(['ALLOW', 'ALLOW']);
  });

  it('a text is sent to whom one may be sent, and to nobody else', async () => {
    const text = async (leadId: string): Promise<Variables> => {
      const input = { leadId, channel: 'SMS', text: 'The flat is still free.', purpose: 'MARKETING' };
      return (await company.client.request<{ sendMessage: Variables }>(SEND, { input })).sendMessage;
    };
    const [phone, strange] = [aPhone('rambler'), aPhone('rambler')];
    const stranger = await company.createLead({ phone: strange, consent: null });
    const friend = await company.createLead({ phone });
    expect(await text(stranger)).toMatchObject({ __typename: 'ConsentMissing', reason: 'NO_CONSENT' });
    expect(await text(friend)).toMatchObject({ __typename: 'TextMessage' });
    await revokeMarketing(friend);
    expect(await text(friend)).toMatchObject({ __typename: 'ConsentMissing', reason: 'CONSENT_REVOKED' });
    expect(await installation.world.texts(strange)).toEqual([]);
    expect(await installation.world.texts(phone)).toHaveLength(1);
    expect(await receiptsOf(friend)).toMatchObject([
      { verdict: 'DENY', reason: 'CONSENT_REVOKED', channel: 'SMS' },
      { verdict: 'ALLOW', channel: 'SMS', purpose: 'MARKETING' },
    ]);
  });
});

const RECEIPTS = `query ($leadId: ID!) { dialChecks(leadId: $leadId, first: 50) {
  nodes { verdict reason channel purpose explanation jurisdictions rowsApplied rulesVersion } } }`;
const MAY_CONTACT = `query ($leadId: ID!) { mayContact(leadId: $leadId) { verdict reason explanation nextAllowedAt } }`;
const SUPPRESS = `mutation ($phone: PhoneNumber!, $reason: String!) { addSuppression(phone: $phone, reason: $reason) { id } }`;
const REVOKE = `mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { id } }`;
const HEALTH = `query ($campaignId: ID!) { dialingHealth(campaignId: $campaignId) {
  zones { timeZones jurisdictions leads isOpen opensAt reason } } }`;
const PAUSE = `mutation ($id: ID!) { pauseCampaign(id: $id) { ... on Campaign { id } ... on Refusal { message } } }`;
const CALL_LEAD = `mutation ($leadId: ID!) { callLead(leadId: $leadId) {
  __typename ... on Refusal { code message } ... on ConsentMissing { reason } ... on ContactProhibited { reason } } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
  __typename ... on Refusal { code message } ... on ConsentMissing { reason } } }`;

import { ASK } from '../../src/demo/demo-api';
import type { CallView, Company, DraftedCampaign, Progress } from './support/company';
import type { DialedCall } from './support/emulated-world';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';

jest.setTimeout(120_000);

const TALK_FAST = 200;
/** Phones ring for seconds. */
const TALK_SLOWLY = 2;
const SOME_SWEEPS_MS = 1_500;

interface HealthView {
  readonly ready: number;
  readonly gates: readonly { gate: string; leads: number }[];
}

/** The carrier takes one call a second, so that what is claimed waits for its turn: as much as it takes in two seconds. */
describe('pausing, stopping and opting out', () => {
  let installation: Installation;
  let company: Company;

  beforeAll(async () => {
    installation = await Installation.start({
      name: 'pause',
      timeScale: TALK_FAST,
      env: { CARRIER_CALLS_PER_SECOND: '1' },
    });
    company = await installation.found({ name: 'Harbour Homes' });
  });
  afterEach(async () => {
    await installation?.world.setTimeScale(TALK_FAST);
    await installation?.expectSound();
  });
  afterAll(() => installation?.close());

  const dialedOf = async ({ phones }: DraftedCampaign): Promise<DialedCall[]> =>
    (await installation.world.calls()).filter(({ to }) => phones.includes(to));

  const untilDialed = (campaign: DraftedCampaign, count: number): Promise<DialedCall[]> =>
    eventually(
      `${count} calls are dialed`,
      () => dialedOf(campaign),
      ({ length }) => length >= count,
    );

  const untilStatus = (campaignId: string, status: string): Promise<Progress> =>
    eventually(
      `the campaign is ${status}`,
      () => company.progress(campaignId),
      (seen) => seen.status === status,
    );

  const untilClaimed = (campaignId: string): Promise<CallView[]> =>
    eventually(
      'somebody is claimed and waits',
      () => company.calls({ campaignId, statuses: ['QUEUED'] }),
      ({ length }) => length > 0,
    );

  async function receiptsOf(leadId: string): Promise<string[]> {
    const { dialChecks } = await company.client.request<{ dialChecks: { nodes: { reason: string }[] } }>(CHECKS, {
      leadId,
    });
    return dialChecks.nodes.map(({ reason }) => reason);
  }

  async function expectNothingMoreDialed(campaign: DraftedCampaign): Promise<void> {
    await installation.quiet();
    const before = await dialedOf(campaign);
    await new Promise((resolve) => setTimeout(resolve, SOME_SWEEPS_MS));
    expect(await dialedOf(campaign)).toEqual(before);
  }

  it('dials nobody who was claimed before a pause, and everybody once after it', async () => {
    const campaign = await company.draftFor('keenBuyer', { count: 12 });
    const { campaignId } = campaign;
    await company.start(campaignId);
    await untilDialed(campaign, 2);
    await untilClaimed(campaignId);
    await company.perform(PAUSE, { id: campaignId });
    const paused = Date.now();
    await expectNothingMoreDialed(campaign);
    // What had passed the gates when the pause was committed may still have been on its way; an invariant judges when it passed.
    const late = (await dialedOf(campaign)).filter(({ createdAt }) => Date.parse(createdAt) > paused + 2_000);
    expect(late).toEqual([]);

    const progress = await company.progress(campaignId);
    expect(progress).toMatchObject({ status: 'PAUSED', pauseReason: 'USER', inFlight: 0, nextDialAt: null });
    expect(progress.remaining).toBe(12 - (await dialedOf(campaign)).length);
    const { dialingHealth } = await company.client.request<{ dialingHealth: HealthView }>(HEALTH, { campaignId });
    expect(dialingHealth).toMatchObject({
      ready: 0,
      gates: [{ gate: 'CAMPAIGN_NOT_ACTIVE', leads: progress.remaining }],
    });

    await company.perform(RESUME, { id: campaignId });
    await untilStatus(campaignId, 'COMPLETED');
    expect((await dialedOf(campaign)).map(({ to }) => to).toSorted()).toEqual(campaign.phones.toSorted());
  });

  it('stops for good: claimed leads are let go, ringing phones fall silent', async () => {
    const campaign = await company.draftFor('noAnswer', { count: 8 });
    const { campaignId } = campaign;
    await installation.world.setTimeScale(TALK_SLOWLY);
    await company.start(campaignId);
    await untilDialed(campaign, 2);
    await company.perform(STOP, { id: campaignId });
    await expectNothingMoreDialed(campaign);
    expect(await company.progress(campaignId)).toMatchObject({
      status: 'CANCELLED',
      total: 8,
      remaining: 0,
      inFlight: 0,
    });
    const dialed = await dialedOf(campaign);
    expect(dialed.length).toBeLessThan(8);
    expect(dialed.map(({ status }) => status)).toEqual(dialed.map(() => 'canceled'));
  });

  it('does not dial a claimed person who is suppressed meanwhile', async () => {
    const campaign = await company.draftFor('keenBuyer', { first: 12, count: 8 });
    const { campaignId } = campaign;
    await company.start(campaignId);
    await untilDialed(campaign, 1);
    const [claimed] = await untilClaimed(campaignId);
    if (!claimed) throw new Error('Nobody is claimed and waiting.');
    await company.perform(SUPPRESS, { phone: claimed.phone });
    const done = await untilStatus(campaignId, 'COMPLETED');
    expect(done).toMatchObject({ total: 8, called: 7, optedOut: 1 });
    expect(await installation.world.calls(claimed.phone)).toEqual([]);
    expect(await company.calls({ leadId: claimed.leadId })).toMatchObject([
      { status: 'CANCELED', endedReason: 'INTERNAL_DNC' },
    ]);
    expect(await receiptsOf(claimed.leadId)).toContain('INTERNAL_DNC');
    const { mayContact } = await company.client.request<{ mayContact: object }>(MAY_CONTACT, {
      leadId: claimed.leadId,
    });
    expect(mayContact).toEqual({ verdict: 'DENY', reason: 'INTERNAL_DNC' });
  });

  it('stops a phone that rings when its owner is suppressed, and never rings it again', async () => {
    const campaign = await company.draftFor('noAnswer', { first: 8, count: 1 });
    await installation.world.setTimeScale(TALK_SLOWLY);
    await company.start(campaign.campaignId);
    const ringing = (): Promise<CallView[]> =>
      company.calls({ campaignId: campaign.campaignId, statuses: ['RINGING'] });
    await eventually('the phone rings', ringing, ({ length }) => length === 1);
    await company.perform(SUPPRESS, { phone: campaign.phones[0] });
    const done = await untilStatus(campaign.campaignId, 'COMPLETED');
    expect(done).toMatchObject({ total: 1, called: 1, connected: 0, optedOut: 1 });
    expect(await dialedOf(campaign)).toMatchObject([{ status: 'canceled', answeredAt: null }]);
  });

  it('holds all of a company while it is paused, and goes on by itself afterwards', async () => {
    const administrator = await installation.administrator();
    const campaign = await company.draftFor('keenBuyer', { first: 20, count: 8 });
    await company.start(campaign.campaignId);
    await untilDialed(campaign, 1);
    await administrator.request(PAUSE_TENANT, { id: company.tenantId });
    await expectNothingMoreDialed(campaign);
    expect(await company.progress(campaign.campaignId)).toMatchObject({
      status: 'PAUSED',
      pauseReason: 'TENANT_PAUSED',
    });
    await administrator.request(ACTIVATE_TENANT, { id: company.tenantId });
    await untilStatus(campaign.campaignId, 'COMPLETED');
    expect((await dialedOf(campaign)).map(({ to }) => to).toSorted()).toEqual(campaign.phones.toSorted());
  });

  it('refuses the moves the life of a campaign does not allow, and moves nothing', async () => {
    const { campaignId } = await company.draftFor('keenBuyer', { first: 28, count: 1 });
    for (const move of [PAUSE, RESUME])
      await expect(company.perform(move, { id: campaignId })).rejects.toThrow(/refused/);
    await company.perform(STOP, { id: campaignId });
    for (const move of [ASK.startCampaign, PAUSE, RESUME, STOP])
      await expect(company.perform(move, { id: campaignId })).rejects.toThrow(/refused/);
    expect(await company.progress(campaignId)).toMatchObject({ status: 'CANCELLED', calls: 0 });
  });
});

const moveOf = (mutation: string): string =>
  `mutation ($id: ID!) { ${mutation}(id: $id) { ... on Campaign { id } ... on Refusal { message } } }`;
const PAUSE = moveOf('pauseCampaign');
const RESUME = moveOf('resumeCampaign');
const STOP = moveOf('stopCampaign');
const SUPPRESS = `mutation ($phone: PhoneNumber!) { addSuppression(phone: $phone, reason: "Asked by letter") { id } }`;
const CHECKS = `query ($leadId: ID!) { dialChecks(leadId: $leadId) { nodes { reason } } }`;
const MAY_CONTACT = `query ($leadId: ID!) { mayContact(leadId: $leadId) { verdict reason } }`;
const HEALTH = `query ($campaignId: ID!) { dialingHealth(campaignId: $campaignId) { ready gates { gate leads } } }`;
const PAUSE_TENANT = `mutation ($id: ID!) { pauseTenant(id: $id) { id } }`;
const ACTIVATE_TENANT = `mutation ($id: ID!) { activateTenant(id: $id) { id } }`;

import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { ComplianceListener } from '../../../src/campaigns/compliance.listener';
import { ConclusionListener } from '../../../src/campaigns/conclusion.listener';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { EnrolmentsService } from '../../../src/campaigns/enrolments.service';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { EmergencyHolds } from '../../../src/compliance/operators/emergency-holds.service';
import { CallingPolicies } from '../../../src/compliance/policies/calling-policies.service';
import { PlatformSuppressions } from '../../../src/compliance/suppressions/platform-suppressions.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { CampaignLife } from '../../../src/campaigns/campaign-life.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { until } from '../../support/until';
import { sidOf } from '../../support/doubles/scripted-carrier';
import { brokenInvariants } from '../../support/invariants';
import { asAdmin } from '../compliance/an-admin';
import { importList, numbersOf } from '../compliance/a-list';

describe('what stops people from being called', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00Z');
    await app.sql('delete from platform_suppressions');
    await app.sql('delete from emergency_holds');
  });

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const pace = (staged: StagedCampaign) => as(staged, () => app.get(CampaignPacer).pace(staged.campaignId));
  const enrolment = async ({ campaignId }: StagedCampaign) =>
    (await app.sql('select state, outcome, end_reason from enrolments where campaign_id = $1', [campaignId]))[0];
  const ENDED = { state: 'ENDED', outcome: 'OPTED_OUT', end_reason: 'SUPPRESSED' };
  const suppressEverywhere = () =>
    asAdmin(() => app.get(PlatformSuppressions).add({ phone: newYorkNumber(1), reason: 'wrote to us' }));
  const hear = (staged: StagedCampaign, platformSuppressionId: string) =>
    as(staged, () => app.get(ComplianceListener).endSuppressed({ platformSuppressionId }));

  it('a suppression for every company ends who waits, in each company that is told', async () => {
    const [one, two] = [await aCampaign(app), await aCampaign(app)];
    const { id } = await suppressEverywhere();
    await hear(one, id);
    await hear(one, id);
    expect(await enrolment(one)).toEqual(ENDED);
    expect(await enrolment(two)).toMatchObject({ state: 'WAITING' });
    await hear(two, id);
    expect(await enrolment(two)).toEqual(ENDED);
    expect(await brokenInvariants(app.config.database.ownerUrl ?? '', { now: app.clock.now() })).toEqual([]);
  });

  it('the end of its last lead ends a campaign, though somebody pauses it at that moment', async () => {
    const staged = await aCampaign(app);
    const [work, life] = [app.get(UnitOfWork), app.get(CampaignLife)];
    const held: (() => void)[] = [];
    const paused = as(staged, () =>
      work.run(async () => {
        const campaign = await life.lock(staged.campaignId);
        await new Promise<void>((goOn) => held.push(goOn));
        await life.pause(campaign, 'USER', app.clock.now());
      }),
    );
    await until(() => held.length > 0);
    await as(staged, () =>
      app.get(SuppressionsService).add({ phone: newYorkNumber(1), reason: 'asked', source: 'MANUAL' }),
    );
    const [{ id: suppressionId } = { id: '' }] = await app.sql<{ id: string }>(
      'select id from suppressions where tenant_id = $1',
      [staged.tenantId],
    );
    await as(staged, () => app.get(ConclusionListener).endSuppressed({ suppressionId }));
    held[0]?.();
    await paused;
    const status = () => app.sql('select status from campaigns where id = $1', [staged.campaignId]);
    expect(await status()).toEqual([{ status: 'PAUSED' }]);
    await pace(staged);
    expect(await status()).toEqual([{ status: 'COMPLETED' }]);
  });

  it('stops the phones that ring, and leaves those of others', async () => {
    const [one, two] = [await aCampaign(app), await aCampaign(app, { phones: [newYorkNumber(2)] })];
    const sids: string[] = [];
    for (const staged of [one, two]) {
      const [callId = ''] = await pace(staged);
      await as(staged, () => app.get(CallPlacer).place(callId));
      sids.push(sidOf(callId));
    }
    const { id } = await suppressEverywhere();
    await hear(one, id);
    await hear(two, id);
    expect(app.carrier.hungUp).toContain(sids[0]);
    expect(app.carrier.hungUp).not.toContain(sids[1]);
  });

  it('does nothing once the suppression was lifted', async () => {
    const staged = await aCampaign(app);
    const { id } = await suppressEverywhere();
    await asAdmin(() => app.get(PlatformSuppressions).remove(id, 'mistaken'));
    await hear(staged, id);
    expect(await enrolment(staged)).toMatchObject({ state: 'WAITING' });
  });

  it('whom the platform suppresses is enrolled by nobody', async () => {
    await suppressEverywhere();
    const staged = await aCampaign(app, { start: false });
    expect(await enrolment(staged)).toBeUndefined();
    expect(
      await as(staged, () => app.get(EnrolmentsService).add(staged.campaignId, { leadIds: staged.leadIds })),
    ).toMatchObject({ added: 0 });
  });

  it('an imported list of the company’s own ends who waits, in that company', async () => {
    const [one, two] = [await aCampaign(app), await aCampaign(app)];
    await importList(app, one.tenantId, { kind: 'INTERNAL', lines: [newYorkNumber(1), ...numbersOf('305', 20)] });
    const suppressions = await app.sql<{ id: string }>(
      'select id from suppressions where tenant_id = $1 and phone = $2',
      [one.tenantId, newYorkNumber(1)],
    );
    for (const { id: suppressionId } of suppressions)
      await as(one, () => app.get(ConclusionListener).endSuppressed({ suppressionId }));
    expect(await enrolment(one)).toEqual(ENDED);
    expect(await enrolment(two)).toMatchObject({ state: 'WAITING' });
  });

  it('a changed policy keeps people from being claimed, and lets them be claimed again', async () => {
    const [one, two] = [await aCampaign(app), await aCampaign(app)];
    await as(one, () => app.get(CallingPolicies).change({ excludedRegions: ['US-NY'] }));
    expect(await pace(one)).toEqual([]);
    expect(await pace(two)).toHaveLength(1);
    await as(one, () => app.get(CallingPolicies).change({ excludedRegions: [] }));
    expect(await pace(one)).toHaveLength(1);
  });

  it('an emergency hold keeps people of its place from being claimed, in every company, until it is lifted', async () => {
    const [one, two] = [await aCampaign(app), await aCampaign(app, { phones: ['+12145552345'] })];
    const hold = { jurisdiction: 'US-NY', startsAt: app.clock.now(), reason: 'Executive order' };
    const { id } = await asAdmin(() => app.get(EmergencyHolds).place(hold));
    expect(await pace(one)).toEqual([]);
    expect(await pace(two)).toHaveLength(1);
    await asAdmin(() => app.get(EmergencyHolds).lift(id, 'Order rescinded'));
    expect(await pace(one)).toHaveLength(1);
  });

  it('what changes whom a company may call wakes its campaigns, those that call', async () => {
    const calling = await aCampaign(app);
    const draft = await aCampaign(app, { start: false });
    expect(await as(calling, () => app.get(CampaignsService).active())).toEqual([calling.campaignId]);
    expect(await as(draft, () => app.get(CampaignsService).active())).toEqual([]);
    await as(calling, () => app.get(ComplianceListener).planUnderHold());
  });
});

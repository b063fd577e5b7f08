import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import type { CallbackStatus } from '../../../src/campaigns/retries/callback.entity';
import { Callbacks } from '../../../src/campaigns/retries/callbacks.service';
import { RetriesListener } from '../../../src/campaigns/retries/retries.listener';
import { RetriesSweep } from '../../../src/campaigns/retries/retries-sweep';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { ConclusionListener } from '../../../src/campaigns/conclusion.listener';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type RetriesStage, startRetriesStage } from './retries-stage';

const PROMISED = '2026-07-07T18:00:00Z';

describe('promised callbacks', () => {
  let stage: RetriesStage;
  beforeAll(async () => {
    stage = await startRetriesStage();
  });
  afterAll(() => stage.app.close());
  beforeEach(() => at('2026-07-07T14:00:00Z'));

  const at = (moment: string): void => stage.app.clock.set(moment);
  const promise = async (callbackAt = PROMISED, policy: Parameters<typeof aCampaign>[1] = {}) => {
    const staged = await aCampaign(stage.app, policy);
    await stage.talk(staged, (await stage.dial(staged)) ?? '', callbackAt);
    return staged;
  };
  const callback = async (staged: StagedCampaign) => {
    const { rows } = await stage.as(staged, async () => {
      const page = await stage.app.get(Callbacks).list({ campaignId: staged.campaignId }, { first: 10 });
      return { rows: page.edges.map(({ node }) => node) };
    });
    expect(rows).toHaveLength(1);
    return rows[0];
  };
  const facts = (staged: StagedCampaign) =>
    stage.app.sql("select name from outbox where tenant_id = $1 and name like 'callback.%' order by occurred_at, id", [
      staged.tenantId,
    ]);
  const sweep = () => stage.app.get(RetriesSweep).missCallbacks();

  it('are kept when the person is dialed in time', async () => {
    const staged = await promise();
    const others = await promise();
    expect(await callback(staged)).toMatchObject({
      status: 'PENDING',
      promisedAt: new Date(PROMISED),
      dueAt: new Date(PROMISED),
      movedBecause: null,
      missedAfter: new Date('2026-07-07T18:05:00Z'),
    });
    at('2026-07-07T18:00:30Z');
    await sweep();
    const callId = await stage.call(staged, 'NO_ANSWER');
    expect(await callback(staged)).toMatchObject({
      status: 'KEPT',
      callId,
      calledAt: new Date('2026-07-07T18:00:30Z'),
    });
    expect(await facts(staged)).toEqual([{ name: 'callback.kept' }]);
    expect(await callback(others)).toMatchObject({ status: 'PENDING' });
    expect(await stage.broken()).toEqual([]);
  });

  it('are missed when their time has passed, and late when the call comes after it', async () => {
    const staged = await promise();
    at('2026-07-07T18:05:00Z');
    await sweep();
    expect(await callback(staged)).toMatchObject({ status: 'PENDING' });
    at('2026-07-07T18:05:01Z');
    await sweep();
    await sweep();
    expect(await callback(staged)).toMatchObject({ status: 'MISSED', callId: null });
    expect(await facts(staged)).toEqual([{ name: 'callback.missed' }]);
    const callId = await stage.call(staged, 'NO_ANSWER');
    expect(await callback(staged)).toMatchObject({ status: 'LATE', callId });
    expect(await stage.broken()).toEqual([]);
  });

  it('are not missed while the phone of the person rings', async () => {
    const staged = await promise();
    at('2026-07-07T18:04:50Z');
    const callId = (await stage.dial(staged)) ?? '';
    at('2026-07-07T18:05:10Z');
    await sweep();
    expect(await callback(staged)).toMatchObject({ status: 'PENDING' });
    await stage.end(staged, callId, 'NO_ANSWER');
    expect(await callback(staged)).toMatchObject({ status: 'KEPT' });
  });

  it('survive a pause, and are missed when it outlasts them', async () => {
    const staged = await promise();
    const campaigns = stage.app.get(CampaignsService);
    await stage.as(staged, () => campaigns.pause(staged.campaignId));
    at('2026-07-07T18:30:00Z');
    await sweep();
    expect(await callback(staged)).toMatchObject({ status: 'MISSED', dueAt: new Date(PROMISED) });
    await stage.as(staged, () => campaigns.resume(staged.campaignId));
    expect(await stage.dial(staged)).toBeDefined();
  });

  it('are moved to the first lawful moment, with the rule', async () => {
    const staged = await promise('2026-07-08T03:00:00Z');
    expect(await callback(staged)).toMatchObject({
      promisedAt: new Date('2026-07-08T03:00:00Z'),
      dueAt: new Date('2026-07-08T12:00:00Z'),
      movedBecause: 'OUTSIDE_WINDOW',
      missedAfter: new Date('2026-07-08T12:05:00Z'),
    });
    at('2026-07-08T12:04:00Z');
    await stage.call(staged, 'NO_ANSWER');
    expect(await callback(staged)).toMatchObject({ status: 'KEPT' });
    expect(await stage.broken()).toEqual([]);
  });

  it('are owed still when the carrier failed, and kept by the next call', async () => {
    const staged = await promise();
    at(PROMISED);
    await stage.call(staged, 'FAILED');
    expect(await callback(staged)).toMatchObject({ status: 'PENDING' });
    expect(await stage.enrolment(staged)).toMatchObject({ state: 'WAITING', priority: 0 });
    at('2026-07-07T18:00:05Z');
    const callId = await stage.call(staged, 'NO_ANSWER');
    expect(await callback(staged)).toMatchObject({ status: 'KEPT', callId });
  });

  it.each<[string, CallbackStatus, (staged: StagedCampaign) => Promise<unknown>]>([
    [
      'the person was suppressed',
      'CANCELLED',
      async (staged) => {
        const { id: suppressionId } = await stage.app
          .get(SuppressionsService)
          .add({ phone: newYorkNumber(1), reason: 'asked', source: 'MANUAL' });
        await stage.app.get(ConclusionListener).endSuppressed({ suppressionId });
        return staged;
      },
    ],
    [
      'the campaign was stopped',
      'CANCELLED',
      async ({ campaignId }) => {
        await stage.app.get(CampaignsService).stop(campaignId);
        await stage.app.get(ConclusionListener).closeDown({ campaignId });
        await stage.app.get(RetriesListener).cancelPromises({ campaignId });
      },
    ],
  ])('end when %s: %s', async (_why, status, act) => {
    const staged = await promise();
    await stage.as(staged, () => act(staged));
    expect(await callback(staged)).toMatchObject({ status });
    expect(await stage.enrolment(staged)).toMatchObject({ state: 'ENDED' });
    at('2026-07-07T19:00:00Z');
    await sweep();
    expect(await callback(staged)).toMatchObject({ status });
    expect(await stage.broken()).toEqual([]);
  });

  it('are promised once, however often the assessment is told', async () => {
    const staged = await aCampaign(stage.app);
    const callId = (await stage.dial(staged)) ?? '';
    await stage.talk(staged, callId, PROMISED);
    await stage.assess(staged, callId, PROMISED);
    expect(await callback(staged)).toMatchObject({ promisedBy: callId });
  });

  it('are seen by nobody else', async () => {
    const staged = await promise();
    const other = await aCampaign(stage.app);
    const page = await stage.as(other, () => stage.app.get(Callbacks).list({}, { first: 10 }));
    expect(page.edges).toEqual([]);
    expect(await stage.as(other, () => stage.app.get(Callbacks).countsOf([staged.campaignId]))).toEqual([]);
    expect(await stage.as(staged, () => stage.app.get(Callbacks).countsOf([staged.campaignId]))).toEqual([
      { campaignId: staged.campaignId, status: 'PENDING', count: 1 },
    ]);
  });
});

import { CallEnder } from '../../../src/calls/call-ender.service';
import { CallStore } from '../../../src/calls/call-store.service';
import type { Withdrawal } from '../../../src/calls/campaign-ledger.port';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { EnrolmentStore } from '../../../src/campaigns/dialing/enrolment-store.service';
import { OutcomeApplier } from '../../../src/campaigns/dialing/outcome-applier.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import type { CallbackStatus } from '../../../src/campaigns/retries/callback.entity';
import { Callbacks } from '../../../src/campaigns/retries/callbacks.service';
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
  /** Claimed, and withdrawn before it is dialed. */
  const giveBack = (staged: StagedCampaign, withdrawal: Withdrawal) =>
    stage.as(staged, async () => {
      const [callId] = await stage.app.get(CampaignPacer).pace(staged.campaignId);
      await stage.app.get(CallStore).withLocked(callId ?? '', async (call, moment) => {
        await stage.app.get(CallEnder).withdraw(call, withdrawal, moment);
        return null;
      });
    });

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

  it('are owed again when the person asks for another time in that very call', async () => {
    const again = '2026-07-07T20:00:00Z';
    const staged = await promise(PROMISED, { maxAttempts: 1 });
    at(PROMISED);
    const callId = (await stage.dial(staged)) ?? '';
    await stage.pickUp(staged, callId);
    await stage.talk(staged, callId, again);
    expect(await stage.enrolment(staged)).toMatchObject({ state: 'WAITING', priority: 0, attempts: 2 });
    at(again);
    await stage.call(staged, 'NO_ANSWER');
    expect(await stage.enrolment(staged)).toMatchObject({ state: 'ENDED', end_reason: 'ATTEMPTS_EXHAUSTED' });
    const kept = 'select status from callbacks where campaign_id = $1 order by promised_at';
    expect(await stage.app.sql(kept, [staged.campaignId])).toEqual([{ status: 'KEPT' }, { status: 'KEPT' }]);
    expect(await stage.broken()).toEqual([]);
  });

  it('keep the time the law has given them when something else puts the call off', async () => {
    const [moved, back] = ['2026-07-08T15:00:00Z', '2026-07-08T15:00:20Z'];
    const staged = await promise();
    at(PROMISED);
    await giveBack(staged, { reason: 'FREQUENCY_CAP', until: new Date(moved) });
    const lawful = {
      dueAt: new Date(moved),
      movedBecause: 'FREQUENCY_CAP',
      missedAfter: new Date('2026-07-08T15:05:00Z'),
    };
    expect(await callback(staged)).toMatchObject({ status: 'PENDING', ...lawful });
    at(moved);
    await giveBack(staged, { reason: 'AGENT_UNAVAILABLE', until: new Date(moved) });
    at(back);
    await sweep();
    expect(await callback(staged)).toMatchObject({ status: 'PENDING', ...lawful });
    await stage.call(staged, 'NO_ANSWER');
    expect(await callback(staged)).toMatchObject({ status: 'KEPT' });
    expect(await stage.broken()).toEqual([]);
  });

  it('keep other campaigns away until the time the law has moved them to', async () => {
    const staged = await promise('2026-07-08T03:00:00Z');
    const other = await stage.another(staged);
    at('2026-07-08T12:00:30Z');
    await stage.dial(other);
    expect(await stage.enrolment(other)).toMatchObject({ state: 'WAITING', attempts: 0, held_for_person: true });
    await stage.call(staged, 'NO_ANSWER');
    expect(await callback(staged)).toMatchObject({ status: 'KEPT' });
  });

  it('end with a campaign that is stopped while one is being promised', async () => {
    const staged = await aCampaign(stage.app);
    const callId = (await stage.dial(staged)) ?? '';
    const { campaignId } = staged;
    const [enrolments, outcomes] = [stage.app.get(EnrolmentStore), stage.app.get(OutcomeApplier)];
    const { id } = await stage.enrolment(staged);
    await stage.as(staged, () =>
      enrolments.withLocked(String(id), ['IN_FLIGHT'], async (enrolment, campaign, moment) => {
        // Whoever stops it does so after this has read the campaign.
        await stage.as(staged, () => stage.app.get(CampaignsService).stop(campaignId));
        const call = { id: callId, outcome: 'CALLBACK_REQUESTED' as const, promisedAt: new Date(PROMISED) };
        await outcomes.apply(enrolment, campaign, call, moment);
      }),
    );
    await stage.as(staged, () => stage.app.get(ConclusionListener).closeDown({ campaignId }));
    expect(await stage.enrolment(staged)).toMatchObject({ state: 'ENDED', end_reason: 'CAMPAIGN_STOPPED' });
    expect(await callback(staged)).toMatchObject({ status: 'CANCELLED' });
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

import { CallDetails } from '../../../src/calls/following/call-details.service';
import { CallPoller } from '../../../src/calls/following/call-poller.service';
import { CallReconciler } from '../../../src/calls/following/call-reconciler.service';
import { CarrierEvents } from '../../../src/calls/following/carrier-events.service';
import { RingDeadlines } from '../../../src/calls/following/ring-deadlines.service';
import { UnattendedCalls } from '../../../src/calls/following/unattended-calls';
import { CallStore } from '../../../src/calls/call-store.service';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CarrierQueue } from '../../../src/calls/placing/carrier-queue';
import { CallRecordings } from '../../../src/calls/recordings/call-recordings.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { QueuedCallsListener } from '../../../src/campaigns/dialing/queued-calls.listener';
import { QueuedCallsSweep } from '../../../src/campaigns/dialing/queued-calls-sweep.service';
import type { CallSnapshot } from '../../../src/voice/carrier.port';
import { TenantDirectory } from '../../../src/tenants/tenant-directory.service';
import { RedisConnections } from '../../../src/platform/pubsub/redis.service';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { sidOf, statusEvent } from '../../support/doubles/scripted-carrier';
import { until } from '../../support/until';
import { door } from '../../support/door';
import { brokenInvariants } from '../../support/invariants';
import { asAdmin } from '../compliance/an-admin';

interface QueuedCall extends StagedCampaign {
  readonly callId: string;
}

describe('calls the carrier has taken', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00Z');
    app.carrier.records.length = 0;
    app.carrier.answers.length = 0;
    app.carrier.canceled.length = 0;
    app.carrier.placed.length = 0;
    await app.get(RedisConnections).commands.del(`${app.config.redis.prefix}:carrier-queue:${app.carrier.account}`);
  });
  afterEach(() => jest.restoreAllMocks());

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  /** By no clock: what is said of it runs off by that of Redis. */
  const queueIs = (ms: number) => jest.spyOn(app.get(CarrierQueue), 'waitMs').mockResolvedValue(ms);
  const queueSaid = (ms: number) => app.get(CarrierQueue).remember(app.carrier.account, ms);
  const claimed = async (n = 1): Promise<QueuedCall> => {
    const staged = await aCampaign(app, { phones: [newYorkNumber(n)] });
    const [callId = ''] = await as(staged, () => app.get(CampaignPacer).pace(staged.campaignId));
    return { ...staged, callId };
  };
  const place = (call: QueuedCall) => as(call, () => app.get(CallPlacer).place(call.callId));
  const taken = async (n = 1): Promise<QueuedCall> => {
    const call = await claimed(n);
    await place(call);
    return call;
  };
  /** Calls of tests before are let go in their own time. */
  const canceledOf = (...calls: readonly QueuedCall[]) =>
    app.carrier.canceled.filter((sid) => calls.some(({ callId }) => sidOf(callId) === sid));
  const atCarrier = (call: QueuedCall, status: CallSnapshot['status'], more: Partial<CallSnapshot> = {}): void => {
    const [to, from] = [newYorkNumber(1), app.carrier.fromNumber];
    app.carrier.records.push({
      providerCallId: sidOf(call.callId),
      to,
      from,
      status,
      createdAt: app.clock.now(),
      ...more,
    });
  };
  const hear = (call: QueuedCall, status: 'RINGING' | 'CANCELED' | 'COMPLETED' | 'IN_PROGRESS') =>
    as(call, async () => {
      const event = statusEvent(call.callId, status);
      const id = await app.get(CarrierEvents).store(call.callId, event);
      if (id) await app.get(CarrierEvents).apply(id, call.callId, event);
    });
  const row = async ({ callId }: QueuedCall) => (await app.sql('select * from calls where id = $1', [callId]))[0] ?? {};
  const enrolment = async ({ campaignId }: QueuedCall) =>
    (await app.sql('select state, attempts from enrolments where campaign_id = $1', [campaignId]))[0];
  const expectSound = async () =>
    expect(await brokenInvariants(app.config.database.ownerUrl ?? '', { now: app.clock.now() })).toEqual([]);

  describe('near the end of their hours', () => {
    // 21:00 in New York, less the two minutes of the rules.
    const CLOSES = new Date('2026-07-08T00:58:00Z').getTime();

    it('ring no longer than the hours last', async () => {
      app.clock.set(new Date(CLOSES - 1_000));
      await queueSaid(80_000);
      await taken();
      // 121 s, less 80 s in the queue, 10 s on the way and 5 s the carrier may add.
      expect(app.carrier.placed).toMatchObject([{ ringTimeoutSeconds: 25 }]);
      queueIs(88_000);
      const shorter = await taken(2);
      expect(app.carrier.placed[1]).toMatchObject({ ringTimeoutSeconds: 18 });
      expect(await row(shorter)).toMatchObject({ ring_timeout_seconds: 18, ring_by: new Date('2026-07-08T00:59:37Z') });
      await expectSound();
    });

    it('are put off, with a receipt, when even a short ring would not fit', async () => {
      app.clock.set(new Date(CLOSES - 1_000));
      queueIs(91_001);
      const call = await taken();
      expect(app.carrier.placed).toEqual([]);
      expect(await row(call)).toMatchObject({ status: 'CANCELED', ended_reason: 'WINDOW_CLOSING' });
      const [receipt] = await app.sql('select verdict, reason, next_allowed_at from dial_checks where call_id = $1', [
        call.callId,
      ]);
      expect(receipt).toMatchObject({
        verdict: 'DEFER',
        reason: 'WINDOW_CLOSING',
        next_allowed_at: new Date('2026-07-08T12:00:00Z'),
      });
      expect(await enrolment(call)).toMatchObject({ state: 'WAITING', attempts: 0 });
      await expectSound();
    });

    it('are canceled at the carrier when they can no longer ring in time, and do not count if they never left its queue', async () => {
      app.clock.set(new Date(CLOSES - 60_000));
      const [queued, ringing] = [await taken(), await taken(2)];
      atCarrier(queued, 'QUEUED');
      atCarrier(ringing, 'RINGING', { startedAt: app.clock.now() });
      await hear(ringing, 'RINGING');
      app.clock.set(new Date('2026-07-08T00:59:29Z'));
      await app.get(RingDeadlines).stopDue();
      expect(app.carrier.canceled).not.toContain(sidOf(queued.callId));
      app.clock.set(new Date('2026-07-08T00:59:30Z'));
      await app.get(RingDeadlines).stopDue();
      expect(app.carrier.canceled).toContain(sidOf(queued.callId));
      expect(app.carrier.canceled).not.toContain(sidOf(ringing.callId));
      expect(await row(queued)).toMatchObject({ status: 'CANCELED', not_placed: true, ended_reason: 'WINDOW_CLOSED' });
      expect(await enrolment(queued)).toMatchObject({ state: 'WAITING', attempts: 0 });
      expect(await row(ringing)).toMatchObject({ status: 'RINGING' });
      await expectSound();
    });
  });

  it('are canceled each at its own moment, without a sweep between', async () => {
    const [first, second] = [await taken(), await taken(2)];
    const [one, two] = [1_100, 1_200].map((ms) => new Date(app.clock.now().getTime() + ms));
    for (const [call, at] of [
      [first, one],
      [second, two],
    ] as const)
      await app.sql('update calls set ring_by = $2 where id = $1', [call.callId, at]);
    app.clock.advance(1_000);
    await app.get(RingDeadlines).sweep();
    app.clock.advance(100);
    await until(() => app.carrier.canceled.includes(sidOf(first.callId)));
    expect(app.carrier.canceled).not.toContain(sidOf(second.callId));
    app.clock.advance(100);
    await until(() => app.carrier.canceled.includes(sidOf(second.callId)));
  });

  it('are canceled at their moment though their request was answered after the last sweep', async () => {
    const call = await claimed();
    const [asked, mayAnswer] = [door(), door()];
    app.carrier.answers.push(async ({ callId }) => {
      asked.open();
      await mayAnswer.opened;
      return { kind: 'ACCEPTED', providerCallId: sidOf(callId) };
    });
    const placing = place(call);
    await asked.opened;
    await app.sql('update calls set ring_by = $2 where id = $1', [
      call.callId,
      new Date(app.clock.now().getTime() + 100),
    ]);
    await app.get(RingDeadlines).sweep();
    app.clock.advance(100);
    mayAnswer.open();
    await placing;
    await until(() => app.carrier.canceled.includes(sidOf(call.callId)));
  });

  it('are canceled all, however many are due at once', async () => {
    const [first, second] = [await taken(), await taken(2)];
    await app.sql('update calls set ring_by = $1 where ended_at is null', [app.clock.now()]);
    await app.get(RingDeadlines).stopDue(1);
    expect(app.carrier.canceled).toEqual(expect.arrayContaining([sidOf(first.callId), sidOf(second.callId)]));
    app.carrier.canceled.length = 0;
    const third = await taken(3);
    for (const { tenantId } of [second, third])
      await app.sql("update tenants set status = 'PAUSED' where id = $1", [tenantId]);
    app.clock.advance(11_000);
    await app.get(QueuedCallsSweep).sweep(1);
    expect(app.carrier.canceled).toEqual(expect.arrayContaining([sidOf(second.callId), sidOf(third.callId)]));
  });

  it('are canceled when their campaign is paused, and those of others are not', async () => {
    const [own, other] = [await taken(), await taken(2)];
    for (const call of [own, other]) atCarrier(call, 'QUEUED');
    await as(own, () => app.get(CampaignsService).pause(own.campaignId));
    await as(own, () => app.get(QueuedCallsListener).stopQueued({ campaignId: own.campaignId, reason: 'USER' }));
    expect(canceledOf(own, other)).toEqual([sidOf(own.callId)]);
    expect(await row(own)).toMatchObject({ status: 'CANCELED', not_placed: true, ended_reason: 'CAMPAIGN_PAUSED' });
    expect(await enrolment(own)).toMatchObject({ state: 'WAITING', attempts: 0 });
    expect(await row(other)).toMatchObject({ status: 'DIALING', stop_requested_at: null });
  });

  it('are canceled as soon as their company is paused, and those of others are not', async () => {
    const [own, other] = [await taken(), await taken(2)];
    for (const call of [own, other]) atCarrier(call, 'QUEUED');
    await asAdmin(() => app.get(TenantDirectory).pause(own.tenantId));
    const told = "select tenant_id from outbox where name = 'tenant.paused'";
    expect(await app.sql(told)).toEqual([{ tenant_id: own.tenantId }]);
    for (const call of [own, other]) await as(call, () => app.get(QueuedCallsListener).stopAllQueued());
    expect(canceledOf(own, other)).toEqual([sidOf(own.callId)]);
    expect(await row(own)).toMatchObject({ status: 'CANCELED', not_placed: true, ended_reason: 'TENANT_PAUSED' });
  });

  it('are canceled by the sweep when their company is paused', async () => {
    const [own, other] = [await taken(), await taken(2)];
    for (const call of [own, other]) atCarrier(call, 'QUEUED');
    await app.sql("update tenants set status = 'PAUSED' where id = $1", [own.tenantId]);
    await app.get(QueuedCallsSweep).sweep();
    expect(canceledOf(own, other)).toEqual([sidOf(own.callId)]);
    expect(await row(own)).toMatchObject({ status: 'CANCELED', ended_reason: 'TENANT_PAUSED' });
    await app.sql("update tenants set status = 'ACTIVE' where id = $1", [own.tenantId]);
  });

  it('count when they were dialed before the cancellation arrived, and go on when they were picked up', async () => {
    const [dialed, talking] = [await taken(), await taken(2)];
    atCarrier(dialed, 'INITIATED', { startedAt: app.clock.now() });
    atCarrier(talking, 'IN_PROGRESS', { startedAt: app.clock.now() });
    for (const call of [dialed, talking]) {
      await as(call, () => app.get(CampaignsService).pause(call.campaignId));
      await as(call, () => app.get(QueuedCallsListener).stopQueued({ campaignId: call.campaignId, reason: 'USER' }));
    }
    expect(await row(dialed)).toMatchObject({ status: 'CANCELED', not_placed: false, outcome: 'NO_ANSWER' });
    expect(await enrolment(dialed)).toMatchObject({ attempts: 1 });
    expect(await row(talking)).toMatchObject({ status: 'IN_PROGRESS' });
  });

  it('wait for the carrier’s record when only its callback says that they were canceled', async () => {
    const call = await taken();
    await as(call, () => app.get(CampaignsService).pause(call.campaignId));
    // The carrier does not know yet how it stands when it is asked to cancel it.
    await as(call, () => app.get(QueuedCallsListener).stopQueued({ campaignId: call.campaignId, reason: 'USER' }));
    await hear(call, 'CANCELED');
    expect(await row(call)).toMatchObject({ status: 'DIALING', poll_at: app.clock.now() });
    atCarrier(call, 'CANCELED');
    await as(call, () => app.get(CallPoller).poll(call.callId));
    expect(await row(call)).toMatchObject({ status: 'CANCELED', not_placed: true, ended_reason: 'CAMPAIGN_PAUSED' });
  });

  describe('and is silent about', () => {
    const poll = (call: QueuedCall) => as(call, () => app.get(CallPoller).poll(call.callId));
    const due = async (call: QueuedCall) =>
      (await app.get(UnattendedCalls).findToAsk(1_000)).filter(({ callId }) => callId === call.callId);

    it('are asked for after a while, then more and more seldom', async () => {
      const call = await taken();
      atCarrier(call, 'QUEUED');
      expect(await due(call)).toEqual([]);
      app.clock.advance(10_000);
      expect(await due(call)).toMatchObject([{ neglect: 'SILENT' }]);
      await poll(call);
      expect(await row(call)).toMatchObject({ polls: 1, poll_at: new Date('2026-07-07T18:00:20Z') });
      app.clock.advance(10_000);
      await poll(call);
      expect(await row(call)).toMatchObject({ polls: 2, poll_at: new Date('2026-07-07T18:00:40Z') });
    });

    it('are not asked for while they wait in the queue it told of', async () => {
      app.carrier.answers.push(({ callId }) => ({ kind: 'ACCEPTED', providerCallId: sidOf(callId), queueMs: 60_000 }));
      expect(await row(await taken())).toMatchObject({ poll_at: new Date('2026-07-07T18:01:10Z') });
    });

    it('are not ended because it cannot be asked', async () => {
      const call = await taken();
      app.carrier.unreachable.add(sidOf(call.callId));
      app.clock.advance(60_000);
      await expect(poll(call)).rejects.toThrow('carrier');
      expect(await row(call)).toMatchObject({ status: 'DIALING', absent_since: null });
      app.carrier.unreachable.clear();
    });

    it('end when it says twice that it does not know them', async () => {
      const call = await taken();
      app.clock.advance(60_000);
      await poll(call);
      expect(await row(call)).toMatchObject({ status: 'DIALING', absent_since: app.clock.now() });
      app.clock.advance(30_000);
      await poll(call);
      expect(await row(call)).toMatchObject({ status: 'FAILED', ended_reason: 'UNKNOWN_TO_CARRIER' });
    });
  });

  describe('whose request never left', () => {
    const die = async (): Promise<QueuedCall> => {
      const call = await claimed();
      const dead = jest.spyOn(app.get(CallStore), 'markSent').mockRejectedValueOnce(new Error('killed'));
      await expect(place(call)).rejects.toThrow('killed');
      dead.mockRestore();
      return call;
    };
    const attend = (call: QueuedCall) => as(call, () => app.get(CallReconciler).attendAbandoned(call.callId));

    it('are given back within seconds, and their worker may not send them any more', async () => {
      const call = await die();
      expect(await row(call)).toMatchObject({ status: 'DIALING', unsent: true });
      app.clock.advance(2_999);
      await attend(call);
      expect(await row(call)).toMatchObject({ status: 'DIALING' });
      app.clock.advance(1);
      await attend(call);
      expect(await row(call)).toMatchObject({ status: 'CANCELED', not_placed: true, ended_reason: 'NOT_SENT' });
      expect(await enrolment(call)).toMatchObject({ state: 'WAITING', attempts: 0 });
      expect(await as(call, () => app.get(CallStore).markSent(call.callId))).toBe(false);
      expect(app.carrier.placed).toEqual([]);
      await expectSound();
    });

    it('are not those whose request may have left: the carrier’s list is looked at at once', async () => {
      const call = await claimed();
      app.carrier.answers.push(() => {
        throw new Error('killed');
      });
      await expect(place(call)).rejects.toThrow('killed');
      app.clock.advance(6_000);
      atCarrier(call, 'RINGING', { createdAt: new Date('2026-07-07T18:00:00Z') });
      await attend(call);
      expect(await row(call)).toMatchObject({ status: 'RINGING', provider_call_id: sidOf(call.callId) });
    });

    it('nor may another company have them sent', async () => {
      const [call, other] = [await die(), await aCampaign(app)];
      expect(await as(other, () => app.get(CallStore).markSent(call.callId))).toBe(false);
      expect(await row(call)).toMatchObject({ unsent: true });
    });
  });

  it('have the recordings their account made of them', async () => {
    const [call, other] = [await taken(), await taken(2)];
    await hear(call, 'IN_PROGRESS');
    await hear(call, 'COMPLETED');
    atCarrier(call, 'COMPLETED', { price: { amountMicros: 14_000, currency: 'USD' } });
    const sid = `RE${'0'.repeat(31)}1`;
    const fetch = () => as(call, () => app.get(CallDetails).fetch(call.callId));
    app.carrier.recordings.set(sidOf(call.callId), [{ providerRecordingId: sid, status: 'PROCESSING' }]);
    app.clock.advance(5_000);
    await fetch();
    expect(await row(call)).toMatchObject({ cost_micros: '14000', details_due_at: new Date('2026-07-07T18:00:30Z') });
    app.carrier.recordings.set(sidOf(call.callId), [
      { providerRecordingId: sid, status: 'COMPLETED', durationSeconds: 31, channels: 1, startedAt: app.clock.now() },
    ]);
    app.clock.advance(25_000);
    await fetch();
    expect(await row(call)).toMatchObject({ details_due_at: null });
    const seenBy = (whose: QueuedCall) => as(whose, () => app.get(CallRecordings).ofCalls([call.callId]));
    expect((await seenBy(call)).get(call.callId)).toMatchObject([
      { providerRecordingId: sid, status: 'COMPLETED', durationSeconds: 31, channels: 1 },
    ]);
    expect((await seenBy(other)).size).toBe(0);
  });
});

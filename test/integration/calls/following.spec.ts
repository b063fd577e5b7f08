import * as fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { CallAnswering } from '../../../src/calls/following/call-answering.service';
import { CallDetails } from '../../../src/calls/following/call-details.service';
import { CallPoller } from '../../../src/calls/following/call-poller.service';
import { CallReconciler } from '../../../src/calls/following/call-reconciler.service';
import { CallSweep } from '../../../src/calls/following/call-sweep';
import { CarrierEvents } from '../../../src/calls/following/carrier-events.service';
import { UnattendedCalls } from '../../../src/calls/following/unattended-calls';
import { CarrierStanding } from '../../../src/calls/carrier-standing/carrier-standing.service';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { CallConclusion } from '../../../src/campaigns/dialing/call-conclusion.service';
import { LiveCalls } from '../../../src/campaigns/dialing/live-calls.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { RedisConnections } from '../../../src/platform/pubsub/redis.service';
import type { CarrierEvent } from '../../../src/voice/carrier.port';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { sidOf, statusEvent } from '../../support/doubles/scripted-carrier';

const NOW = { askedAt: null };

interface DialedCall extends StagedCampaign {
  readonly callId: string;
}

describe('following calls', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => {
    app.clock.set('2026-07-07T18:00:00Z');
    app.carrier.answers.length = 0;
    app.carrier.hungUp.length = 0;
    app.carrier.records.length = 0;
  });

  const rested = () =>
    app.get(RedisConnections).commands.del(`${app.config.redis.prefix}:carrier-rate:${app.carrier.account}`);
  const dialed = async (answer: 'ACCEPTED' | 'UNKNOWN' = 'ACCEPTED', policy = {}): Promise<DialedCall> => {
    const staged = await aCampaign(app, policy);
    if (answer === 'UNKNOWN') app.carrier.answers.push(() => ({ kind: 'UNKNOWN', cause: 'TIMEOUT' }));
    return app.asTenant(staged.tenantId, async () => {
      const [callId = ''] = await app.get(CampaignPacer).pace(staged.campaignId);
      await app.get(CallPlacer).place(callId);
      return { ...staged, callId };
    });
  };
  const hear = ({ tenantId, callId }: DialedCall, event: CarrierEvent) =>
    app.asTenant(tenantId, async () => {
      const id = await app.get(CarrierEvents).store(callId, event);
      if (id) await app.get(CarrierEvents).apply(id, callId, event);
      return id;
    });
  const amd = (call: DialedCall, answeredBy: CarrierEvent['answeredBy'] = 'MACHINE') =>
    hear(call, {
      ...statusEvent(call.callId, 'IN_PROGRESS'),
      type: 'AMD',
      dedupeKey: `amd:${call.callId}`,
      status: undefined,
      answeredBy,
    });
  const adopt = ({ tenantId, callId }: DialedCall, sid = sidOf(callId)) =>
    app.asTenant(tenantId, () => app.get(CallAnswering).adopt(callId, sid));
  /** The carrier has been silent for long enough. */
  const poll = ({ tenantId, callId }: DialedCall) => {
    app.clock.advance(60_000);
    return app.asTenant(tenantId, () => app.get(CallPoller).poll(callId));
  };
  const listed = ({ callId }: DialedCall) => ({
    providerCallId: sidOf(callId),
    to: newYorkNumber(1),
    from: app.carrier.fromNumber,
    createdAt: app.clock.now(),
  });
  const row = async ({ callId }: DialedCall) => (await app.sql('select * from calls where id = $1', [callId]))[0] ?? {};
  const enrolment = async ({ campaignId }: DialedCall) =>
    (await app.sql('select * from enrolments where campaign_id = $1', [campaignId]))[0] ?? {};

  it('keep their lane when their bell was lost', async () => {
    const [hot, normal] = await Promise.all(
      [1, 2].map(async (n) => {
        const staged = await aCampaign(app, { phones: [newYorkNumber(n)] });
        const [callId = ''] = await app.asTenant(staged.tenantId, () => app.get(CampaignPacer).pace(staged.campaignId));
        return callId;
      }),
    );
    await app.sql("update calls set lane = 'HOT' where id = $1", [hot]);
    app.clock.advance(3_001);
    const place = jest.spyOn(app.get(CallPlacer), 'place').mockResolvedValue();
    await app.get(CallSweep).sweep();
    const lanes = new Map(place.mock.calls.map(([callId, , lane]) => [callId, lane]));
    place.mockRestore();
    expect([hot, normal].map((callId) => lanes.get(callId ?? ''))).toEqual(['HOT', 'NORMAL']);
  });

  it('converges to the same end whatever the order and number of callbacks', async () => {
    const statuses = ['INITIATED', 'RINGING', 'BUSY'] as const;
    const orders = fc.shuffledSubarray([...statuses, ...statuses], { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const call = await dialed();
        for (const status of order)
          await hear(call, statusEvent(call.callId, status, status === 'BUSY' ? { sipCode: 486 } : {}));
        expect(await row(call)).toMatchObject({ status: 'BUSY', outcome: 'BUSY' });
        expect(await enrolment(call)).toMatchObject({ state: 'WAITING', attempts: 1, busy_count: 1 });
        const [events] = await app.sql<{ n: number }>(
          'select count(*)::int as n from call_events where call_id = $1 and applied_at is not null',
          [call.callId],
        );
        expect(events?.n).toBe(3);
      }),
      { numRuns: 12 },
    );
  });

  it('takes a machine for a machine whatever the order and number of callbacks', async () => {
    const facts = ['RINGING', 'IN_PROGRESS', 'COMPLETED', 'AMD'] as const;
    const orders = fc.shuffledSubarray([...facts, ...facts], { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(orders, fc.constantFrom('MACHINE', 'FAX'), async (order, verdict) => {
        const call = await dialed();
        await adopt(call);
        for (const fact of order) {
          if (fact === 'AMD') await amd(call, verdict);
          else await hear(call, statusEvent(call.callId, fact, fact === 'COMPLETED' ? { durationSeconds: 9 } : {}));
        }
        expect(await row(call)).toMatchObject({
          status: 'COMPLETED',
          outcome: 'VOICEMAIL',
          answered_by: verdict,
          duration_seconds: 9,
        });
        expect(await enrolment(call)).toMatchObject({
          state: 'WAITING',
          attempts: 1,
          last_outcome: 'VOICEMAIL',
          connected: false,
        });
        expect(
          await app.sql('select stage, phone_status, last_contacted_at from leads where id = $1', call.leadIds),
        ).toEqual([{ stage: 'NEW', phone_status: 'UNVERIFIED', last_contacted_at: null }]);
      }),
      { numRuns: 12 },
    );
  });

  it('counts nobody as reached when the machine is known before the pick-up, or with it', async () => {
    const [early, together, person] = [await dialed(), await dialed(), await dialed()];
    await amd(early);
    await hear(early, statusEvent(early.callId, 'IN_PROGRESS'));
    expect(await adopt(early)).toBeNull();
    app.carrier.records.push({ ...listed(together), status: 'IN_PROGRESS', answeredBy: 'MACHINE' });
    await poll(together);
    await hear(person, statusEvent(person.callId, 'IN_PROGRESS'));
    await amd(person, 'HUMAN');
    expect(await enrolment(early)).toMatchObject({ connected: false });
    expect(await enrolment(together)).toMatchObject({ connected: false });
    expect(await enrolment(person)).toMatchObject({ connected: true });
    expect(app.carrier.hungUp).toEqual([sidOf(early.callId), sidOf(together.callId)]);
  });

  it('keeps what an assessment found when the verdict comes even later, and what a machine said scores nobody', async () => {
    const [assessed, machine] = [await dialed(), await dialed()];
    for (const call of [assessed, machine]) {
      await adopt(call);
      await hear(call, statusEvent(call.callId, 'COMPLETED', { durationSeconds: 30 }));
    }
    const conclude = (call: DialedCall) =>
      app.asTenant(call.tenantId, () =>
        app.get(CallConclusion).conclude({
          assessmentId: uuidv7(),
          callId: call.callId,
          leadId: call.leadIds[0] ?? '',
          outcome: 'QUALIFIED',
          score: 90,
          temperature: 'HOT',
          nextAction: 'SCHEDULE_DEMO',
        }),
      );
    await conclude(assessed);
    await amd(assessed);
    expect(await row(assessed)).toMatchObject({ outcome: 'QUALIFIED', answered_by: 'MACHINE' });
    await amd(machine);
    await conclude(machine);
    expect(await row(machine)).toMatchObject({ outcome: 'VOICEMAIL' });
    expect(await app.sql('select stage, score from leads where id = $1', machine.leadIds)).toEqual([
      { stage: 'NEW', score: null },
    ]);
  });

  it('takes a failure of the account for a refusal, whose attempt does not count', async () => {
    const [ours, theirs] = [await dialed(), await dialed()];
    await hear(ours, statusEvent(ours.callId, 'FAILED', { errorCode: '13227', cause: 'CONFIGURATION' }));
    expect(await row(ours)).toMatchObject({
      status: 'FAILED',
      not_placed: true,
      ended_reason: 'CONFIGURATION',
      carrier_error_code: '13227',
    });
    expect(await enrolment(ours)).toMatchObject({ state: 'WAITING', attempts: 0, failed_count: 0 });
    await hear(theirs, statusEvent(theirs.callId, 'RINGING'));
    await hear(theirs, statusEvent(theirs.callId, 'FAILED', { sipCode: 401 }));
    expect(await row(theirs)).toMatchObject({ status: 'FAILED', not_placed: false });
    expect(await enrolment(theirs)).toMatchObject({ attempts: 1, failed_count: 1 });
  });

  it('lets the account rest when it hears late that it was asked too often', async () => {
    const [hasty, other] = [await dialed(), await aCampaign(app)];
    await hear(hasty, statusEvent(hasty.callId, 'FAILED', { errorCode: '15002', cause: 'RATE_LIMITED' }));
    expect(await row(hasty)).toMatchObject({ status: 'CANCELED', not_placed: true, ended_reason: 'RATE_LIMITED' });
    const placed = app.carrier.placed.length;
    const callId = await app.asTenant(other.tenantId, async () => {
      const [claimed = ''] = await app.get(CampaignPacer).pace(other.campaignId);
      await app.get(CallPlacer).place(claimed, 500);
      return claimed;
    });
    expect(await row({ ...other, callId })).toMatchObject({ status: 'QUEUED' });
    expect(app.carrier.placed).toHaveLength(placed);
    await rested();
  });

  it('gives the account up when it hears late that it takes no calls, without harm to the person', async () => {
    const [suspended, other] = [await dialed(), await aCampaign(app)];
    await hear(suspended, statusEvent(suspended.callId, 'FAILED', { errorCode: '20005', cause: 'ACCOUNT' }));
    expect(await row(suspended)).toMatchObject({ status: 'FAILED', not_placed: true, ended_reason: 'ACCOUNT' });
    expect(await enrolment(suspended)).toMatchObject({ state: 'WAITING', attempts: 0, failed_count: 0 });
    expect(await app.get(CarrierStanding).of(app.carrier.account)).toMatchObject({ state: 'OPEN' });
    expect(await app.asTenant(other.tenantId, () => app.get(CampaignPacer).pace(other.campaignId))).toEqual([]);
    await app.get(CarrierStanding).record(app.carrier.account, { kind: 'ACCEPTED', providerCallId: 'CA1' }, NOW);
  });

  it('keeps a copy of nothing and applies it never', async () => {
    const call = await dialed();
    expect(await hear(call, statusEvent(call.callId, 'RINGING'))).not.toBeNull();
    expect(await hear(call, statusEvent(call.callId, 'RINGING'))).toBeNull();
  });

  it('does not take an event for a call of another tenant', async () => {
    const call = await dialed();
    const other = await app.newTenant();
    const stored = await app.asTenant(other, () =>
      app.get(CarrierEvents).store(call.callId, statusEvent(call.callId, 'BUSY')),
    );
    expect(stored).toBeNull();
    expect(await row(call)).toMatchObject({ status: 'DIALING' });
  });

  it('applies what a process stored and then died on', async () => {
    const call = await dialed();
    await app.asTenant(call.tenantId, () =>
      app.get(CarrierEvents).store(call.callId, statusEvent(call.callId, 'NO_ANSWER')),
    );
    app.clock.advance(5_000);
    await app.get(CarrierEvents).applyOrphans();
    expect(await row(call)).toMatchObject({ status: 'NO_ANSWER', outcome: 'NO_ANSWER' });
    expect(await enrolment(call)).toMatchObject({ state: 'WAITING', priority: 3 });
  });

  it('lets no event that cannot be applied stand in the way of later ones, of any company', async () => {
    const [poisoned, sound] = [await dialed(), await dialed()];
    const store = (call: DialedCall, event: CarrierEvent) =>
      app.asTenant(call.tenantId, () => app.get(CarrierEvents).store(call.callId, event));
    await store(poisoned, { ...statusEvent(poisoned.callId, 'BUSY'), durationSeconds: 1e12 });
    app.clock.advance(1_000);
    await store(sound, statusEvent(sound.callId, 'BUSY'));
    app.clock.advance(5_000);
    await app.get(CarrierEvents).applyOrphans(1);
    expect(await row(poisoned)).toMatchObject({ status: 'DIALING' });
    expect(await row(sound)).toMatchObject({ status: 'BUSY' });
    await app.sql('update call_events set applied_at = now() where call_id = $1', [poisoned.callId]);
  });

  it('stops every phone that rings, whichever the carrier does not answer for', async () => {
    const [staged, other] = [await aCampaign(app, { phones: [1, 2, 3].map(newYorkNumber) }), await dialed()];
    const callIds = await app.asTenant(staged.tenantId, async () => {
      const claimed = await app.get(CampaignPacer).pace(staged.campaignId);
      for (const callId of claimed) await app.get(CallPlacer).place(callId);
      return claimed;
    });
    const [first = '', ...rest] = callIds.map(sidOf);
    app.carrier.unreachable.add(first);
    const hangUp = () => app.asTenant(staged.tenantId, () => app.get(LiveCalls).hangUpRinging(staged));
    await expect(hangUp()).rejects.toThrow('1 of 3 phones still ring');
    expect([...app.carrier.hungUp].sort()).toEqual([...rest].sort());
    app.carrier.unreachable.clear();
    await hangUp();
    expect(app.carrier.hungUp).toContain(first);
    expect(app.carrier.hungUp).not.toContain(sidOf(other.callId));
  });

  it('speaks on the call that carries the attempt and on no other', async () => {
    const call = await dialed();
    expect(await adopt(call)).toMatchObject({ id: call.callId, leadId: call.leadIds[0] });
    expect(await adopt(call, 'CAffffffffffffffffffffffffffffffff')).toBeNull();
    expect(await row(call)).toMatchObject({ status: 'IN_PROGRESS' });
    expect(await enrolment(call)).toMatchObject({ connected: true });
  });

  it('speaks on the last attempt allowed', async () => {
    const call = await dialed('ACCEPTED', { maxAttempts: 1 });
    expect(await adopt(call)).toMatchObject({ id: call.callId });
  });

  it('adopts a call whose creation was never answered', async () => {
    const call = await dialed('UNKNOWN');
    expect(await adopt(call, 'CA77')).toMatchObject({ id: call.callId });
    expect(await row(call)).toMatchObject({ status: 'IN_PROGRESS', provider_call_id: 'CA77' });
  });

  it('hangs up on a person who was suppressed while the phone rang', async () => {
    const call = await dialed();
    await app.asTenant(call.tenantId, () =>
      app.get(SuppressionsService).add({ phone: newYorkNumber(1), reason: 'asked', source: 'MANUAL' }),
    );
    expect(await adopt(call)).toBeNull();
  });

  it('asks again at the pick-up, even if the carrier has told of the pick-up first', async () => {
    const call = await dialed();
    await hear(call, statusEvent(call.callId, 'IN_PROGRESS'));
    await app.asTenant(call.tenantId, () =>
      app.get(SuppressionsService).add({ phone: newYorkNumber(1), reason: 'asked', source: 'MANUAL' }),
    );
    expect(await adopt(call)).toBeNull();
  });

  it('ends voicemail at once and counts it as voicemail', async () => {
    const call = await dialed();
    await adopt(call);
    await amd(call);
    expect(app.carrier.hungUp).toEqual([sidOf(call.callId)]);
    await hear(call, statusEvent(call.callId, 'COMPLETED', { durationSeconds: 9 }));
    expect(await row(call)).toMatchObject({ status: 'COMPLETED', outcome: 'VOICEMAIL', duration_seconds: 9 });
    expect(await enrolment(call)).toMatchObject({ state: 'WAITING', last_outcome: 'VOICEMAIL', connected: false });
  });

  it('gives a call that was hung up before we could speak to the next attempt, and one we left in silence to the fault count', async () => {
    const hasty = await dialed();
    await hear(hasty, statusEvent(hasty.callId, 'IN_PROGRESS'));
    await hear(hasty, statusEvent(hasty.callId, 'COMPLETED', { durationSeconds: 2 }));
    expect(await row(hasty)).toMatchObject({ status: 'COMPLETED', outcome: 'NO_ANSWER' });
    expect(await enrolment(hasty)).toMatchObject({ state: 'WAITING', last_outcome: 'NO_ANSWER' });
    expect(await adopt(hasty)).toBeNull();
    expect(await app.sql('select 1 from conversations where call_id = $1', [hasty.callId])).toEqual([]);
    const silent = await dialed();
    await hear(silent, statusEvent(silent.callId, 'COMPLETED', { durationSeconds: 40 }));
    expect(await row(silent)).toMatchObject({ status: 'COMPLETED', outcome: 'FAILED' });
  });

  it('begins the conversation with the adoption, so that a call ending at once ends it too', async () => {
    const call = await dialed();
    await adopt(call);
    await hear(call, statusEvent(call.callId, 'COMPLETED', { durationSeconds: 1 }));
    expect(await row(call)).toMatchObject({ status: 'COMPLETED', outcome: null });
    expect(await enrolment(call)).toMatchObject({ state: 'WRAP_UP' });
    const [conversation] = await app.sql('select status from conversations where call_id = $1', [call.callId]);
    expect(conversation).toEqual({ status: 'ENDED' });
    const [fact] = await app.sql("select payload from outbox where name = 'conversation.ended' and tenant_id = $1", [
      call.tenantId,
    ]);
    expect(fact).toMatchObject({ payload: { callId: call.callId, leadTurns: 0 } });
  });

  it('stops a second carrier call for one attempt', async () => {
    const call = await dialed();
    await hear(call, statusEvent(call.callId, 'RINGING', { providerCallId: 'CA999' }));
    expect(app.carrier.hungUp).toEqual(['CA999']);
    expect(await row(call)).toMatchObject({ provider_call_id: sidOf(call.callId), status: 'DIALING' });
  });

  describe('a call whose creation was never answered', () => {
    const resolve = ({ tenantId, callId }: DialedCall) =>
      app.asTenant(tenantId, () => app.get(CallReconciler).resolve(callId));

    /** Looked for when lists have settled, and once more. */
    const settled = async (call: DialedCall) => {
      app.clock.advance(61_000);
      await resolve(call);
      app.clock.advance(31_000);
      await resolve(call);
    };

    it('is found in the carrier’s list', async () => {
      const call = await dialed('UNKNOWN');
      app.carrier.records.push({ ...listed(call), providerCallId: 'CA5', status: 'NO_ANSWER' });
      await resolve(call);
      expect(await row(call)).toMatchObject({ status: 'NO_ANSWER', provider_call_id: 'CA5' });
    });

    it('is not taken for the call of another company to the same phone, whose answer was lost as well', async () => {
      const [neverDialed, ringing] = [await dialed('UNKNOWN'), await dialed('UNKNOWN')];
      app.carrier.records.push({ ...listed(ringing), providerCallId: 'CA8', status: 'RINGING' });
      await resolve(neverDialed);
      await resolve(ringing);
      for (const call of [neverDialed, ringing])
        expect(await row(call)).toMatchObject({ status: 'UNKNOWN', provider_call_id: null, missing_since: null });
      await hear(ringing, statusEvent(ringing.callId, 'RINGING', { providerCallId: 'CA8' }));
      await settled(neverDialed);
      expect(await row(ringing)).toMatchObject({ status: 'RINGING', provider_call_id: 'CA8' });
      expect(await row(neverDialed)).toMatchObject({ status: 'CANCELED', ended_reason: 'NOT_PLACED' });
    });

    it('waits for another company no longer than a call can last', async () => {
      const [call, other] = [await dialed('UNKNOWN'), await dialed('UNKNOWN')];
      app.carrier.records.push({ ...listed(call), providerCallId: 'CA9', status: 'NO_ANSWER' });
      await resolve(call);
      expect(await row(call)).toMatchObject({ status: 'UNKNOWN', reconcile_at: new Date('2026-07-07T18:00:02Z') });
      app.clock.advance(11 * 60_000);
      await resolve(call);
      expect(await row(call)).toMatchObject({ status: 'NO_ANSWER', provider_call_id: 'CA9' });
      await resolve(other);
      expect(await row(other)).toMatchObject({ status: 'UNKNOWN', missing_since: app.clock.now() });
    });

    it('is believed never dialed only after a second look, and its lead is due again without a lost attempt', async () => {
      const call = await dialed('UNKNOWN');
      app.clock.advance(59_000);
      await resolve(call);
      expect(await row(call)).toMatchObject({ status: 'UNKNOWN', missing_since: null });
      app.clock.advance(2_000);
      await resolve(call);
      app.clock.advance(29_000);
      await resolve(call);
      expect(await row(call)).toMatchObject({ status: 'UNKNOWN', reconcile_at: new Date('2026-07-07T18:01:31Z') });
      app.clock.advance(1_000);
      await resolve(call);
      expect(await row(call)).toMatchObject({ status: 'CANCELED', not_placed: true, ended_reason: 'NOT_PLACED' });
      expect(await enrolment(call)).toMatchObject({ state: 'WAITING', attempts: 0 });
    });

    it('ends its lead when the campaign was stopped meanwhile', async () => {
      const call = await dialed('UNKNOWN');
      await app.asTenant(call.tenantId, () => app.get(CampaignsService).stop(call.campaignId));
      await settled(call);
      expect(await enrolment(call)).toMatchObject({ state: 'ENDED', end_reason: 'CAMPAIGN_STOPPED', attempts: 0 });
    });

    it('is hung up when it rings after all', async () => {
      const call = await dialed('UNKNOWN');
      await settled(call);
      await hear(call, statusEvent(call.callId, 'RINGING', { providerCallId: 'CA6' }));
      expect(app.carrier.hungUp).toEqual(['CA6']);
      expect(await adopt(call, 'CA6')).toBeNull();
    });

    it('is suspended when its worker died before the answer', async () => {
      const call = await dialed();
      await app.sql('update calls set provider_call_id = null, lease_until = $2 where id = $1', [
        call.callId,
        new Date(app.clock.now().getTime() + 30_000),
      ]);
      const suspend = () => app.asTenant(call.tenantId, () => app.get(CallReconciler).attendAbandoned(call.callId));
      await suspend();
      expect(await row(call)).toMatchObject({ status: 'DIALING' });
      app.clock.advance(31_000);
      await suspend();
      expect(await row(call)).toMatchObject({ status: 'UNKNOWN', unknown_since: app.clock.now() });
    });
  });

  it('counts what a call cost once, however many processes ask for its price at the same time', async () => {
    const call = await dialed();
    await hear(call, statusEvent(call.callId, 'BUSY', { sipCode: 486 }));
    app.carrier.records.push({
      ...listed(call),
      status: 'BUSY',
      price: { amountMicros: 14_000, currency: 'USD' },
    });
    app.clock.advance(5_000);
    const fetch = () => app.asTenant(call.tenantId, () => app.get(CallDetails).fetch(call.callId));
    await Promise.all([fetch(), fetch(), fetch()]);
    expect(await row(call)).toMatchObject({ cost_micros: '14000', details_due_at: null });
    const spent = 'select spend_micros from campaign_progress where campaign_id = $1';
    expect(await app.sql(spent, [call.campaignId])).toEqual([{ spend_micros: '14000' }]);
  });

  it('ends no call that the carrier has known since it last did not', async () => {
    const call = await dialed();
    await hear(call, statusEvent(call.callId, 'IN_PROGRESS'));
    await poll(call);
    app.carrier.records.push({ ...listed(call), status: 'IN_PROGRESS' });
    await poll(call);
    app.carrier.records.length = 0;
    await poll(call);
    expect(await row(call)).toMatchObject({ status: 'IN_PROGRESS', absent_since: app.clock.now() });
    await poll(call);
    expect(await row(call)).toMatchObject({ status: 'FAILED', ended_reason: 'UNKNOWN_TO_CARRIER' });
  });

  it('ends a call the carrier says nothing about, or talks on for ever, once it cannot live any more', async () => {
    const [ringing, talking] = [await dialed(), await dialed()];
    await hear(ringing, statusEvent(ringing.callId, 'RINGING'));
    await adopt(talking);
    app.carrier.unreachable.add(sidOf(ringing.callId));
    app.carrier.records.push({ ...listed(talking), status: 'IN_PROGRESS' });
    app.clock.advance(11 * 60_000);
    await expect(poll(ringing)).rejects.toThrow('fetch call');
    expect(await row(ringing)).toMatchObject({ status: 'NO_ANSWER', ended_reason: 'NEVER_HEARD_OF_ITS_END' });
    expect(await enrolment(ringing)).toMatchObject({ state: 'WAITING', attempts: 1 });
    app.clock.set('2026-07-07T18:09:00Z');
    await poll(talking);
    expect(await row(talking)).toMatchObject({ status: 'IN_PROGRESS' });
    expect(app.carrier.hungUp).not.toContain(sidOf(talking.callId));
    await poll(talking);
    expect(app.carrier.hungUp).toContain(sidOf(talking.callId));
    app.clock.advance(4 * 60_000);
    await poll(talking);
    expect(await row(talking)).toMatchObject({ status: 'COMPLETED', outcome: null });
    expect(await enrolment(talking)).toMatchObject({ state: 'WRAP_UP' });
    app.carrier.unreachable.clear();
  });

  it('asks for the price of a call now and then while the carrier does not answer, not at every sweep', async () => {
    const call = await dialed();
    await hear(call, statusEvent(call.callId, 'BUSY', { sipCode: 486 }));
    app.carrier.unreachable.add(sidOf(call.callId));
    app.clock.advance(5_000);
    const due = async () =>
      (await app.get(UnattendedCalls).findToAsk(1_000)).filter(({ callId }) => callId === call.callId).length;
    expect(await due()).toBe(1);
    const fetch = () => app.asTenant(call.tenantId, () => app.get(CallDetails).fetch(call.callId));
    await expect(fetch()).rejects.toThrow('fetch call');
    expect(await due()).toBe(0);
    app.clock.advance(60_000);
    expect(await due()).toBe(1);
    app.carrier.unreachable.clear();
  });

  it('finds calls nobody looks after, however many others wait for their turn', async () => {
    const [waiting, abandoned] = [await aCampaign(app), await dialed()];
    await app.asTenant(waiting.tenantId, () => app.get(CampaignPacer).pace(waiting.campaignId));
    await app.sql("update calls set updated_at = '2026-07-01' where campaign_id = $1", [waiting.campaignId]);
    const past = new Date(app.clock.now().getTime() - 10_000);
    await app.sql(
      "update calls set provider_call_id = null, poll_at = null, lease_until = $2, updated_at = '2026-07-02' where id = $1",
      [abandoned.callId, past],
    );
    const unattended = app.get(UnattendedCalls);
    expect(await unattended.findLost(1)).toEqual([
      expect.objectContaining({ callId: abandoned.callId, neglect: 'ABANDONED' }),
    ]);
    await app.sql("update calls set status = 'UNKNOWN', reconcile_at = $2 where id = $1", [abandoned.callId, past]);
    expect(await unattended.findLost(1)).toEqual([
      expect.objectContaining({ callId: abandoned.callId, neglect: 'UNKNOWN' }),
    ]);
    await app.sql("update calls set provider_call_id = 'CA1', status = 'DIALING' where id = $1", [abandoned.callId]);
    expect(await unattended.find(1)).toContainEqual(
      expect.objectContaining({ callId: abandoned.callId, neglect: 'SILENT' }),
    );
    await app.sql("update calls set updated_at = now() where updated_at < '2026-07-03'");
  });

  it('finds out about calls whose callbacks were all lost', async () => {
    const call = await dialed();
    app.carrier.records.push({ ...listed(call), status: 'BUSY' });
    await poll(call);
    expect(await row(call)).toMatchObject({ status: 'BUSY', outcome: 'BUSY' });
  });
});

import { CallEnder } from '../../../src/calls/call-ender.service';
import { CallStore } from '../../../src/calls/call-store.service';
import { CallsService } from '../../../src/calls/calls.service';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { LeadEditor } from '../../../src/leads/lead-editor.service';
import { LeadsService } from '../../../src/leads/leads.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { RedisConnections } from '../../../src/platform/pubsub/redis.service';
import { UsageService } from '../../../src/usage/usage.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { PermissionMismatch } from '../../../src/voice/voice.errors';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { door } from '../../support/door';
import { until } from '../../support/until';
import { sidOf } from '../../support/doubles/scripted-carrier';

describe('placing calls', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  const rested = () =>
    app.get(RedisConnections).commands.del(`${app.config.redis.prefix}:carrier-rate:${app.carrier.account}`);
  beforeEach(async () => {
    await rested();
    app.clock.set('2026-07-07T18:00:00Z');
    app.carrier.placed.length = 0;
    app.carrier.answers.length = 0;
    app.carrier.configured = true;
    app.model.configured = true;
  });
  afterEach(() => jest.restoreAllMocks());

  const unequip = async (part: 'carrier' | 'model'): Promise<void> => {
    app[part].configured = false;
    return Promise.resolve();
  };
  const pace = ({ tenantId, campaignId }: StagedCampaign) =>
    app.asTenant(tenantId, () => app.get(CampaignPacer).pace(campaignId));
  const place = ({ tenantId }: StagedCampaign, callId = '') =>
    app.asTenant(tenantId, () => app.get(CallPlacer).place(callId));
  const callRow = async (id = '') => (await app.sql('select * from calls where id = $1', [id]))[0] ?? {};
  const enrolmentRow = async ({ campaignId }: StagedCampaign) =>
    (await app.sql('select * from enrolments where campaign_id = $1', [campaignId]))[0] ?? {};

  it('asks the carrier once, after the receipt and the intent are committed', async () => {
    const staged = await aCampaign(app);
    const [callId] = await pace(staged);
    let seenAtCarrier: Record<string, unknown> = {};
    app.carrier.answers.push(async () => {
      seenAtCarrier =
        (
          await app.sql(
            'select c.status, d.verdict from calls c join dial_checks d on d.call_id = c.id where c.id = $1',
            [callId],
          )
        )[0] ?? {};
      return { kind: 'ACCEPTED', providerCallId: 'CA1' };
    });
    await Promise.all([place(staged, callId), place(staged, callId), place(staged, callId)]);
    expect(app.carrier.placed).toHaveLength(1);
    expect(seenAtCarrier).toEqual({ status: 'DIALING', verdict: 'ALLOW' });
    expect(app.carrier.placed[0]).toMatchObject({
      callId,
      to: newYorkNumber(1),
      ringTimeoutSeconds: 25,
      maxCallSeconds: 600,
    });
    expect(app.carrier.permissions.at(-1)).toMatchObject({ callId, phone: newYorkNumber(1) });
    expect(await callRow(callId)).toMatchObject({ status: 'DIALING', provider_call_id: 'CA1' });
    expect(await enrolmentRow(staged)).toMatchObject({ state: 'IN_FLIGHT', attempts: 1 });
  });

  it('hangs up a call the carrier has, and says so when it has none yet', async () => {
    const staged = await aCampaign(app);
    const [callId = ''] = await pace(staged);
    const hangUp = () => app.asTenant(staged.tenantId, () => app.get(CallsService).hangUp(callId));
    await expect(hangUp()).rejects.toThrow('has not confirmed this call yet');
    await place(staged, callId);
    await hangUp();
    expect(app.carrier.hungUp).toContain(sidOf(callId));
  });

  it('gives a call back at once whose permission lapsed when all but the request was done', async () => {
    const staged = await aCampaign(app);
    const [callId] = await pace(staged);
    app.carrier.answers.push(() => Promise.reject(new PermissionMismatch('EXPIRED')));
    await place(staged, callId);
    expect(await callRow(callId)).toMatchObject({ status: 'FAILED', not_placed: true, ended_reason: 'NOT_SENT' });
    expect(await enrolmentRow(staged)).toMatchObject({ state: 'WAITING', attempts: 0 });
  });

  it('shows nothing of it to another tenant', async () => {
    const staged = await aCampaign(app);
    const [callId] = await pace(staged);
    const other = await app.newTenant();
    await app.asTenant(other, () => app.get(CallPlacer).place(callId ?? ''));
    expect(app.carrier.placed).toHaveLength(0);
    expect(await callRow(callId)).toMatchObject({ status: 'QUEUED' });
  });

  it.each([
    [
      'a pause',
      (staged: StagedCampaign) => app.get(CampaignsService).pause(staged.campaignId),
      'CAMPAIGN_PAUSED',
      'WAITING',
    ],
    [
      'a stop',
      (staged: StagedCampaign) => app.get(CampaignsService).stop(staged.campaignId),
      'CAMPAIGN_STOPPED',
      'ENDED',
    ],
    [
      'a suppression',
      () => app.get(SuppressionsService).add({ phone: newYorkNumber(1), reason: 'asked', source: 'MANUAL' }),
      'INTERNAL_DNC',
      'ENDED',
    ],
    ['a spent budget', () => app.get(UsageService).setBudget(1_000), 'BUDGET_EXCEEDED', 'WAITING'],
    [
      'a narrower campaign window',
      (staged: StagedCampaign) =>
        app.get(CampaignsService).change(staged.campaignId, { callingWindows: { tue: '09:00-10:00' } }),
      'OUTSIDE_WINDOW',
      'WAITING',
    ],
    ['a carrier no longer configured', () => unequip('carrier'), 'CARRIER_NOT_CONFIGURED', 'WAITING'],
    ['a model no longer configured', () => unequip('model'), 'MODEL_NOT_CONFIGURED', 'WAITING'],
  ])('%s takes effect on a lead already claimed', async (_, act, reason, state) => {
    const staged = await aCampaign(app);
    const [callId] = await pace(staged);
    await app.asTenant(staged.tenantId, () => act(staged) as Promise<unknown>);
    await place(staged, callId);
    expect(app.carrier.placed).toHaveLength(0);
    expect(await callRow(callId)).toMatchObject({ status: 'CANCELED', ended_reason: reason });
    expect(await enrolmentRow(staged)).toMatchObject({ state, attempts: 0 });
    const [check] = await app.sql('select verdict, reason from dial_checks where call_id = $1', [callId]);
    expect(check).toMatchObject({ reason });
  });

  it('moves a lead claimed before the window closed to its next opening', async () => {
    const staged = await aCampaign(app);
    const [callId] = await pace(staged);
    app.clock.set('2026-07-08T01:30:00Z'); // 21:30 in New York
    await place(staged, callId);
    expect(app.carrier.placed).toHaveLength(0);
    expect(await enrolmentRow(staged)).toMatchObject({ state: 'WAITING', due_at: new Date('2026-07-08T12:00:00Z') });
  });

  it('judges the lead by where it is at the moment of dialing, not where it was when it was claimed', async () => {
    app.clock.set('2026-07-07T12:30:00Z'); // 08:30 in New York, 05:30 in California
    const [moved, stayed] = [await aCampaign(app), await aCampaign(app)];
    const [movedCall, stayedCall] = [(await pace(moved))[0], (await pace(stayed))[0]];
    const [leadId = ''] = moved.leadIds;
    await app.asTenant(moved.tenantId, () => app.get(LeadEditor).change(leadId, { address: { state: 'CA' } }));
    await place(moved, movedCall);
    await place(stayed, stayedCall);
    expect(app.carrier.placed.map(({ callId }) => callId)).toEqual([stayedCall]);
    const zoneKey = 'US+US-CA+US-NY|America/Los_Angeles,America/New_York';
    expect(await callRow(movedCall)).toMatchObject({
      status: 'CANCELED',
      ended_reason: 'OUTSIDE_WINDOW',
      zone_key: zoneKey,
    });
    expect(
      await app.sql('select verdict, zone_key, next_allowed_at from dial_checks where call_id = $1', [movedCall]),
    ).toEqual([{ verdict: 'DEFER', zone_key: zoneKey, next_allowed_at: new Date('2026-07-07T16:00:00Z') }]);
    expect(await callRow(stayedCall)).toMatchObject({ status: 'DIALING', zone_key: 'US+US-NY|America/New_York' });
  });

  it('decides before or after a correction of the lead, never in the middle of it', async () => {
    const staged = await aCampaign(app);
    const [callId] = await pace(staged);
    const [leadId = ''] = staged.leadIds;
    const [corrected, mayCommit] = [door(), door()];
    const correcting = app.asTenant(staged.tenantId, () =>
      app.get(UnitOfWork).run(async () => {
        await app.get(LeadEditor).change(leadId, { address: { state: 'HI' } });
        corrected.open();
        await mayCommit.opened;
      }),
    );
    await corrected.opened;
    const placing = place(staged, callId);
    await until(async () => (await app.sql(WAITING_FOR_A_LOCK)).length > 0);
    mayCommit.open();
    await Promise.all([correcting, placing]);
    expect(await callRow(callId)).toMatchObject({ zone_key: expect.stringContaining('Pacific/Honolulu') as string });
  });

  it.each(['INVALID', 'WRONG_PERSON'] as const)(
    'never dials a number found to be %s after the claim',
    async (phoneStatus) => {
      const [bad, good] = [await aCampaign(app), await aCampaign(app)];
      const [badCall, goodCall] = [(await pace(bad))[0], (await pace(good))[0]];
      await app.asTenant(bad.tenantId, () => app.get(LeadsService).markPhone(bad.leadIds[0] ?? '', phoneStatus));
      await place(bad, badCall);
      await place(good, goodCall);
      expect(app.carrier.placed.map(({ callId }) => callId)).toEqual([goodCall]);
      expect(await callRow(badCall)).toMatchObject({ status: 'CANCELED', ended_reason: 'PHONE_UNUSABLE' });
      expect(await app.sql('select verdict, reason from dial_checks where call_id = $1', [badCall])).toEqual([
        { verdict: 'DENY', reason: 'PHONE_UNUSABLE' },
      ]);
    },
  );

  it('ends the lead when the carrier says the number does not exist', async () => {
    const staged = await aCampaign(app);
    const [callId] = await pace(staged);
    app.carrier.answers.push(() => ({ kind: 'REFUSED', outcome: 'INVALID_NUMBER', cause: 'NUMBER', code: '21211' }));
    await place(staged, callId);
    expect(await callRow(callId)).toMatchObject({
      status: 'FAILED',
      outcome: 'INVALID_NUMBER',
      carrier_error_code: '21211',
    });
    expect(await enrolmentRow(staged)).toMatchObject({ state: 'ENDED', end_reason: 'PHONE_UNUSABLE' });
    const [lead] = await app.sql('select phone_status from leads where id = $1', [staged.leadIds[0]]);
    expect(lead).toEqual({ phone_status: 'INVALID' });
  });

  it.each([
    ['CONFIGURATION', 'FAILED', '2026-07-07T18:15:00Z'],
    ['NOT_SENT', 'FAILED', '2026-07-07T18:00:05Z'],
    ['RATE_LIMITED', 'CANCELED', '2026-07-07T18:00:05Z'],
  ] as const)('does not count an attempt the carrier never took: %s', async (cause, status, dueAt) => {
    const staged = await aCampaign(app);
    const [callId] = await pace(staged);
    app.carrier.answers.push(() => ({ kind: 'REFUSED', outcome: 'FAILED', cause, code: '20429' }));
    await place(staged, callId);
    expect(await callRow(callId)).toMatchObject({ status, not_placed: true, ended_reason: cause });
    expect(await enrolmentRow(staged)).toMatchObject({
      state: 'WAITING',
      attempts: 0,
      failed_count: 0,
      due_at: new Date(dueAt),
    });
  });

  it('lets the account rest when the carrier was asked too often, and keeps the queue of every company', async () => {
    const [hasty, other] = [await aCampaign(app), await aCampaign(app)];
    const [hastyCall, otherCall] = [(await pace(hasty))[0], (await pace(other))[0]];
    app.carrier.answers.push(() => ({ kind: 'REFUSED', outcome: 'FAILED', cause: 'RATE_LIMITED' }));
    await place(hasty, hastyCall);
    await app.asTenant(other.tenantId, () => app.get(CallPlacer).place(otherCall ?? '', 500));
    expect(app.carrier.placed).toHaveLength(1);
    expect(await callRow(otherCall)).toMatchObject({ status: 'QUEUED' });
    await rested();
    await place(other, otherCall);
    expect(await callRow(otherCall)).toMatchObject({ status: 'DIALING' });
  });

  it('asks for nothing once its worker has slept too long, and gives back what is still its own', async () => {
    const [asleep, awake] = [await aCampaign(app), await aCampaign(app)];
    const [lost = '', kept] = [...(await pace(asleep)), ...(await pace(awake))];
    const [store, now] = [app.get(CallStore), performance.now.bind(performance)];
    const withLocked = store.withLocked.bind(store);
    let sleptMs = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now() + sleptMs);
    jest.spyOn(store, 'withLocked').mockImplementation(async (callId, step) => {
      const result = await withLocked(callId, step);
      sleptMs += 6_000;
      if (callId === lost && sleptMs === 6_000)
        await withLocked(lost, async (call, moment) =>
          app
            .get(CallEnder)
            .notPlaced(call, moment)
            .then(() => null),
        );
      return result;
    });
    await place(asleep, lost);
    await place(awake, kept);
    expect(app.carrier.placed).toEqual([]);
    expect(await callRow(lost)).toMatchObject({ status: 'CANCELED', ended_reason: 'NOT_PLACED' });
    expect(await callRow(kept)).toMatchObject({ status: 'FAILED', not_placed: true, ended_reason: 'NOT_SENT' });
    expect(await enrolmentRow(awake)).toMatchObject({ state: 'WAITING', attempts: 0 });
  });

  it('leaves a call UNKNOWN when the carrier does not answer, and asks no second time', async () => {
    const staged = await aCampaign(app);
    const [callId] = await pace(staged);
    app.carrier.answers.push(() => ({ kind: 'UNKNOWN', cause: 'TIMEOUT' }));
    await place(staged, callId);
    await place(staged, callId);
    expect(app.carrier.placed).toHaveLength(1);
    expect(await callRow(callId)).toMatchObject({ status: 'UNKNOWN', provider_call_id: null });
    expect(await pace(staged)).toEqual([]);
  });

  it('believes a callback more than the late answer of the carrier', async () => {
    const staged = await aCampaign(app);
    const [callId] = await pace(staged);
    app.carrier.answers.push(async () => {
      await app.sql("update calls set provider_call_id = $2, status = 'RINGING' where id = $1", [
        callId,
        sidOf(callId ?? ''),
      ]);
      return { kind: 'REFUSED', outcome: 'FAILED', cause: 'NOT_SENT' };
    });
    await place(staged, callId);
    expect(await callRow(callId)).toMatchObject({ status: 'RINGING', outcome: null });
  });
});

const WAITING_FOR_A_LOCK =
  "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

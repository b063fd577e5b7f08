import { Client } from 'pg';
import { CallAnswering } from '../../../src/calls/following/call-answering.service';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { ComplianceListener } from '../../../src/campaigns/compliance.listener';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { ConsentLedger } from '../../../src/compliance/consents/consent-ledger.service';
import { EmergencyHolds } from '../../../src/compliance/operators/emergency-holds.service';
import { CallingPolicies } from '../../../src/compliance/policies/calling-policies.service';
import { PlatformSuppressions } from '../../../src/compliance/suppressions/platform-suppressions.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { aCampaign, type CampaignStaging, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { sidOf } from '../../support/doubles/scripted-carrier';
import { until } from '../../support/until';
import { asAdmin } from '../compliance/an-admin';

const PHONE = newYorkNumber(1);
const DALLAS = '+12145552345';
const HOUR = 3_600_000;

interface Ringing extends StagedCampaign {
  readonly callId: string;
}

describe('a phone that rings while leave is taken away', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00Z');
    app.carrier.hungUp.length = 0;
    await app.sql('delete from platform_suppressions');
    await app.sql('delete from emergency_holds');
  });

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const claim = async (staging?: CampaignStaging): Promise<Ringing> => {
    const staged = await aCampaign(app, staging);
    const [callId = ''] = await as(staged, () => app.get(CampaignPacer).pace(staged.campaignId));
    return { ...staged, callId };
  };
  const place = (call: Ringing) => as(call, () => app.get(CallPlacer).place(call.callId));
  const ring = async (staging?: CampaignStaging): Promise<Ringing> => {
    const call = await claim(staging);
    await place(call);
    return call;
  };
  const pickUp = (call: Ringing) => as(call, () => app.get(CallAnswering).adopt(call.callId, sidOf(call.callId)));
  const ban = () =>
    asAdmin(() =>
      app.get(EmergencyHolds).place({ jurisdiction: 'US-NY', startsAt: app.clock.now(), reason: 'Executive order' }),
    );
  const exclude = (call: Ringing) => as(call, () => app.get(CallingPolicies).change({ excludedRegions: ['US-NY'] }));
  const enrolment = async ({ campaignId }: Ringing) =>
    (await app.sql('select state, due_at from enrolments where campaign_id = $1', [campaignId]))[0];

  describe('when it is picked up', () => {
    it.each<[string, (call: Ringing) => Promise<unknown>]>([
      [
        'the person opted out',
        (call) => as(call, () => app.get(SuppressionsService).add({ phone: PHONE, reason: 'asked', source: 'MANUAL' })),
      ],
      [
        'the platform suppressed the number',
        () => asAdmin(() => app.get(PlatformSuppressions).add({ phone: PHONE, reason: 'wrote to us' })),
      ],
      [
        'the person took marketing back',
        (call) => as(call, () => app.get(ConsentLedger).revoke({ phone: PHONE, scope: 'MARKETING', method: 'SMS' })),
      ],
      ['sales calls were banned there', ban],
      ['the company gave the region up', exclude],
    ])('nobody speaks: %s', async (_, forbid) => {
      const call = await ring();
      await forbid(call);
      expect(await pickUp(call)).toBeNull();
    });

    it('the agent speaks when nothing was taken away, also when the hours have just ended', async () => {
      const call = await ring();
      app.clock.set('2026-07-08T01:00:30Z');
      expect(await pickUp(call)).toMatchObject({ id: call.callId });
    });

    it('the attempt itself is not one too many', async () => {
      const staged = await aCampaign(app);
      await as(staged, () => app.get(CallingPolicies).change({ maxAttemptsPer24h: 1 }));
      const [callId = ''] = await as(staged, () => app.get(CampaignPacer).pace(staged.campaignId));
      const call = { ...staged, callId };
      await place(call);
      expect(await pickUp(call)).toMatchObject({ id: callId });
    });
  });

  it('a ban stops it there, and nowhere else', async () => {
    const [there, elsewhere] = [await ring(), await ring({ phones: [DALLAS] })];
    await ban();
    for (const call of [there, elsewhere]) await as(call, () => app.get(ComplianceListener).planUnderHold());
    expect(app.carrier.hungUp).toEqual([sidOf(there.callId)]);
  });

  it('a changed policy stops it where the company calls no longer, at that company', async () => {
    const [one, two] = [await ring(), await ring()];
    await exclude(one);
    for (const call of [one, two]) await as(call, () => app.get(ComplianceListener).planAnew());
    expect(app.carrier.hungUp).toEqual([sidOf(one.callId)]);
  });

  it('whoever waits through a ban is due again as soon as it is lifted', async () => {
    const call = await claim();
    const { id } = await asAdmin(() =>
      app.get(EmergencyHolds).place({
        jurisdiction: 'US-NY',
        startsAt: app.clock.now(),
        endsAt: new Date(app.clock.now().getTime() + 10 * 24 * HOUR),
        reason: 'Executive order',
      }),
    );
    await place(call);
    expect(await enrolment(call)).toEqual({ state: 'WAITING', due_at: new Date(app.clock.now().getTime() + HOUR) });
    app.clock.advance(HOUR);
    expect(await as(call, () => app.get(CampaignPacer).pace(call.campaignId))).toEqual([]);
    await asAdmin(() => app.get(EmergencyHolds).lift(id, 'Order rescinded'));
    expect(await as(call, () => app.get(CampaignPacer).pace(call.campaignId))).toHaveLength(1);
  });

  it('nobody is given up who waits in a zone of other rules', async () => {
    const call = await claim();
    const old = 'US+US-XX|America/New_York';
    await app.sql(`insert into dial_zones values ($1, $2, '{US,US-XX}', '{America/New_York}')`, [call.tenantId, old]);
    await app.sql('update enrolments set zone_key = $2 where campaign_id = $1', [call.campaignId, old]);
    await ban();
    await place(call);
    expect(await enrolment(call)).toEqual({ state: 'WAITING', due_at: new Date(app.clock.now().getTime() + HOUR) });
  });

  it('a suppression is committed once it is stored how to stop the phone, not before', async () => {
    const call = await claim();
    const other = new Client({ connectionString: app.config.database.ownerUrl });
    await other.connect();
    const suppressed: Promise<unknown>[] = [];
    app.carrier.answers.push(async () => {
      await other.query('begin');
      await other.query('select 1 from calls where id = $1 for update', [call.callId]);
      suppressed.push(
        as(call, () => app.get(SuppressionsService).add({ phone: PHONE, reason: 'asked', source: 'MANUAL' })),
      );
      return { kind: 'ACCEPTED', providerCallId: sidOf(call.callId) };
    });
    const placed = place(call);
    // The answer waits to be stored, and the suppression for that.
    await until(async () => {
      // Of this database alone: others share the server.
      const waiting = await app.sql<{ type: string }>(
        `select wait_event as type from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return ['advisory', 'transactionid'].every((wanted) => waiting.some(({ type }) => type === wanted));
    });
    await other.query('rollback');
    await other.end();
    const stored = Promise.all(suppressed).then(() =>
      app.sql('select provider_call_id from calls where id = $1', [call.callId]),
    );
    await placed;
    expect(await stored).toEqual([{ provider_call_id: sidOf(call.callId) }]);
  });
});

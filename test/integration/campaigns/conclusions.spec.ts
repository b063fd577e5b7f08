import { v7 as uuidv7 } from 'uuid';
import { CarrierEvents } from '../../../src/calls/following/carrier-events.service';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { ConclusionListener } from '../../../src/campaigns/conclusion.listener';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { EnrolmentsService } from '../../../src/campaigns/enrolments.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import type { CarrierEvent } from '../../../src/voice/carrier.port';
import { brokenInvariants } from '../../support/invariants';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { sidOf, statusEvent } from '../../support/doubles/scripted-carrier';

interface DialedCall extends StagedCampaign {
  readonly callId: string;
}

describe('what becomes of a lead after a call', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => app.clock.set('2026-07-07T18:00:00Z'));

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const dial = (staged: StagedCampaign): Promise<DialedCall> =>
    as(staged, async () => {
      const [callId = ''] = await app.get(CampaignPacer).pace(staged.campaignId);
      await app.get(CallPlacer).place(callId);
      return { ...staged, callId };
    });
  const hear = (call: DialedCall, event: CarrierEvent) =>
    as(call, async () => {
      const id = await app.get(CarrierEvents).store(call.callId, event);
      if (id) await app.get(CarrierEvents).apply(id, call.callId, event);
    });
  const suppress = (call: StagedCampaign) =>
    as(call, () => app.get(SuppressionsService).add({ phone: newYorkNumber(1), reason: 'asked', source: 'MANUAL' }));
  const enrolment = async ({ campaignId }: StagedCampaign) =>
    (await app.sql('select * from enrolments where campaign_id = $1', [campaignId]))[0];
  const status = async ({ campaignId }: StagedCampaign) =>
    (await app.sql<{ status: string }>('select status from campaigns where id = $1', [campaignId]))[0]?.status;

  it.each(['NO_ANSWER', 'BUSY', 'CANCELED'] as const)(
    'who was suppressed while the phone rang waits for no retry after %s',
    async (ending) => {
      const call = await dial(await aCampaign(app));
      const others = await dial(await aCampaign(app));
      for (const one of [call, others]) await hear(one, statusEvent(one.callId, 'RINGING'));
      const { id: suppressionId } = await suppress(call);
      await as(call, () => app.get(ConclusionListener).endSuppressed({ suppressionId }));
      for (const one of [call, others]) await hear(one, statusEvent(one.callId, ending));
      expect(await enrolment(call)).toMatchObject({ state: 'ENDED', outcome: 'OPTED_OUT', end_reason: 'SUPPRESSED' });
      expect(await status(call)).toBe('COMPLETED');
      expect(await enrolment(others)).toMatchObject({ state: 'WAITING' });
    },
  );

  describe('an opt-out that only the assessment understands', () => {
    const answered = async (): Promise<DialedCall> => {
      const call = await dial(await aCampaign(app));
      await app.sql(
        "update calls set status = 'COMPLETED', answered_at = $2, ended_at = $2, provider_call_id = $3 where id = $1",
        [call.callId, app.clock.now(), sidOf(call.callId)],
      );
      await app.sql("update enrolments set state = 'WRAP_UP', connected = true where campaign_id = $1", [
        call.campaignId,
      ]);
      return call;
    };
    const assess = (call: DialedCall, outcome: 'OPTED_OUT' | 'NOT_INTERESTED') =>
      as(call, () =>
        app.get(ConclusionListener).concludeCall({
          assessmentId: uuidv7(),
          callId: call.callId,
          leadId: call.leadIds[0] ?? '',
          campaignId: call.campaignId,
          outcome,
          score: null,
          temperature: 'UNSCORED',
          nextAction: 'CLOSE',
        }),
      );
    const suppressionsOf = ({ tenantId }: StagedCampaign) =>
      app.sql('select id, phone, source from suppressions where tenant_id = $1', [tenantId]);

    it('suppresses the person, for every campaign of the company and no other company', async () => {
      const call = await answered();
      const others = await aCampaign(app);
      const second = await as(call, async () => {
        const { id } = await app.get(CampaignsService).create({ name: 'Autumn', projectId: call.projectId });
        await app.get(EnrolmentsService).add(id, { leadIds: call.leadIds });
        await app.get(CampaignsService).start(id);
        return { ...call, campaignId: id };
      });
      await assess(call, 'OPTED_OUT');
      await assess(call, 'OPTED_OUT');
      const [suppression, ...more] = await suppressionsOf(call);
      expect(more).toEqual([]);
      expect(suppression).toMatchObject({ phone: newYorkNumber(1), source: 'SPOKEN' });
      const revocations =
        "select scope, method, evidence ->> 'callId' as call from consents where tenant_id = $1 and kind = 'REVOCATION'";
      expect(await app.sql(revocations, [call.tenantId])).toEqual([
        { scope: 'ALL', method: 'SPOKEN', call: call.callId },
      ]);
      expect(await enrolment(call)).toMatchObject({ state: 'ENDED', end_reason: 'OPTED_OUT' });
      const suppressionId = String(suppression?.['id']);
      await as(call, () => app.get(ConclusionListener).endSuppressed({ suppressionId }));
      expect(await enrolment(second)).toMatchObject({ state: 'ENDED', end_reason: 'SUPPRESSED' });
      expect(await suppressionsOf(others)).toEqual([]);
      expect(await enrolment(others)).toMatchObject({ state: 'WAITING' });
    });

    it('is not read into mere lack of interest', async () => {
      const call = await answered();
      await assess(call, 'NOT_INTERESTED');
      expect(await suppressionsOf(call)).toEqual([]);
      expect(await enrolment(call)).toMatchObject({ state: 'ENDED', end_reason: 'NOT_INTERESTED' });
    });
  });

  it('fewer attempts allowed from now on make no wrong of those made', async () => {
    const staged = await aCampaign(app, { maxAttempts: 3 });
    for (let attempt = 1; attempt <= 2; attempt++) {
      const call = await dial(staged);
      await hear(call, statusEvent(call.callId, 'NO_ANSWER'));
      app.clock.advance(5 * 60 * 60_000);
      if (attempt === 1) app.clock.set('2026-07-07T19:30:00Z');
    }
    await as(staged, () => app.get(CampaignsService).change(staged.campaignId, { maxAttempts: 1 }));
    expect(await enrolment(staged)).toMatchObject({ attempts: 2, attempts_allowed: 3 });
    const broken = await brokenInvariants(app.config.database.ownerUrl ?? '', { now: app.clock.now() });
    expect(broken.map(({ name }) => name)).not.toContain('attempts-within-cap');
  });
});

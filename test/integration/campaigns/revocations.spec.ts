import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { ConclusionListener } from '../../../src/campaigns/conclusion.listener';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { EnrolmentsService } from '../../../src/campaigns/enrolments.service';
import { ConsentLedger } from '../../../src/compliance/consents/consent-ledger.service';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { aConsent } from '../../support/builders/a-consent';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';

const PHONE = newYorkNumber(1);

describe('a person who takes marketing back', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => app.clock.set('2026-07-07T18:00:00Z'));

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const dial = (staged: StagedCampaign): Promise<void> =>
    as(staged, async () => {
      const [callId = ''] = await app.get(CampaignPacer).pace(staged.campaignId);
      await app.get(CallPlacer).place(callId);
    });
  const revoke = (staged: StagedCampaign): Promise<string> =>
    as(staged, async () => {
      const { id } = await app.get(ConsentLedger).revoke({ phone: PHONE, scope: 'MARKETING', method: 'SMS' });
      return id;
    });
  const spread = (staged: StagedCampaign, consentId: string): Promise<void> =>
    as(staged, () => app.get(ConclusionListener).endMarketing({ consentId }));
  const enrolmentsOf = ({ tenantId }: StagedCampaign) =>
    app.sql('select campaign_id, state, outcome, end_reason from enrolments where tenant_id = $1', [tenantId]);

  it('waits for no marketing call any more, at that company; a campaign that sells nothing goes on', async () => {
    const [staged, elsewhere] = [await aCampaign(app), await aCampaign(app)];
    const informing = await as(staged, async () => {
      const { id } = await app.get(CampaignsService).create({ name: 'Notices', projectId: staged.projectId });
      await app.get(EnrolmentsService).add(id, { leadIds: staged.leadIds });
      return id;
    });
    await app.sql(`update campaigns set purpose = 'INFORMATIONAL' where id = $1`, [informing]);
    const consentId = await revoke(staged);
    await spread(staged, consentId);
    await spread(staged, consentId);
    await spread(elsewhere, consentId);
    expect(await enrolmentsOf(staged)).toEqual(
      expect.arrayContaining([
        { campaign_id: staged.campaignId, state: 'ENDED', outcome: 'OPTED_OUT', end_reason: 'OPTED_OUT' },
        expect.objectContaining({ campaign_id: informing, state: 'WAITING' }),
      ]),
    );
    expect(await enrolmentsOf(elsewhere)).toMatchObject([{ state: 'WAITING' }]);
    const [campaign] = await app.sql('select status from campaigns where id = $1', [staged.campaignId]);
    expect(campaign).toEqual({ status: 'COMPLETED' });
  });

  it('is rung no longer for it', async () => {
    const [staged, elsewhere] = [await aCampaign(app), await aCampaign(app)];
    for (const one of [staged, elsewhere]) {
      await as(one, () => aConsent(app, one.tenantId, PHONE));
      await dial(one);
    }
    const ringing = async ({ tenantId }: StagedCampaign): Promise<string> =>
      (await app.sql<{ sid: string }>('select provider_call_id as sid from calls where tenant_id = $1', [tenantId]))[0]
        ?.sid ?? '';
    await spread(staged, await revoke(staged));
    expect(app.carrier.hungUp).toContain(await ringing(staged));
    expect(app.carrier.hungUp).not.toContain(await ringing(elsewhere));
  });

  it('is rung on for what sells nothing', async () => {
    const staged = await aCampaign(app);
    await as(staged, () => aConsent(app, staged.tenantId, PHONE));
    await dial(staged);
    await app.sql(`update calls set purpose = 'INFORMATIONAL' where tenant_id = $1`, [staged.tenantId]);
    const before = [...app.carrier.hungUp];
    await spread(staged, await revoke(staged));
    expect(app.carrier.hungUp).toEqual(before);
  });

  it('and has opted in again before anybody looked, goes on waiting', async () => {
    const staged = await aCampaign(app);
    const consentId = await revoke(staged);
    app.clock.advance(1_000);
    const now = app.clock.now();
    await aConsent(app, staged.tenantId, PHONE, { occurredAt: now, reoptInAt: now });
    await spread(staged, consentId);
    expect(await enrolmentsOf(staged)).toMatchObject([{ state: 'WAITING' }]);
  });
});

import { CapacityBell } from '../../../src/campaigns/allocation/capacity-bell.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { PacingBell } from '../../../src/campaigns/dialing/pacing-bell.service';
import { TenantDirectory } from '../../../src/tenants/tenant-directory.service';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';

const SECONDS = 135;
const CALL_SECONDS = 20;
const SHARES = [5, 3, 1];

/** The check of pacing: one call a second, three companies, a clock that moves when told to. */
describe('one call a second among companies of weight 5, 3 and 1', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp('api', [], { CARRIER_CALLS_PER_SECOND: '1' });
  });
  afterAll(() => app.close());

  const startNext = () =>
    app.sql<{ tenant_id: string }>(
      `update calls set status = 'DIALING', dial_started_at = $1 where id = (
         select id from calls where status = 'QUEUED' order by queued_at, id limit 1
       ) returning tenant_id`,
      [app.clock.now()],
    );
  const endOld = () =>
    app.sql(
      `update calls set status = 'NO_ANSWER', outcome = 'NO_ANSWER', ended_at = $1
       where status = 'DIALING' and dial_started_at < $1::timestamptz - make_interval(secs => $2)`,
      [app.clock.now(), CALL_SECONDS],
    );

  it('is shared within a tenth, and leaves nobody without a call for more than ten seconds', async () => {
    const companies: StagedCampaign[] = [];
    for (const [n, dialingShare] of SHARES.entries()) {
      const phones = Array.from({ length: 100 }, (_, one) => newYorkNumber(n * 1_000 + one));
      const company = await aCampaign(app, { phones, maxConcurrentCalls: 200, consents: false });
      await app.asTenant(company.tenantId, () => app.get(TenantDirectory).share(company.tenantId, { dialingShare }));
      companies.push(company);
    }
    const woken: StagedCampaign[] = [];
    jest.spyOn(app.get(PacingBell), 'wakeIn').mockImplementation((tenantId) => {
      woken.push(...companies.filter((company) => company.tenantId === tenantId));
    });
    const pace = ({ tenantId, campaignId }: StagedCampaign) =>
      app.asTenant(tenantId, () => app.get(CampaignPacer).pace(campaignId));
    for (const company of companies) await pace(company);

    const startedAt = companies.map((): number[] => []);
    for (let second = 0; second < SECONDS; second += 1) {
      app.clock.advance(1_000);
      await endOld();
      const [started] = await startNext();
      startedAt[companies.findIndex(({ tenantId }) => tenantId === started?.tenant_id)]?.push(second);
      // What sweeps do every five seconds; between them only the bell of free capacity wakes anybody.
      if (second % 5 === 0) for (const company of companies) await pace(company);
      await app.get(CapacityBell).ring();
      for (const company of woken.splice(0)) await pace(company);
    }

    const steady = startedAt.map((seconds) => seconds.filter((second) => second >= SECONDS - 108));
    for (const [n, share] of SHARES.entries()) {
      const fair = (108 * share) / 9;
      expect(Math.abs((steady[n]?.length ?? 0) - fair)).toBeLessThanOrEqual(Math.max(1, fair / 10));
    }
    const gaps = steady.flatMap((seconds) => seconds.slice(1).map((second, n) => second - (seconds[n] ?? 0)));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(10);
  }, 120_000);
});

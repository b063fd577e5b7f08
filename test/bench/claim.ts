import { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { CampaignPacer } from '../../src/campaigns/dialing/campaign-pacer.service';
import { claimDueEnrolments, type ClaimOrder } from '../../src/campaigns/dialing/claim';
import { CampaignsService } from '../../src/campaigns/campaigns.service';
import { LeadsService } from '../../src/leads/leads.service';
import { aCampaign, type StagedCampaign } from '../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../support/dialer-app';
import globalSetup from '../support/global-setup';
import globalTeardown from '../support/global-teardown';

/** One pass claims as many as it may. */
const CLAIMS_PER_PASS = 50;
/** Area codes of many zones, some of two clocks. */
const AREAS = (
  '212 305 312 303 415 602 713 404 617 202 702 503 801 505 907 808 216 313 612 314 504 615 704 919 804 412 215 860 401 207 ' +
  '603 802 302 410 502 317 515 402 316 208 850 701 605 928 915'
).split(' ');

type Say = (line: string) => void;
type Pass = () => Promise<number>;

/**
 * Passes of the pacer a second, all it looks at included, beside raw `pg` running its claim statement alone on the same enrolments.
 * Yardstick, system, yardstick, each claiming `passes` times from leads that wait in dozens of open zones.
 */
export async function claim(passes: number, say: Say): Promise<void> {
  await globalSetup();
  const app = await startDialerApp();
  const client = new Client({ connectionString: app.config.database.appUrl });
  try {
    await client.connect();
    const staged = await waitingPeople(app, 3 * passes * CLAIMS_PER_PASS);
    const raw = await statementAlone(app, client, staged);
    const system: Pass = async () =>
      (await app.asTenant(staged.tenantId, () => app.get(CampaignPacer).pace(staged.campaignId))).length;
    await passesPerSecond(app, raw, 3);
    await passesPerSecond(app, system, 3);
    const before = await passesPerSecond(app, raw, passes - 2);
    const measured = await passesPerSecond(app, system, passes - 2);
    const after = await passesPerSecond(app, raw, passes - 2);
    const yardstick = (before + after) / 2;
    const apart = (100 * Math.abs(before - after)) / Math.max(before, after);
    say(`Claimed from ${AREAS.length} area codes, ${CLAIMS_PER_PASS} people a pass`);
    say(
      `bench claim: ratio ${(measured / yardstick).toFixed(3)} (pass ${measured.toFixed(1)}/s, statement ${yardstick.toFixed(1)}/s, ` +
        `yardsticks ${apart.toFixed(1)} % apart)`,
    );
  } finally {
    await client.end();
    await app.close();
    await globalTeardown();
  }
}

/** Somebody of each area code the way leads arrive, and the rest beside them in bulk. */
async function waitingPeople(app: DialerApp, count: number): Promise<StagedCampaign> {
  const staged = await aCampaign(app, { maxConcurrentCalls: 10_000, dailyCallLimit: 1_000_000 });
  await app.asTenant(staged.tenantId, async () => {
    for (const area of AREAS)
      await app.get(LeadsService).receive({ phone: `+1${area}5550000`, source: 'BENCH', projectId: staged.projectId });
  });
  const each = Math.ceil(count / AREAS.length);
  await app.sql(
    `insert into leads (tenant_id, id, phone, zone_key, source, created_at, updated_at)
     select tenant_id, gen_random_uuid(), left(phone, 5) || '556' || lpad(n::text, 4, '0'), zone_key, 'BENCH', now(), now()
     from leads cross join generate_series(1, $1) as n where phone like '%5550000'`,
    [each],
  );
  await app.sql(
    `insert into enrolments (tenant_id, id, campaign_id, lead_id, phone, zone_key, due_at, created_at, updated_at)
     select tenant_id, gen_random_uuid(), $1, id, phone, zone_key, '2026-07-01Z', now(), now() from leads where phone like '%556____'`,
    [staged.campaignId],
  );
  await app.sql('analyze');
  return staged;
}

/** The claim as the pacer asks for it, without anything else. */
async function statementAlone(app: DialerApp, client: Client, staged: StagedCampaign): Promise<Pass> {
  const { tenantId, campaignId, agentId } = staged;
  const campaign = await app.asTenant(tenantId, () => app.get(CampaignsService).get(campaignId));
  const zones = await app.sql<{ key: string }>('select zone_key as key from dial_zones where tenant_id = $1', [
    tenantId,
  ]);
  const order: ClaimOrder = {
    campaign,
    openZones: zones.map(({ key }) => key),
    agents: [{ id: agentId, version: 1 }],
    fromNumber: '+14155550100',
    limit: CLAIMS_PER_PASS,
    moment: app.clock.now(),
  };
  const query = async (text: string, values: unknown[]): Promise<object> => ({
    records: (await client.query(text, values)).rows,
  });
  const tx = { queryRunner: { query } } as unknown as EntityManager;
  return async () => {
    await client.query(`BEGIN; SELECT set_config('app.tenant_id', '${tenantId}', true)`);
    const claimed = await claimDueEnrolments(tx, order);
    await client.query('COMMIT');
    return claimed.length;
  };
}

/** Calls that were claimed are ended between the passes, or they would use up the company's lines; that is not measured. */
async function passesPerSecond(app: DialerApp, pass: Pass, passes: number): Promise<number> {
  let spentMs = 0;
  for (let n = 0; n < passes; n += 1) {
    const begun = performance.now();
    const claimed = await pass();
    spentMs += performance.now() - begun;
    if (claimed !== CLAIMS_PER_PASS) throw new Error(`A pass claimed ${claimed} people, not ${CLAIMS_PER_PASS}.`);
    await app.sql(`update calls set status = 'CANCELED', outcome = 'FAILED', ended_at = now() where status = 'QUEUED'`);
  }
  return (passes * 1_000) / spentMs;
}

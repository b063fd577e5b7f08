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
import { inRounds, quantile, roundsOf } from './rounds';

/** One pass claims as many as it may. */
const CLAIMS_PER_PASS = 50;
const WARM_UP_PASSES = 5;
const ROUNDS = 5;
const FEW = 10_000;
const MANY = 1_000_000;
/** Area codes of many zones, some of two clocks. */
const AREAS = (
  '212 305 312 303 415 602 713 404 617 202 702 503 801 505 907 808 216 313 612 314 504 615 704 919 804 412 215 860 401 207 ' +
  '603 802 302 410 502 317 515 402 316 208 850 701 605 928 915'
).split(' ');

type Say = (line: string) => void;

/** People who wait in dozens of open zones, in a database of their own. */
class WaitingRoom {
  private constructor(
    private readonly app: DialerApp,
    private readonly client: Client,
    private readonly staged: StagedCampaign,
    private readonly order: ClaimOrder,
  ) {}

  static async of(people: number): Promise<WaitingRoom> {
    // Or a part of the company's lines would be kept for first calls.
    const app = await startDialerApp('api', [], { RESERVED_CALLS_PERCENT: '0' });
    const client = new Client({ connectionString: app.config.database.appUrl });
    await client.connect();
    const staged = await waitingPeople(app, people);
    return new WaitingRoom(app, client, staged, await orderOf(app, staged));
  }

  /** Milliseconds of one pass of the pacer, all it looks at included. @throws Error when it claims fewer than it may. */
  async pass(): Promise<number> {
    const pace = () => this.app.get(CampaignPacer).pace(this.staged.campaignId);
    return this.timed(async () => (await this.app.asTenant(this.staged.tenantId, pace)).length);
  }

  /** The same of the claim statement alone, in raw `pg`. */
  async statement(): Promise<number> {
    const query = async (text: string, values: unknown[]): Promise<object> => ({
      records: (await this.client.query(text, values)).rows,
    });
    const tx = { queryRunner: { query } } as unknown as EntityManager;
    return this.timed(async () => {
      await this.client.query(`BEGIN; SELECT set_config('app.tenant_id', '${this.staged.tenantId}', true)`);
      const claimed = await claimDueEnrolments(tx, this.order);
      await this.client.query('COMMIT');
      return claimed.length;
    });
  }

  async close(): Promise<void> {
    await this.client.end();
    await this.app.close();
  }

  /** Between the passes calls are ended, or they would use up the company's lines, and their people wait again, last in line. */
  private async timed(claim: () => Promise<number>): Promise<number> {
    const begun = performance.now();
    const claimed = await claim();
    const spent = performance.now() - begun;
    if (claimed !== CLAIMS_PER_PASS) throw new Error(`A pass claimed ${claimed} people, not ${CLAIMS_PER_PASS}.`);
    await this.app.sql(
      `update calls set status = 'CANCELED', outcome = 'FAILED', ended_at = now() where status = 'QUEUED'`,
    );
    await this.app.sql(
      `update enrolments set state = 'WAITING', due_at = due_at + interval '10 minutes' where state = 'IN_FLIGHT'`,
    );
    return spent;
  }
}

/**
 * How long a pass of the pacer takes with a million people waiting, beside ten thousand, turn by turn, at the 95th percentile; and
 * passes a second beside raw `pg` running the claim statement alone.
 */
export async function claims(passes: number, say: Say): Promise<void> {
  await globalSetup();
  const rooms: WaitingRoom[] = [];
  try {
    const few = await WaitingRoom.of(FEW);
    rooms.push(few);
    const many = await WaitingRoom.of(MANY);
    rooms.push(many);
    for (const room of rooms)
      for (let n = 0; n < WARM_UP_PASSES; n += 1) {
        await room.pass();
        await room.statement();
      }
    const times: { few: number[]; many: number[] } = { few: [], many: [] };
    for (let n = 0; n < passes; n += 1) {
      times.few.push(await few.pass());
      times.many.push(await many.pass());
    }
    const perRound = Math.max(5, Math.floor(passes / ROUNDS));
    const rate = (look: () => Promise<number>) => async (): Promise<number> => perSecond(look, perRound);
    const beside = await inRounds(
      ROUNDS,
      rate(() => few.statement()),
      rate(() => few.pass()),
    );
    const [p95Few, p95Many] = [quantile(times.few, 0.95), quantile(times.many, 0.95)];
    say(`Claimed from ${AREAS.length} area codes, ${CLAIMS_PER_PASS} people a pass, ${passes} passes each`);
    say(
      `pass beside its claim statement in raw pg: ${beside.ratio.toFixed(3)} (pass ${beside.system.toFixed(1)}/s, ` +
        `statement ${beside.yardstick.toFixed(1)}/s, ${roundsOf(beside)})`,
    );
    say(
      `bench claims: ratio ${(p95Many / p95Few).toFixed(3)} (p95 of a pass with ${MANY} people waiting ${p95Many.toFixed(1)} ms, ` +
        `with ${FEW} ${p95Few.toFixed(1)} ms)`,
    );
  } finally {
    for (const room of rooms) await room.close();
    await globalTeardown();
  }
}

async function perSecond(look: () => Promise<number>, passes: number): Promise<number> {
  let spentMs = 0;
  for (let n = 0; n < passes; n += 1) spentMs += await look();
  return (passes * 1_000) / spentMs;
}

/** Somebody of each area code the way leads arrive, and the rest beside them in bulk. */
async function waitingPeople(app: DialerApp, count: number): Promise<StagedCampaign> {
  const staged = await aCampaign(app, { maxConcurrentCalls: 10_000, dailyCallLimit: 1_000_000 });
  await app.asTenant(staged.tenantId, async () => {
    for (const area of AREAS)
      await app.get(LeadsService).receive({ phone: `+1${area}5550000`, source: 'BENCH', projectId: staged.projectId });
  });
  await app.sql(
    `insert into leads (tenant_id, id, phone, zone_key, source, created_at, updated_at)
     select tenant_id, gen_random_uuid(), left(phone, 5) || lpad((2000000 + n)::text, 7, '0'), zone_key, 'BENCH', now(), now()
     from leads cross join generate_series(1, $1) as n where phone like '%5550000'`,
    [Math.ceil(count / AREAS.length)],
  );
  await app.sql(
    `insert into enrolments (tenant_id, id, campaign_id, lead_id, phone, zone_key, due_at, created_at, updated_at)
     select tenant_id, gen_random_uuid(), $1, id, phone, zone_key, '2026-07-01Z', now(), now() from leads where substr(phone, 6, 1) = '2'`,
    [staged.campaignId],
  );
  await app.sql('vacuum analyze leads');
  await app.sql('vacuum analyze enrolments');
  return staged;
}

/** The claim as the pacer asks for it. */
async function orderOf(app: DialerApp, { tenantId, campaignId, agentId }: StagedCampaign): Promise<ClaimOrder> {
  const campaign = await app.asTenant(tenantId, () => app.get(CampaignsService).get(campaignId));
  const zones = await app.sql<{ key: string }>('select zone_key as key from dial_zones where tenant_id = $1', [
    tenantId,
  ]);
  return {
    campaign,
    openZones: zones.map(({ key }) => key),
    agents: [{ id: agentId, version: 1, share: null, free: null }],
    fromNumber: '+14155550100',
    limit: CLAIMS_PER_PASS,
    moment: app.clock.now(),
  };
}

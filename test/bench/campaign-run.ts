import type { Client } from 'pg';
import type { Stage } from '../../src/demo/stage';
import { withClient } from '../support/administration';
import type { BenchCompany } from './bench-company';
import type { Measured } from './bench-report';
import { databaseWork } from './database-work';
import { cpuSecondsOf } from './process-cpu';

const LOOK_MS = 200;
const LIMIT_MS = 5 * 60_000;
/** The calls before and after these shares find an empty machine, or leave one. */
const STEADY_FROM = 0.1;
const STEADY_UNTIL = 0.9;

interface Mark {
  readonly concluded: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Starts a campaign and measures it while the machine is full. Resolves when it has completed. */
export async function measureCampaign(stage: Stage, company: BenchCompany, campaignId: string): Promise<Measured> {
  const before = await databaseWork(stage.databaseUrl);
  const marks = await withClient(stage.databaseUrl, async (client) => {
    await company.start(campaignId);
    return follow(client, campaignId, stage.program.pid);
  });
  const after = await databaseWork(stage.databaseUrl);
  const leads = marks.at(-1)?.concluded ?? 0;
  const from = marks.find(({ concluded }) => concluded >= STEADY_FROM * leads);
  const until = marks.find(({ concluded }) => concluded >= STEADY_UNTIL * leads);
  if (!from || !until || until.concluded === from.concluded)
    throw new Error('The campaign was over too soon to be measured: use more calls.');
  const calls = until.concluded - from.concluded;
  return {
    callsPerSecond: calls / (until.seconds - from.seconds),
    cpuSecondsPerCall: (until.cpuSeconds - from.cpuSeconds) / calls,
    transactionsPerCall: (after.transactions - before.transactions) / leads,
    rowsPerCall: (after.rows - before.rows) / leads,
  };
}

/** One mark per look, until everybody is dealt with. Each of these leads is called once. */
async function follow(client: Client, campaignId: string, pid: number): Promise<Mark[]> {
  const begun = performance.now();
  const marks: Mark[] = [];
  for (;;) {
    const { rows } = await client.query<{ status: string; total: number; remaining: number; calls: number }>(
      `select c.status, p.total, p.remaining, p.calls from campaigns c
       join campaign_progress p on p.tenant_id = c.tenant_id and p.campaign_id = c.id where c.id = $1`,
      [campaignId],
    );
    const [now] = rows;
    if (!now) throw new Error('The campaign has vanished.');
    const concluded = now.total - now.remaining;
    marks.push({ concluded, seconds: performance.now() / 1_000, cpuSeconds: cpuSecondsOf(pid) });
    if (now.status === 'COMPLETED') {
      if (now.calls !== now.total)
        throw new Error(`${now.total} leads took ${now.calls} calls: some had to be called again.`);
      return marks;
    }
    if (performance.now() - begun > LIMIT_MS)
      throw new Error(`After ${LIMIT_MS / 1_000} s ${concluded} of ${now.total} leads were done.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

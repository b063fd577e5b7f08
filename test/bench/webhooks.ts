import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Client } from 'pg';
import { offsetToAfternoon } from '../../src/demo/demo-clock';
import { CARRIER_ACCOUNT } from '../../src/demo/demo-environment';
import { repositoryRoot } from '../../src/demo/repository-root';
import { Stage } from '../../src/demo/stage';
import { withClient } from '../support/administration';
import { BenchCompany } from './bench-company';
import { CarrierCallbacks } from './carrier-callbacks';
import { atRate, backToBack } from './load';
import { cpuSecondsOf } from './process-cpu';
import { inRounds, quantile, roundsOf } from './rounds';
import { SideProcess } from './side-process';

/** A carrier account starts one call a second unless more is agreed, and tells of each four statuses and a verdict. */
const NORMAL_PER_SECOND = 5;
const RUSH = 10;
const LANES = 16;
const ROUNDS = 5;
const ROUND_SECONDS = 4;
const PEOPLE = 6_000;
const WARM_UP_SECONDS = 5;
const APPLIED_WITHIN_MS = 60_000;

type Say = (line: string) => void;

/**
 * Status callbacks as the carrier posts them, signed: how the slowest hundredth is answered at ten times the normal rate, whether all
 * are stored and applied, and how many a second the program stores and applies beside a bare server that checks the same signature
 * and inserts one row.
 * @param seconds of each of the two rates.
 */
export async function webhooks(seconds: number, say: Say): Promise<void> {
  const dataDir = join(repositoryRoot(), '.data', 'bench');
  const stage = await Stage.set({ dataDir, timeScale: 1, clockOffsetMs: offsetToAfternoon(new Date()), log: say });
  try {
    const company = await BenchCompany.found(stage);
    await company.draft(PEOPLE);
    await withClient(stage.databaseUrl, async (client) => {
      const callbacks = new CarrierCallbacks(client, company.agentId);
      await callbacks.dialEverybody();
      await measure(stage, { client, callbacks, seconds, say });
    });
  } catch (error) {
    say(stage.tails());
    throw error;
  } finally {
    await stage.clear();
  }
}

interface Bench {
  readonly client: Client;
  readonly callbacks: CarrierCallbacks;
  readonly seconds: number;
  readonly say: Say;
}

async function measure(stage: Stage, { client, callbacks, seconds, say }: Bench): Promise<void> {
  const { url, pid } = stage.program;
  const post = (): Promise<void> => callbacks.post(url);
  await atRate(NORMAL_PER_SECOND * RUSH, WARM_UP_SECONDS, post);
  const normal = quantile(await atRate(NORMAL_PER_SECOND, seconds, post), 0.99);
  const rush = quantile(await atRate(NORMAL_PER_SECOND * RUSH, seconds, post), 0.99);
  say(
    `answered within, p99: ${normal.toFixed(1)} ms at ${NORMAL_PER_SECOND}/s, ${rush.toFixed(1)} ms at ${NORMAL_PER_SECOND * RUSH}/s`,
  );
  await applied(client, callbacks.posted);

  const { side, ready } = await SideProcess.start<AddressInfo>('webhook-yardstick.ts', [
    stage.databaseUrl,
    CARRIER_ACCOUNT.authToken,
  ]);
  try {
    const bare = `http://127.0.0.1:${ready.port}`;
    const cpu = { seconds: 0, events: 0 };
    const yardstick = async (): Promise<number> =>
      (await backToBack(LANES, ROUND_SECONDS, () => callbacks.postAny(bare))) / ROUND_SECONDS;
    const system = async (): Promise<number> => {
      const [begun, cpuBefore] = [performance.now(), cpuSecondsOf(pid)];
      const done = await backToBack(LANES, ROUND_SECONDS, post);
      await applied(client, callbacks.posted);
      cpu.seconds += cpuSecondsOf(pid) - cpuBefore;
      cpu.events += done;
      return (done * 1_000) / (performance.now() - begun);
    };
    const beside = await inRounds(ROUNDS, yardstick, system);
    say(
      `bench webhooks: ratio ${beside.ratio.toFixed(3)} (stored and applied ${beside.system.toFixed(0)}/s, bare server ` +
        `${beside.yardstick.toFixed(0)}/s, program CPU ${((cpu.seconds * 1_000) / cpu.events).toFixed(1)} ms/webhook, ` +
        `p99 at ${RUSH} x the normal rate ${(rush / normal).toFixed(2)} of that at 1 x, lost 0 of ${callbacks.posted}, ${roundsOf(beside)})`,
    );
  } finally {
    await side.stop();
  }
}

/** Waits until every callback is stored and has had its effect. @throws Error when some are lost. */
async function applied(client: Client, posted: number): Promise<void> {
  const until = performance.now() + APPLIED_WITHIN_MS;
  for (;;) {
    const { rows } = await client.query<{ stored: number; applied: number }>(
      'select count(*)::int as stored, count(applied_at)::int as applied from call_events',
    );
    const [seen] = rows;
    if (seen?.stored === posted && seen.applied === posted) return;
    if (performance.now() > until)
      throw new Error(`Of ${posted} callbacks ${seen?.stored} are stored and ${seen?.applied} applied.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

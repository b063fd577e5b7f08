import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/demo/repository-root';
import { Stage } from '../../src/demo/stage';
import { BenchCompany } from './bench-company';
import { connectionsCpu, databaseWork } from './database-work';
import { type ClientOrder, type ClientReport, LEADS_QUERY, type YardstickOrder } from './graphql-order';
import { calledPeople } from './graphql-people';
import { cpuSecondsOf, residentMb } from './process-cpu';
import { inRounds, roundsOf } from './rounds';
import { SideProcess } from './side-process';

const CONNECTIONS = 10;
const ROUNDS = 5;
/** Node has compiled what it will compile after as many. */
const WARM_UP = 300;

type Say = (line: string) => void;

/** One of the two servers, and what the client sends it. */
interface Side {
  readonly name: string;
  readonly pid: number;
  readonly order: Omit<ClientOrder, 'requests'>;
}

/**
 * A page of 50 leads with the last three calls of each, asked by a signed-in member over HTTP, beside the same rows as JSON straight
 * from `pg`: as many connections on both sides, to the server and from it to the database.
 */
export async function graphql(requests: number, say: Say): Promise<void> {
  const dataDir = join(repositoryRoot(), '.data', 'bench');
  const env = { ROLE: 'api', DATABASE_POOL_SIZE: String(CONNECTIONS) };
  const stage = await Stage.set({ dataDir, timeScale: 1, clockOffsetMs: 0, env, log: say });
  const sides: SideProcess[] = [];
  try {
    const company = await BenchCompany.found(stage);
    await calledPeople(stage.databaseUrl, company);
    const order: YardstickOrder = {
      databaseUrl: stage.databaseUrl,
      connections: CONNECTIONS,
      tenantId: company.tenantId,
    };
    const yardstick = await SideProcess.start<AddressInfo>('graphql-yardstick.ts', [JSON.stringify(order)]);
    const client = await SideProcess.start('graphql-client.ts');
    sides.push(yardstick.side, client.side);
    const bench = new Bench(stage.databaseUrl, client.side, requests);
    await compare(bench, barely(yardstick.side.pid, yardstick.ready.port), await asMember(stage, company), say);
  } catch (error) {
    say(stage.tails());
    throw error;
  } finally {
    for (const side of sides) await side.stop();
    await stage.clear();
  }
}

async function compare(bench: Bench, yardstick: Side, system: Side, say: Say): Promise<void> {
  await bench.run(yardstick, WARM_UP);
  await bench.run(system, WARM_UP);
  say(`system: ${(await bench.transactionsPerRequest(system)).toFixed(1)} transactions/request, a statement in each`);
  const beside = await inRounds(
    ROUNDS,
    () => bench.measure(yardstick, say),
    () => bench.measure(system, say),
  );
  say(
    `bench graphql: ratio ${beside.ratio.toFixed(3)} (system ${beside.system.toFixed(0)} requests/s, raw pg ` +
      `${beside.yardstick.toFixed(0)} requests/s, CPU/request ${bench.cpuOf(system)} beside ${bench.cpuOf(yardstick)}, ` +
      `${residentMb(system.pid).toFixed(0)} MB, ${roundsOf(beside)})`,
  );
}

function barely(pid: number, port: number): Side {
  const headers = { 'content-type': 'application/json' };
  const url = `http://127.0.0.1:${port}/`;
  return { name: 'raw pg', pid, order: { url, headers, body: '{}', connections: CONNECTIONS } };
}

async function asMember(stage: Stage, company: BenchCompany): Promise<Side> {
  const { headers } = await company.signIn();
  return {
    name: 'system',
    pid: stage.program.pid,
    order: {
      url: `${stage.program.url}/graphql`,
      headers: { ...headers, accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ query: LEADS_QUERY, variables: { first: 50 } }),
      connections: CONNECTIONS,
    },
  };
}

interface Spent {
  requests: number;
  /** Seconds of processor time of the serving process, and of the connections of PostgreSQL. */
  server: number;
  database: number;
}

class Bench {
  private readonly spent = new Map<Side, Spent>();

  constructor(
    private readonly databaseUrl: string,
    private readonly client: SideProcess,
    private readonly requests: number,
  ) {}

  async run({ order }: Side, requests = this.requests): Promise<ClientReport> {
    this.client.tell({ ...order, requests } satisfies ClientOrder);
    return this.client.next<ClientReport>();
  }

  /** Requests a second; notes the processor time they took. */
  async measure(side: Side, say: Say): Promise<number> {
    const [cpu, connections] = [cpuSecondsOf(side.pid), await connectionsCpu(this.databaseUrl)];
    const { seconds, p50Ms, p95Ms, bytes } = await this.run(side);
    const spent = this.spent.get(side) ?? { requests: 0, server: 0, database: 0 };
    spent.requests += this.requests;
    spent.server += cpuSecondsOf(side.pid) - cpu;
    for (const [pid, used] of await connectionsCpu(this.databaseUrl))
      spent.database += used - (connections.get(pid) ?? 0);
    this.spent.set(side, spent);
    const rate = this.requests / seconds;
    say(
      `${side.name}: ${rate.toFixed(0)} requests/s, p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms, ${bytes} bytes`,
    );
    return rate;
  }

  cpuOf(side: Side): string {
    const { requests, server, database } = this.spent.get(side) ?? { requests: 1, server: 0, database: 0 };
    const [own, theirs] = [server, database].map((seconds) => ((seconds * 1_000) / requests).toFixed(2));
    return `${own} + ${theirs} ms in the database`;
  }

  async transactionsPerRequest(side: Side): Promise<number> {
    const before = await databaseWork(this.databaseUrl);
    await this.run(side, WARM_UP);
    const after = await databaseWork(this.databaseUrl);
    return (after.transactions - before.transactions) / WARM_UP;
  }
}

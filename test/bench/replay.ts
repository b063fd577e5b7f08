import { Client } from 'pg';
import type { ReplayStep } from './trace';

export interface ReplayOptions {
  /** Connection URL of each role that runs something. */
  readonly urls: Readonly<Record<string, string>>;
  /** Transactions at a time. */
  readonly lanes: number;
}

export interface Replayed {
  readonly seconds: number;
  /** Transactions that failed because they met others than in the recording. */
  readonly failed: number;
}

/** Runs the steps with nothing but the driver, as fast as their order allows. */
export async function replay(steps: readonly ReplayStep[], { urls, lanes }: ReplayOptions): Promise<Replayed> {
  const pools = await Promise.all(Array.from({ length: lanes }, () => connectAll(urls)));
  const schedule = new Schedule(steps);
  let failed = 0;
  const begun = performance.now();
  try {
    await Promise.all(
      pools.map(async (clients) => {
        for (let index = await schedule.take(); index !== undefined; index = await schedule.take()) {
          const step = steps[index];
          const client = step && clients.get(step.role);
          if (step && client && !(await run(client, step))) failed += 1;
          schedule.done(index);
        }
      }),
    );
    return { seconds: (performance.now() - begun) / 1_000, failed };
  } finally {
    await Promise.all(pools.flatMap((clients) => [...clients.values()].map((client) => client.end())));
  }
}

async function connectAll(urls: Readonly<Record<string, string>>): Promise<Map<string, Client>> {
  const clients = new Map(Object.entries(urls).map(([role, url]) => [role, new Client({ connectionString: url })]));
  await Promise.all([...clients.values()].map((client) => client.connect()));
  return clients;
}

/** False when a statement failed; the transaction is then given up. */
async function run(client: Client, { statements }: ReplayStep): Promise<boolean> {
  try {
    for (const { values, ...statement } of statements) await client.query({ ...statement, values: [...values] });
    return true;
  } catch (error) {
    await client.query('rollback');
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** Hands out steps in their order, each once all it waits for is done. */
export class Schedule {
  private readonly missing: number[];
  private readonly followers: number[][];
  private readonly ready: number[] = [];
  private readonly waiting: ((index: number | undefined) => void)[] = [];
  private left: number;

  constructor(steps: readonly Pick<ReplayStep, 'after'>[]) {
    this.missing = steps.map(({ after }) => after.length);
    this.followers = steps.map(() => []);
    this.left = steps.length;
    steps.forEach(({ after }, index) => {
      for (const before of after) this.followers[before]?.push(index);
      if (after.length === 0) this.ready.push(index);
    });
  }

  /** The next step; undefined when all are done. */
  take(): Promise<number | undefined> {
    const index = this.ready.shift();
    if (index !== undefined || this.left === 0) return Promise.resolve(index);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  done(index: number): void {
    this.left -= 1;
    for (const follower of this.followers[index] ?? []) {
      const missing = (this.missing[follower] ?? 1) - 1;
      this.missing[follower] = missing;
      if (missing === 0) this.offer(follower);
    }
    if (this.left === 0) for (const waiter of this.waiting.splice(0)) waiter(undefined);
  }

  private offer(index: number): void {
    const waiter = this.waiting.shift();
    if (waiter) waiter(index);
    else this.ready.push(index);
  }
}

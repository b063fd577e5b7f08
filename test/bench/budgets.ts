import { Pool, type PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { CampaignBudgets } from '../../src/usage/campaign-budgets/campaign-budgets.service';
import type { Reservation } from '../../src/usage/reservation';
import { TokenBudgets } from '../../src/usage/token-budgets.service';
import { TokenBudgetExhausted } from '../../src/usage/usage.errors';
import { UsageService } from '../../src/usage/usage.service';
import { aCampaignRow } from '../support/builders/a-campaign-row';
import { startDialerApp } from '../support/dialer-app';
import globalSetup from '../support/global-setup';
import globalTeardown from '../support/global-teardown';
import type { TestApp } from '../support/test-app';
import { median, quantile } from './rounds';

const AT_ONCE = 50;
const FITTING = 10;
/** What one request holds: at half a millionth of a dollar a token. */
const [TOKENS, MICROS] = [1_000, 500];
const PLENTY = 1_000_000_000;
const CONNECTIONS = 20;
const WARM_UP = 5;

type Say = (line: string) => void;

interface Burst {
  readonly admitted: number;
  readonly ms: number;
}

/** A company, and a campaign of it, whose room is for ten of fifty, by one of the budgets. */
class Room {
  constructor(
    private readonly app: TestApp,
    private readonly tenantId: string,
    private readonly campaignId: string | null,
  ) {}

  async burst(): Promise<Burst> {
    const budgets = this.app.get(TokenBudgets);
    const request = { purpose: 'CALL_TURN', model: 'claude-haiku-5-5', amount: TOKENS, campaignId: this.campaignId };
    const begun = performance.now();
    const granted = await this.app.asTenant(this.tenantId, () =>
      Promise.all(Array.from({ length: AT_ONCE }, () => budgets.reserve(request).catch(nothingWhenRefused))),
    );
    const ms = performance.now() - begun;
    const held = granted.filter((one): one is Reservation => one !== null);
    for (const one of held) await this.app.asTenant(this.tenantId, () => budgets.release(one));
    return { admitted: held.length, ms };
  }
}

/** The same in raw `pg`: one conditional update and one insert in a transaction of the tenant. */
class Yardstick {
  private readonly pool: Pool;

  constructor(
    app: TestApp,
    private readonly tenantId: string,
  ) {
    this.pool = new Pool({ connectionString: app.config.database.appUrl, max: CONNECTIONS });
  }

  async burst(): Promise<Burst> {
    const begun = performance.now();
    const granted = await Promise.all(Array.from({ length: AT_ONCE }, () => this.reserve()));
    const ms = performance.now() - begun;
    const admitted = granted.filter(Boolean).length;
    await this.inTransaction((client) =>
      client.query('update token_budgets set reserved = reserved - $2 where tenant_id = $1', [
        this.tenantId,
        TOKENS * admitted,
      ]),
    );
    return { admitted, ms };
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private reserve(): Promise<boolean> {
    return this.inTransaction(async (client) => {
      const { rowCount } = await client.query(
        'update token_budgets set reserved = reserved + $2 where tenant_id = $1 and used + reserved + $2 <= token_limit',
        [this.tenantId, TOKENS],
      );
      if (rowCount === 1) {
        await client.query(
          `insert into token_reservations (tenant_id, id, period, day, purpose, model, amount, state, settled_amount, created_at, expires_at)
           select tenant_id, $2, period, (period || '-01')::date, 'BENCH', 'm', $3, 'RELEASED', 0, now(), now()
           from token_budgets where tenant_id = $1`,
          [this.tenantId, uuidv7(), TOKENS],
        );
      }
      return rowCount === 1;
    });
  }

  private async inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query(`BEGIN; SELECT set_config('app.tenant_id', '${this.tenantId}', true)`);
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } finally {
      client.release();
    }
  }
}

/**
 * Fifty requests at once where ten fit, again and again: how many are admitted, by each of the four budgets, and how long a burst takes
 * beside the same bursts in raw `pg`. @throws Error when another number than ten is admitted once.
 */
export async function budgets(rounds: number, say: Say): Promise<void> {
  await globalSetup();
  const app = await startDialerApp('api', [], { DATABASE_POOL_SIZE: String(CONNECTIONS) });
  const yardstick = new Yardstick(app, await companyWith(app, room(TOKENS), PLENTY));
  try {
    const seen = await measure(rounds, { yardstick, ...(await roomsIn(app)) });
    const [beside = [], ...others] = Object.values(seen);
    const names = Object.keys(seen).slice(1);
    for (const [index, bursts] of others.entries()) say(`by ${names[index]}: ${lineOf(bursts)}`);
    say(`raw pg: ${lineOf(beside)}`);
    const all = others.flat();
    const wrong = all.filter(({ admitted }) => admitted !== FITTING).length;
    const [ms, rawMs] = [median(all.map((one) => one.ms)), median(beside.map((one) => one.ms))];
    say(
      `bench budgets: ratio ${(ms / rawMs).toFixed(3)} (median burst ${ms.toFixed(1)} ms, raw pg ${rawMs.toFixed(1)} ms, ` +
        `${AT_ONCE} at once where ${FITTING} fit, ${all.length} bursts, ${wrong} admitted another number)`,
    );
    if (wrong > 0) throw new Error(`${wrong} bursts admitted another number than ${FITTING}.`);
  } finally {
    await yardstick.close();
    await app.close();
    await globalTeardown();
  }
}

/** Room for ten, and half another. */
const room = (one: number): number => one * FITTING + one / 2;

async function roomsIn(app: TestApp): Promise<Record<string, Room>> {
  const ofCampaign = async (limits: object): Promise<Room> => {
    const tenantId = await companyWith(app, PLENTY, PLENTY);
    const campaignId = await aCampaignRow(app, tenantId);
    await app.asTenant(tenantId, () => app.get(CampaignBudgets).set(campaignId, limits));
    return new Room(app, tenantId, campaignId);
  };
  return {
    'tokens of the month': new Room(app, await companyWith(app, room(TOKENS), PLENTY), null),
    'money of the month': new Room(app, await companyWith(app, PLENTY, room(MICROS)), null),
    'tokens of the campaign': await ofCampaign({ tokens: room(TOKENS) }),
    'money of the campaign': await ofCampaign({ micros: room(MICROS) }),
  };
}

async function companyWith(app: TestApp, tokens: number, moneyLimitMicros: number): Promise<string> {
  const tenantId = await app.newTenant();
  await app.asTenant(tenantId, () => app.get(UsageService).setBudget(tokens, { moneyLimitMicros }));
  return tenantId;
}

/** One burst of each after the other, so that a busy minute of the machine is shared by all. */
async function measure(
  rounds: number,
  contestants: Readonly<Record<string, { burst(): Promise<Burst> }>>,
): Promise<Record<string, Burst[]>> {
  const seen = Object.fromEntries(Object.keys(contestants).map((name): [string, Burst[]] => [name, []]));
  for (let round = -WARM_UP; round < rounds; round += 1)
    for (const [name, contestant] of Object.entries(contestants)) {
      const burst = await contestant.burst();
      if (round >= 0) seen[name]?.push(burst);
    }
  return seen;
}

function lineOf(bursts: readonly Burst[]): string {
  const admitted = bursts.map((one) => one.admitted);
  const ms = bursts.map((one) => one.ms);
  return (
    `admitted min ${Math.min(...admitted)}, max ${Math.max(...admitted)} in ${bursts.length} bursts of ${AT_ONCE}, ` +
    `ms a burst: median ${median(ms).toFixed(1)}, p95 ${quantile(ms, 0.95).toFixed(1)}`
  );
}

function nothingWhenRefused(error: unknown): null {
  if (error instanceof TokenBudgetExhausted) return null;
  throw error;
}

import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../../src/app.module';
import { loadConfig } from '../../../src/platform/config/config';
import { runAsSystem } from '../../../src/platform/context/run-as-system';
import type { Reservation } from '../../../src/usage/reservation';
import { TokenBudgets } from '../../../src/usage/token-budgets.service';
import { TokenBudgetExhausted } from '../../../src/usage/usage.errors';
import type { Row } from '../row';
import type { Run } from '../run';

const ROUNDS = 200;
const AT_ONCE = 50;
const FITTING = 10;
const AMOUNT = 1_000;

/** So many ask at once, in two processes' worth of connections, and room is for ten of them. */
export const BUDGET_RACE: Row = {
  id: 'F37',
  title: 'fifty reservations at once where ten fit, two hundred times, every other time the first of a month',
  isLoaded: false,
  expectsNoRecovery: true,
  inject: async (run) => {
    const tenantId = run.world.companies[0]?.tenantId ?? '';
    const contexts = [await openContext(run), await openContext(run)];
    try {
      const counts = new Map<number, number>();
      for (let round = 0; round < ROUNDS; round += 1) {
        await (round % 2 === 0 ? newMonth(run, tenantId) : makeRoom(run, tenantId));
        const admitted = await race(contexts, tenantId);
        counts.set(admitted, (counts.get(admitted) ?? 0) + 1);
        run.injected('races', { recovers: false });
      }
      run.note(`admitted: ${[...counts].map(([admitted, times]) => `${admitted} in ${times} races`).join(', ')}`);
      if (counts.size !== 1 || !counts.has(FITTING)) run.violate('budget/admitted', [...counts]);
    } finally {
      for (const context of contexts) await context.close();
    }
  },
};

function openContext(run: Run): Promise<INestApplicationContext> {
  const config = loadConfig({ ...run.world.crew.environment, ROLE: 'api', HOST: '127.0.0.1', PORT: '0' });
  return NestFactory.createApplicationContext(AppModule.with(config), { logger: false });
}

const ROOM = FITTING * AMOUNT + AMOUNT / 2;

/** The month has no row yet: those who race make it, with the limit of an earlier month. */
async function newMonth(run: Run, tenantId: string): Promise<void> {
  await run.world.sql(
    `with ended as (delete from token_reservations where tenant_id = $1),
       months as (delete from token_budgets where tenant_id = $1 and period <> '2000-01')
     insert into token_budgets (tenant_id, period, token_limit, updated_at) values ($1, '2000-01', $2, now())
     on conflict (tenant_id, period) do nothing`,
    [tenantId, ROOM],
  );
}

/** The month's row is there, with room for so many more. */
async function makeRoom(run: Run, tenantId: string): Promise<void> {
  await run.world.sql('update token_budgets set token_limit = used + reserved + $2 where tenant_id = $1', [
    tenantId,
    ROOM,
  ]);
}

/** @returns how many were admitted; their reservations are given back. */
async function race(contexts: readonly INestApplicationContext[], tenantId: string): Promise<number> {
  const inTenant = <T>(work: () => Promise<T>): Promise<T> => runAsSystem({ name: 'faults', tenantId }, work);
  const budgets = contexts.map((context) => context.get(TokenBudgets, { strict: false }));
  const ask = async (index: number): Promise<{ budget: TokenBudgets; held: Reservation } | undefined> => {
    const budget = budgets[index % budgets.length];
    if (!budget) return undefined;
    try {
      const request = { purpose: 'ASSESSMENT', model: 'claude-sonnet-5-5', amount: AMOUNT };
      return { budget, held: await inTenant(() => budget.reserve(request)) };
    } catch (error) {
      if (error instanceof TokenBudgetExhausted) return undefined;
      throw error;
    }
  };
  const granted = (await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => ask(index)))).flatMap((one) =>
    one ? [one] : [],
  );
  await Promise.all(granted.map(({ budget, held }) => inTenant(() => budget.release(held))));
  return granted.length;
}

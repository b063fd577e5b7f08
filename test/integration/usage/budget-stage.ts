import { TokenBudgets } from '../../../src/usage/token-budgets.service';
import type { Reservation, ReservationRequest } from '../../../src/usage/reservation';
import { TokenBudgetExhausted } from '../../../src/usage/usage.errors';
import type { TestApp } from '../../support/test-app';

export const FAST = 'claude-haiku-5-5';
export const STRONG = 'claude-sonnet-5-5';

/** An answer of so many tokens, all of them at the price of a prompt. */
export const answerOf = (tokens: number, model = FAST) => ({
  model,
  usage: { inputTokens: tokens, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: 0 },
});

/** Figures of both measures of a budget row. */
export interface Figures {
  readonly used: number;
  readonly reserved: number;
  readonly moneyUsed: number;
  readonly moneyReserved: number;
}

const COLUMNS =
  'used::int, reserved::int, money_used_micros::int as "moneyUsed", money_reserved_micros::int as "moneyReserved"';

export async function monthOf(app: TestApp, tenantId: string): Promise<Figures | undefined> {
  return (await app.sql<Figures>(`select ${COLUMNS} from token_budgets where tenant_id = $1`, [tenantId]))[0];
}

export async function campaignOf(app: TestApp, campaignId: string): Promise<Figures | undefined> {
  return (await app.sql<Figures>(`select ${COLUMNS} from campaign_budgets where campaign_id = $1`, [campaignId]))[0];
}

/** Asks as often at once as told. What is neither granted nor refused is thrown. */
export async function burst(
  app: TestApp,
  tenantId: string,
  request: ReservationRequest,
  times = 50,
): Promise<{ granted: Reservation[]; refused: string[] }> {
  const outcomes = await app.asTenant(tenantId, () =>
    Promise.allSettled(Array.from({ length: times }, () => app.get(TokenBudgets).reserve(request))),
  );
  const granted: Reservation[] = [];
  const refused: string[] = [];
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') granted.push(outcome.value);
    else if (outcome.reason instanceof TokenBudgetExhausted) refused.push(outcome.reason.refusing);
    else throw outcome.reason;
  }
  return { granted, refused };
}

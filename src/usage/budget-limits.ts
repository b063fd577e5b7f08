import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy } from '../platform/database/sql';
import type { BudgetState, MeasureFigures } from './budget';
import { type BudgetTable, read } from './budget-rows';
import { stillReached } from './thresholds';
import { TokenLimitBelowUse } from './usage.errors';

/** New limits of one budget; null takes a limit away, absent leaves it as it is. */
export interface Limits {
  readonly tokens?: number | null;
  /** Millionths of a US dollar. */
  readonly micros?: number | null;
}

/**
 * Sets the limits of a row that exists, which stays locked until the transaction ends. Thresholds that are no longer reached may be told
 * of again. @throws TokenLimitBelowUse when more is used or reserved. @returns what was before.
 */
export async function setLimits(
  tx: EntityManager,
  table: BudgetTable,
  id: string,
  { tokens, micros, at }: Limits & { readonly at: Date },
): Promise<BudgetState> {
  const before = await read(tx, table, id, { isLocked: true });
  if (!before) throw new Error('Limits are set on a budget row.');
  const token = changed(before.tokens, tokens, 'tokens');
  const money = changed(before.money, micros, 'micros of money');
  await changedBy(
    tx,
    `update ${table.name} set token_limit = $3, alerted_percent = $4, money_limit_micros = $5, money_alerted_percent = $6,
       updated_at = $7 where tenant_id = $1 and ${table.key} = $2`,
    [currentTenantId(), id, token.limit, token.alertedPercent, money.limit, money.alertedPercent, at],
  );
  return before;
}

function changed(
  figures: MeasureFigures,
  limit: number | null | undefined,
  measure: TokenLimitBelowUse['measure'],
): Pick<MeasureFigures, 'limit' | 'alertedPercent'> {
  const { used, reserved, alertedPercent } = figures;
  if (limit === undefined) return figures;
  if (limit === null) return { limit, alertedPercent: 0 };
  if (limit < used + reserved) throw new TokenLimitBelowUse(used, reserved, measure);
  return { limit, alertedPercent: stillReached(used, limit, alertedPercent) };
}

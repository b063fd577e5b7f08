import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy, rowOf } from '../platform/database/sql';
import type { Amount, BudgetKind, BudgetState, MeasureFigures } from './budget';

/** The two tables of budgets have the same columns of figures, and differ in what their rows stand for. */
export interface BudgetTable {
  readonly name: 'token_budgets' | 'campaign_budgets';
  /** Beside the tenant: the month, or the campaign. */
  readonly key: 'period' | 'campaign_id';
  readonly kinds: Readonly<Record<Measure, BudgetKind>>;
}

type Measure = keyof BudgetState;

export const MONTHS: BudgetTable = {
  name: 'token_budgets',
  key: 'period',
  kinds: { tokens: 'TENANT_TOKENS', money: 'TENANT_MONEY' },
};

export const CAMPAIGNS: BudgetTable = {
  name: 'campaign_budgets',
  key: 'campaign_id',
  kinds: { tokens: 'CAMPAIGN_TOKENS', money: 'CAMPAIGN_MONEY' },
};

/** One row of either; a column per figure, node-postgres hands bigint over as text. */
export interface StoredBudget {
  readonly token_limit: string | null;
  readonly used: string;
  readonly reserved: string;
  readonly alerted_percent: number;
  readonly money_limit_micros: string | null;
  readonly money_used_micros: string;
  readonly money_reserved_micros: string;
  readonly money_alerted_percent: number;
}

/** The columns of a `StoredBudget`. */
export const FIGURES =
  'token_limit, used, reserved, alerted_percent, money_limit_micros, money_used_micros, money_reserved_micros, money_alerted_percent';

const ALERTED: Readonly<Record<Measure, string>> = { tokens: 'alerted_percent', money: 'money_alerted_percent' };

/**
 * Promises `amount` of the row in one conditional statement: reading first and adding afterwards would let parallel requests pass a
 * limit together. False when there is no room, or no row.
 */
export async function take(
  tx: EntityManager,
  { name, key }: BudgetTable,
  id: string,
  { tokens, micros }: Amount,
  at: Date,
): Promise<boolean> {
  const changed = await changedBy(
    tx,
    `update ${name} set reserved = reserved + $3, money_reserved_micros = money_reserved_micros + $4, updated_at = $5
     where tenant_id = $1 and ${key} = $2
       and (token_limit is null or used + reserved + $3 <= token_limit)
       and (money_limit_micros is null or money_used_micros + money_reserved_micros + $4 <= money_limit_micros)`,
    [currentTenantId(), id, tokens, micros, at],
  );
  return changed === 1;
}

/** Takes back what was promised and books what of it was used. @throws Error without a row. */
export async function turn(
  tx: EntityManager,
  { name, key }: BudgetTable,
  id: string,
  { promised, used, at }: { readonly promised: Amount; readonly used: Amount; readonly at: Date },
): Promise<BudgetState> {
  const row = await rowOf<StoredBudget>(
    tx,
    `update ${name} set reserved = reserved - $3, used = used + $4,
       money_reserved_micros = money_reserved_micros - $5, money_used_micros = money_used_micros + $6, updated_at = $7
     where tenant_id = $1 and ${key} = $2 returning ${FIGURES}`,
    [currentTenantId(), id, promised.tokens, used.tokens, promised.micros, used.micros, at],
  );
  if (!row) throw new Error('A reservation has no budget row.');
  return stateOf(row);
}

export async function read(
  tx: EntityManager,
  { name, key }: BudgetTable,
  id: string,
  { isLocked = false } = {},
): Promise<BudgetState | undefined> {
  const row = await rowOf<StoredBudget>(
    tx,
    `select ${FIGURES} from ${name} where tenant_id = $1 and ${key} = $2${isLocked ? ' for no key update' : ''}`,
    [currentTenantId(), id],
  );
  return row && stateOf(row);
}

/** Moves the last threshold told of up; true for whoever moved it, who is the one to tell. */
export async function raiseAlert(
  tx: EntityManager,
  { name, key }: BudgetTable,
  id: string,
  { measure, percent }: { readonly measure: Measure; readonly percent: number },
): Promise<boolean> {
  const column = ALERTED[measure];
  const changed = await changedBy(
    tx,
    `update ${name} set ${column} = $3 where tenant_id = $1 and ${key} = $2 and ${column} < $3`,
    [currentTenantId(), id, percent],
  );
  return changed === 1;
}

export function stateOf(row: StoredBudget): BudgetState {
  return {
    tokens: figures(row.token_limit, row.used, row.reserved, row.alerted_percent),
    money: figures(row.money_limit_micros, row.money_used_micros, row.money_reserved_micros, row.money_alerted_percent),
  };
}

function figures(limit: string | null, used: string, reserved: string, alertedPercent: number): MeasureFigures {
  return {
    limit: limit === null ? null : Number(limit),
    used: Number(used),
    reserved: Number(reserved),
    alertedPercent,
  };
}

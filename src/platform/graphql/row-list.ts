import { createHash } from 'node:crypto';
import type { ReadStatement } from '../database/one-trip';
import { decodeCursor } from './cursor';
import { conditionAfter, keysBy, type KeysetOrder } from './keyset';
import { type Page, pageOf, type PageRequest } from './page';

/** A list whose rows are read as they come, without entities: for what is asked often. */
export interface RowList<R> {
  /** Select list; names each column as the property of the row. */
  readonly columns: string;
  readonly from: string;
  /** All must hold; a `?` stands for the value beside it. */
  readonly where: readonly (readonly [condition: string, value: unknown])[];
  /** Expressions are SQL. */
  readonly order: KeysetOrder<R>;
  /**
   * Whether connections plan the statement once: right where the plan does not depend on the values, wrong for filters that may find
   * few rows or many.
   */
  readonly isPlannedOnce: boolean;
}

/** The part of `UnitOfWork` that reads rows. */
export interface RowReader {
  read<R extends object>(statement: ReadStatement, parameters: readonly unknown[]): Promise<R[]>;
}

/**
 * One page of the list; its total is asked for when somebody reads it.
 * @throws BadUserInput naming `after` when the cursor is not one of this order.
 */
export async function pageOfRows<R extends object>(
  reader: RowReader,
  list: RowList<R>,
  request: PageRequest,
): Promise<Page<R>> {
  const { text, values } = pageStatement(list, request);
  const statement = list.isPlannedOnce ? planned(text) : { text };
  const rows = await reader.read<R>(statement, values);
  return pageOf(rows, request, keysBy(list.order), () => countRows(reader, list));
}

async function countRows<R>(reader: RowReader, { from, where }: RowList<R>): Promise<number> {
  const { conditions, values } = conditionsOf(where);
  const text = `select count(*)::integer as total from ${from} where ${conditions}`;
  const [row] = await reader.read<{ total: number }>({ text }, values);
  return row?.total ?? 0;
}

interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** One row more than asked for, which `pageOf` takes as the sign that there are more. `first` is a checked whole number. */
export function pageStatement<R>({ columns, from, where, order }: RowList<R>, { first, after }: PageRequest): Sql {
  const { conditions, values } = conditionsOf(where);
  const keys = after
    ? decodeCursor(
        after,
        order.map(({ cast }) => cast),
      ).map(String)
    : [];
  const beyond = after ? ` and ${conditionAfter(order, (index) => `$${values.length + index + 1}`)}` : '';
  const sorted = order.map(({ expression, direction }) => `${expression} ${direction}`).join(', ');
  return {
    text: `select ${columns} from ${from} where ${conditions}${beyond} order by ${sorted} limit ${Math.trunc(first) + 1}`,
    values: [...values, ...keys],
  };
}

function conditionsOf(where: RowList<unknown>['where']): { conditions: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions = where.map(([condition, value]) => {
    if (!condition.includes('?')) return condition;
    values.push(value);
    return condition.replace('?', `$${values.length}`);
  });
  return { conditions: conditions.join(' and '), values };
}

/** Plans are kept by each connection for its whole life, so their number has an end. */
const MAX_PLANNED = 200;

const names = new Map<string, string>();

/** The statement under a name that no other text has; without one once there are enough. */
export function planned(text: string): ReadStatement {
  const known = names.get(text);
  if (known) return { name: known, text };
  if (names.size >= MAX_PLANNED) return { text };
  const name = `rows_${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;
  names.set(text, name);
  return { name, text };
}

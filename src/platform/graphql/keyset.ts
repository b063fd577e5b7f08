import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { decodeCursor, type CursorKey, type CursorValue, type KeyType } from './cursor';
import { type Page, pageOf, type PageRequest } from './page';

/**
 * One column of a list's order. `expression` is SQL or a TypeORM property path and must never be null; a `timestamptz` must hold
 * whole milliseconds (a cursor carries no more), or be truncated to them by the expression.
 */
export interface KeysetColumn {
  readonly expression: string;
  readonly direction: 'ASC' | 'DESC';
  readonly cast: KeyType;
}

/** The order of a list of `E`: its columns, each with the value a row has in it. The last one is unique. */
export type KeysetOrder<E> = readonly (KeysetColumn & { readonly keyOf: (row: E) => CursorKey })[];

/** The part of `UnitOfWork` that reads a list. */
export interface ListReader {
  run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T>;
}

/**
 * One page of what `select` finds, which is asked anew for the total when somebody reads it. `select` neither orders nor limits, and
 * joins nothing to-many.
 * @throws BadUserInput naming `after` when the cursor is not one of this order.
 */
export async function pageBy<E extends ObjectLiteral>(
  reader: ListReader,
  select: (tx: EntityManager) => SelectQueryBuilder<E>,
  order: KeysetOrder<E>,
  request: PageRequest,
): Promise<Page<E>> {
  const rows = await reader.run((tx) => applyKeyset(select(tx), { ...request, columns: order }).getMany());
  return pageOf(rows, request, keysBy(order), () => reader.run((tx) => select(tx).getCount()));
}

/** Where a row stands in the order, for cursors of rows that were fetched otherwise. */
export function keysBy<E>(order: KeysetOrder<E>): (row: E) => readonly CursorKey[] {
  return (row) => order.map(({ keyOf }) => keyOf(row));
}

/**
 * Orders by `columns`, starts after the cursor and fetches one row more than asked, for `pageOf`. The last column must be unique,
 * in practice the id. Use `getMany()` on a builder without to-many joins: the limit counts joined rows.
 * @throws BadUserInput naming `after` when the cursor is not one of this order.
 */
export function applyKeyset<E extends ObjectLiteral>(
  builder: SelectQueryBuilder<E>,
  page: PageRequest & { readonly columns: readonly KeysetColumn[] },
): SelectQueryBuilder<E> {
  const { columns, after, first } = page;
  if (after) {
    const keys = decodeCursor(
      after,
      columns.map((column) => column.cast),
    );
    builder.andWhere(conditionAfter(columns), Object.fromEntries(keys.map((key, i) => [parameterName(i), bound(key)])));
  }
  for (const { expression, direction } of columns) builder.addOrderBy(expression, direction);
  return builder.limit(first + 1);
}

/** SQL that holds for rows after the cursor; its parameters are `:keyset_0`, `:keyset_1` and so on unless `place` names them. */
export function conditionAfter(columns: readonly KeysetColumn[], place: Place = named): string {
  const directions = new Set(columns.map((column) => column.direction));
  return directions.size === 1 ? rowComparison(columns, place) : nestedComparison(columns, place);
}

/** What stands for the key at this index of the order. */
type Place = (index: number) => string;

const named: Place = (index) => `:${parameterName(index)}`;

/** One direction: a row comparison, which PostgreSQL answers with a single index range. */
function rowComparison(columns: readonly KeysetColumn[], place: Place): string {
  const left = columns.map((column) => column.expression).join(', ');
  const right = columns.map((column, i) => parameter(column, place(i))).join(', ');
  return `(${left}) ${operator(columns[0])} (${right})`;
}

/** Mixed directions: equal on a prefix, beyond on the next column. */
function nestedComparison(columns: readonly KeysetColumn[], place: Place): string {
  const alternatives = columns.map((column, i) => {
    const equal = columns.slice(0, i).map((before, j) => `${before.expression} = ${parameter(before, place(j))}`);
    return [...equal, `${column.expression} ${operator(column)} ${parameter(column, place(i))}`].join(' AND ');
  });
  return `(${alternatives.map((alternative) => `(${alternative})`).join(' OR ')})`;
}

function operator(column: KeysetColumn | undefined): string {
  return column?.direction === 'DESC' ? '<' : '>';
}

function parameter(column: KeysetColumn, place: string): string {
  return `CAST(${place} AS ${column.cast})`;
}

function parameterName(index: number): string {
  return `keyset_${index}`;
}

/** node-postgres sends text; the cast in the statement gives it its type. */
function bound(key: CursorValue): string {
  return String(key);
}

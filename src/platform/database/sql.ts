import type { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { QueryFailedError } from 'typeorm';

/** Rows of a statement, whatever its verb (TypeORM answers UPDATE … RETURNING in another shape than SELECT). */
export async function rowsOf<T>(tx: EntityManager, text: string, parameters: readonly unknown[] = []): Promise<T[]> {
  const runner = tx.queryRunner;
  if (!runner) throw new Error('Statements run inside a unit of work.');
  const result = await runner.query(text, [...parameters], true);
  return (result.records ?? []) as T[];
}

/** First row of a statement, or undefined. */
export async function rowOf<T>(
  tx: EntityManager,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<T | undefined> {
  return (await rowsOf<T>(tx, text, parameters))[0];
}

/**
 * How a row is held until the transaction ends: nobody else changes it, and yet rows that refer to it may be written meanwhile. A plain
 * FOR UPDATE waits for those too: two transactions that each write such a row and then hold the one it refers to would wait for each
 * other (PostgreSQL, Explicit Locking, row-level locks).
 */
export const ROW_LOCK = { mode: 'for_no_key_update' } as const;

/** A statement each connection plans once; `name` says which, so one name has one text. */
export interface PlannedStatement {
  readonly name: string;
  readonly text: string;
}

/** First row of a statement that takes longer to plan than to run, or undefined. */
export async function plannedRowOf<T>(
  tx: EntityManager,
  { name, text }: PlannedStatement,
  parameters: readonly unknown[],
): Promise<T | undefined> {
  const client = (await tx.queryRunner?.connect()) as Pick<Client, 'query'> | undefined;
  if (!client) throw new Error('Statements run inside a unit of work.');
  const { rows } = await client.query({ name, text, values: [...parameters] }).catch((error: Error) => {
    throw new QueryFailedError(text, [...parameters], error);
  });
  return rows[0] as T | undefined;
}

/** A select list of `alias` that names columns as the properties they become: `call.lead_id as "leadId"`. */
export function selectList(alias: string, properties: readonly string[]): string {
  return properties.map((property) => `${alias}.${columnOf(property)} as "${property}"`).join(', ');
}

/** `leadId` is kept in the column `lead_id`. */
function columnOf(property: string): string {
  return property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Number of rows a statement changed. */
export async function changedBy(tx: EntityManager, text: string, parameters: readonly unknown[] = []): Promise<number> {
  const runner = tx.queryRunner;
  if (!runner) throw new Error('Statements run inside a unit of work.');
  const result = await runner.query(text, [...parameters], true);
  return result.affected ?? 0;
}

/** SQLSTATE of a failed statement, or undefined for any other error. */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const code: unknown = Reflect.get(error.driverError, 'code');
  return typeof code === 'string' ? code : undefined;
}

/** True when a statement broke a unique index or constraint, optionally the named one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlStateOf(error) !== '23505' || !(error instanceof QueryFailedError)) return false;
  return constraint === undefined || Reflect.get(error.driverError, 'constraint') === constraint;
}

/**
 * Makes transactions of the same name take turns: waits until every other holder's transaction has ended, and holds the name until
 * this one ends. Holders of a SHARED lock stand side by side. Put the tenant id into the name of what belongs to a tenant.
 * @throws QueryFailedError with SQLSTATE 55P03 when the wait exceeds `lock_timeout`.
 */
export async function advisoryLock(
  tx: EntityManager,
  name: string,
  mode: 'EXCLUSIVE' | 'SHARED' = 'EXCLUSIVE',
): Promise<void> {
  const lock = mode === 'SHARED' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await tx.query(`select ${lock}(hashtextextended($1, 0))`, [name]);
}

/** The same for several names, taken in the order given: whoever takes several of a kind takes them in one order. */
export async function advisoryLocks(tx: EntityManager, names: readonly string[]): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest($1::text[]) as name', [
    [...names],
  ]);
}

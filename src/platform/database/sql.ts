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

import type { Writable } from 'node:stream';
import type { Client, QueryArrayConfig, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { types } from 'pg';
import { QueryFailedError } from 'typeorm';
import type { PlannedStatement } from './sql';

/** A statement that reads; with a name each connection plans it once, and the name then stands for this text and no other. */
export type ReadStatement = Pick<PlannedStatement, 'text'> & Partial<PlannedStatement>;

const TIMESTAMPTZ: number = types.builtins.TIMESTAMPTZ;

/** As the driver reads values, moments in UTC apart, which its general pattern reads several times as slowly. */
const READERS: NonNullable<QueryArrayConfig['types']> = {
  getTypeParser: (oid: number, format?: unknown) =>
    oid === TIMESTAMPTZ && format !== 'binary' ? momentOf : types.getTypeParser(oid, format as 'text'),
};

/**
 * Begins a transaction, runs one statement and commits, all sent before the first answer is there. The connection is free when
 * this has returned or thrown, and nothing is left open on it: after a failed statement the commit rolls back.
 * @throws QueryFailedError
 */
export async function inOneTrip<R extends QueryResultRow>(
  client: Pick<Client, 'query'> & Wire,
  begin: string,
  statement: ReadStatement,
  parameters: readonly unknown[],
): Promise<R[]> {
  const sent = together(
    client,
    () => [client.query(begin), client.query<R>(toQuery(statement, parameters)), client.query('COMMIT')] as const,
  );
  const [begun, read, ended] = await Promise.allSettled(sent);
  for (const outcome of [begun, read, ended]) {
    if (outcome.status === 'rejected') throw failureOf(statement, parameters, outcome.reason);
  }
  return rowsIn(read);
}

/** Where a client writes; the driver's types do not show it. */
interface Wire {
  readonly connection?: { readonly stream?: Writable };
}

/** Lets all that `send` writes leave in one packet. */
function together<T>(client: Wire, send: () => T): T {
  const stream = client.connection?.stream;
  stream?.cork();
  try {
    return send();
  } finally {
    stream?.uncork();
  }
}

/** The same statement inside a transaction that is open already. @throws QueryFailedError */
export async function inOpenTransaction<R extends QueryResultRow>(
  client: Pick<Client, 'query'>,
  statement: ReadStatement,
  parameters: readonly unknown[],
): Promise<R[]> {
  const { rows } = await client.query<R>(toQuery(statement, parameters)).catch((error: unknown) => {
    throw failureOf(statement, parameters, error);
  });
  return rows;
}

/** `2026-11-20 09:30:00.123+00`, as PostgreSQL writes it for a session in UTC; anything else as the driver reads it. */
export function momentOf(text: string): Date {
  if (text.length > 22 + 7 || text[10] !== ' ' || !text.endsWith('+00')) return otherMoment(text);
  return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
}

const otherMoment = types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date;

function toQuery({ name, text }: ReadStatement, parameters: readonly unknown[]): QueryConfig {
  return { ...(name ? { name } : {}), text, values: [...parameters], types: READERS };
}

function rowsIn<R extends QueryResultRow>(read: PromiseSettledResult<QueryResult<R>>): R[] {
  return read.status === 'fulfilled' ? read.value.rows : [];
}

function failureOf({ text }: ReadStatement, parameters: readonly unknown[], reason: unknown): Error {
  return new QueryFailedError(text, [...parameters], reason instanceof Error ? reason : new Error(String(reason)));
}

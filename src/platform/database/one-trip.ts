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

/** As much of a client as statements need. */
export type Statements = Pick<Client, 'query' | 'removeListener'>;

/**
 * A client for one statement: `begin`, the statement and COMMIT are all sent before the first answer is there, in one packet. Nothing is left open
 * on the connection afterwards: after a failed statement the commit rolls back. Without `begin` the statement is its own transaction.
 * A second statement is refused: it would not stand or fall with the first.
 */
export function soleStatement(client: Statements, begin?: string): Statements {
  let isUsed = false;
  const query = async (...statement: Parameters<Client['query']>): Promise<QueryResult> => {
    if (isUsed) throw new Error('Another statement needs a unit of work of several: `run`.');
    isUsed = true;
    const send = (): Promise<QueryResult> => client.query(...statement) as unknown as Promise<QueryResult>;
    if (begin === undefined) return send();
    const sent = [client.query(begin), send(), client.query('COMMIT')] as const;
    const [begun, answered, ended] = await Promise.allSettled(sent);
    for (const outcome of [begun, answered, ended]) if (outcome.status === 'rejected') throw outcome.reason;
    return sent[1];
  };
  // Should the connection die meanwhile, TypeORM takes its listener away before it gives it back.
  return { query, removeListener: client.removeListener.bind(client) } as Statements;
}

/** Rows of a statement that reads. @throws QueryFailedError */
export async function rowsRead<R extends QueryResultRow>(
  client: Statements,
  { name, text }: ReadStatement,
  parameters: readonly unknown[],
): Promise<R[]> {
  const query: QueryConfig = { ...(name ? { name } : {}), text, values: [...parameters], types: READERS };
  const { rows } = await client.query<R>(query).catch((error: Error) => {
    throw new QueryFailedError(text, [...parameters], error);
  });
  return rows;
}

/** `2026-11-20 09:30:00.123+00`, as PostgreSQL writes it for a session in UTC; anything else as the driver reads it. */
export function momentOf(text: string): Date {
  if (text.length > 22 + 7 || text[10] !== ' ' || !text.endsWith('+00')) return otherMoment(text);
  return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
}

const otherMoment = types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date;

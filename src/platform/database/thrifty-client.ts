import type { Writable } from 'node:stream';
import type { ClientConfig, QueryConfig } from 'pg';
import { ImpatientClient } from './impatient-client';
import { StatementNames } from './statement-names';

type Query = (...parameters: unknown[]) => unknown;

/** Shared by the connections of the process: what one of them runs often, all do. */
const names = new StatementNames();

/** A client that has the server keep the plan of a statement that keeps coming, and sends in one packet what is asked in one go. */
export class ThriftyClient extends ImpatientClient {
  constructor(config?: string | ClientConfig) {
    super(config);
    const query = this.query.bind(this) as Query;
    const thrifty: Query = (statement, values, ...rest) => {
      inOnePacket(this);
      return query(...named(statement, values), ...rest);
    };
    Object.assign(this, { query: thrifty });
  }
}

/** Holds back what is written until the event loop turns: a packet costs more than what is in it, and wakes the server up. */
function inOnePacket({ connection }: { readonly connection?: { readonly stream: Writable } }): void {
  const stream = connection?.stream;
  stream?.cork();
  process.nextTick(() => stream?.uncork());
}

/** Those without values begin and end transactions: there is nothing to plan. */
function named(statement: unknown, values: unknown): [statement: unknown, values?: unknown] {
  if (typeof statement === 'string' && Array.isArray(values)) return [withName({ text: statement, values })];
  return isUnnamed(statement) ? [withName(statement)] : [statement, values];
}

function withName(statement: QueryConfig): QueryConfig {
  const name = statement.values?.length ? names.of(statement.text) : undefined;
  return name === undefined ? statement : { ...statement, name };
}

function isUnnamed(statement: unknown): statement is QueryConfig {
  return (
    typeof statement === 'object' &&
    statement !== null &&
    'text' in statement &&
    !('submit' in statement || 'name' in statement)
  );
}

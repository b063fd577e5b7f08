/**
 * Preloaded into the program (`node -r`): keeps every transaction it runs, with values, and writes them to the file named by
 * STATEMENT_TRACE when the program ends. Statements outside transactions (LISTEN, locks of the migration) are left out.
 */
import { writeFileSync } from 'node:fs';
import { serialize } from 'node:v8';
import { Client } from 'pg';
import type { TracedStatement, TracedTransaction } from './trace';

const trace: TracedTransaction[] = [];
const open = new WeakMap<object, TracedStatement[]>();

type Query = (
  this: Client & { user?: string },
  config: string | TracedStatement,
  values?: readonly unknown[],
  ...rest: unknown[]
) => unknown;

function record(client: Client & { user?: string }, statement: TracedStatement): void {
  const { text, name } = statement;
  const statements = open.get(client);
  if (/^\s*begin\b/i.test(text)) {
    const begun = [statement];
    open.set(client, begun);
    // Kept from its beginning: the order of beginnings is the order of the replay.
    trace.push({ role: client.user ?? '', statements: begun });
  } else if (statements) {
    statements.push({ text, ...(name ? { name } : {}), values: structuredClone(statement.values) });
    if (/^\s*(commit|rollback)\s*;?\s*$/i.test(text)) open.delete(client);
  }
}

function named({ name }: TracedStatement): { name?: string } {
  return name ? { name } : {};
}

const original = Reflect.get(Client.prototype, 'query') as Query;
const recorded: Query = function query(config, values, ...rest) {
  const statement = typeof config === 'string' ? { text: config, values: Array.isArray(values) ? values : [] } : config;
  if (typeof statement.text === 'string')
    record(this, { ...named(statement), text: statement.text, values: statement.values ?? [] });
  return original.call(this, config, values, ...rest);
};
Object.assign(Client.prototype, { query: recorded });

process.once('exit', () => {
  const file = process.env['STATEMENT_TRACE'];
  if (file) writeFileSync(file, serialize(trace));
});

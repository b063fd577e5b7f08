/** What a webhook costs at the least: a bare server checks the signature, inserts one row through `pg` and answers 204. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Pool } from 'pg';
import { sign } from '../../src/emulator/twilio/signature';

const [databaseUrl = '', authToken = ''] = process.argv.slice(2);
const pool = new Pool({ connectionString: databaseUrl, max: 20 });

const server = createServer((request, response) => {
  const take = async (): Promise<number> => {
    const params = Object.fromEntries(new URLSearchParams(await text(request)));
    const url = `http://${request.headers.host ?? ''}${request.url ?? ''}`;
    if (sign(authToken, url, params) !== request.headers['x-twilio-signature']) return 403;
    await pool.query({
      name: 'take',
      text: 'insert into yardstick_events (id, dedupe_key, payload, received_at) values ($1, $2, $3, now())',
      values: [randomUUID(), `${params['CallSid']}:${params['CallStatus']}:${randomUUID()}`, JSON.stringify(params)],
    });
    return 204;
  };
  take()
    .catch(() => 500)
    .then((status) => response.writeHead(status).end())
    .catch((error: unknown) => process.emitWarning(String(error)));
});

async function main(): Promise<void> {
  await pool.query(
    'create table yardstick_events (id uuid primary key, dedupe_key text unique, payload jsonb not null, received_at timestamptz not null)',
  );
  server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
process.once('disconnect', () => process.exit());

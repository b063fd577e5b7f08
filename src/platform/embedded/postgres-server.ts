import { Client } from 'pg';
import { join } from 'node:path';
import { privateFolder } from './data-home';
import { freePort } from './free-port';
import { startGuarded } from './guarded-process';
import { PostgresBinaries } from './postgres-binaries';
import { RunningServer } from './running-server';
import { ServerPassword, serverPassword } from './server-password';
import { ServiceAccount } from './service-account';
import { untilReady } from './until-ready';

const USER = 'callwright';
const DATABASE = 'callwright';

export interface PostgresPlan {
  binaries: PostgresBinaries;
  home: string;
  ephemeral: boolean;
  account: ServiceAccount | undefined;
  /** Told the process number of the server's guard at once, before the server is ready. */
  onGuard: (pid: number) => void;
  /** Default: a free one. */
  port?: number;
}

/** `$1` binaries, `$2` folder, `$3` locale options of initdb, the rest: options of the server. */
const START_SCRIPT = `
bin=$1 folder=$2 locale=$3; shift 3
if [ ! -d "$folder/data" ]; then
  rm -rf "$folder/data.new"
  "$bin/initdb" -D "$folder/data.new" -U ${USER} -A scram-sha-256 --pwfile="$folder/password" \
    --encoding=UTF8 $locale --no-sync --no-instructions && mv "$folder/data.new" "$folder/data" || exit 1
fi
exec "$bin/postgres" -D "$folder/data" "$@"
`;

/**
 * Starts PostgreSQL on a free port of 127.0.0.1, with the data of the last start unless they are to be thrown away, and
 * makes sure that the database exists. The URL opens it as the cluster's owner.
 */
export async function startPostgres(plan: PostgresPlan): Promise<RunningServer> {
  const folder = privateFolder(plan.home, `postgres-${plan.binaries.major}`, plan.account);
  const password = serverPassword(folder, plan.account);
  const port = plan.port ?? (await freePort());
  const server = startGuarded({
    command: ['/bin/sh', '-c', START_SCRIPT, 'start-postgres', ...startArguments(plan, folder, port)],
    // INT ends sessions and stops at once; QUIT also skips the final checkpoint, of no use to throw-away data.
    stopSignal: plan.ephemeral ? 'QUIT' : 'INT',
    logFile: join(folder, 'server.log'),
    account: plan.account,
    throwAway: plan.ephemeral ? folder : undefined,
  });
  plan.onGuard(server.pid);
  await untilReady(server, {
    name: 'PostgreSQL',
    refusal: () => createDatabase(databaseUrl(port, password, 'postgres')),
  });
  const description = `PostgreSQL ${plan.binaries.version} (${plan.binaries.source}) on 127.0.0.1:${port}`;
  return {
    url: databaseUrl(port, password, DATABASE),
    description: `${description}, ${plan.ephemeral ? 'throw-away data' : `data in ${folder}`}`,
    stop: () => server.stop(),
  };
}

function startArguments({ binaries, ephemeral }: PostgresPlan, folder: string, port: number): string[] {
  return [binaries.folder, folder, initdbLocale(binaries.major), ...serverOptions(port, ephemeral)];
}

/**
 * Sorted by bytes everywhere, with correct upper and lower case for every script: from version 17 on by rules that the
 * server brings along, before by those of the system, which Linux calls C.UTF-8. Other systems know ASCII alone then.
 */
function initdbLocale(major: number): string {
  if (major >= 17) return '--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8';
  return process.platform === 'linux' ? '--locale=C --lc-ctype=C.UTF-8' : '--locale=C';
}

function serverOptions(port: number, ephemeral: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(ephemeral && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function databaseUrl(port: number, password: ServerPassword, database: string): string {
  return `postgresql://${USER}:${password.value}@127.0.0.1:${port}/${database}`;
}

/** Returns the error of a server that does not answer yet. */
async function createDatabase(url: string): Promise<Error | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that goes away while the connection is idle must not end our process.
  let lost: Error | undefined;
  client.on('error', (error) => (lost = error));
  try {
    await client.connect();
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    return lost;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    await client.end();
  }
}

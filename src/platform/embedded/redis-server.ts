import Redis from 'ioredis';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBlockingPopRelay } from './blocking-pop-relay';
import { privateFolder } from './data-home';
import { freePort } from './free-port';
import { startGuarded } from './guarded-process';
import { RedisProgram } from './redis-binaries';
import { RunningServer } from './running-server';
import { serverPassword } from './server-password';
import { untilReady } from './until-ready';

export interface RedisPlan {
  home: string;
  ephemeral: boolean;
  /** Told the process number of the server's guard at once, before the server is ready. */
  onGuard: (pid: number) => void;
  /** Of a native server; default: a free one. */
  port?: number;
}

/** Starts Redis on a free port of 127.0.0.1; what it keeps over a restart is said in the description. */
export function startRedis(program: RedisProgram, plan: RedisPlan): Promise<RunningServer> {
  return program.kind === 'native' ? startNative(program, plan) : startJavaScript(program.module, plan);
}

async function startNative(
  { program, libraryPath, version, source }: Extract<RedisProgram, { kind: 'native' }>,
  { home, ephemeral, onGuard, port: chosen }: RedisPlan,
): Promise<RunningServer> {
  const folder = privateFolder(home, 'redis');
  const password = serverPassword(folder).value;
  const port = chosen ?? (await freePort());
  const config = join(folder, 'redis.conf');
  writeFileSync(config, redisConfiguration({ port, folder, password, persistent: !ephemeral }), { mode: 0o600 });
  const server = startGuarded({
    command: [program, config],
    stopSignal: 'TERM',
    logFile: join(folder, 'server.log'),
    env: libraryPath ? { LD_LIBRARY_PATH: libraryPath } : {},
    throwAway: ephemeral ? folder : undefined,
  });
  onGuard(server.pid);
  const url = `redis://:${password}@127.0.0.1:${port}/0`;
  await untilReady(server, { name: 'Redis', refusal: () => ping(url) });
  return {
    url,
    description: `${version} (${source}) on 127.0.0.1:${port}, ${ephemeral ? 'throw-away data' : `data in ${folder}`}`,
    stop: () => server.stop(),
  };
}

/** Eviction or lost writes would drop jobs in silence, hence `noeviction` and, unless thrown away, the append-only file. */
export function redisConfiguration(options: {
  port: number;
  folder: string;
  password: string;
  persistent: boolean;
}): string {
  return [
    'bind 127.0.0.1',
    `port ${options.port}`,
    `dir ${JSON.stringify(options.folder)}`,
    `requirepass ${options.password}`,
    'maxmemory-policy noeviction',
    `appendonly ${options.persistent ? 'yes' : 'no'}`,
    'save ""',
    'daemonize no',
    '',
  ].join('\n');
}

/** The server offers neither a listening address nor a password: it is bound to this machine here. */
const JAVASCRIPT_SERVER = `
const { Server } = require('node:net');
const listen = Server.prototype.listen;
Server.prototype.listen = function (port, ...rest) { return listen.call(this, port, '127.0.0.1', ...rest); };
const [module, port] = process.argv.slice(1);
require(module).createRedisServer({ port: Number(port) }).catch((error) => { console.error(error); process.exit(1); });
`;

async function startJavaScript(module: string, { home, ephemeral, onGuard }: RedisPlan): Promise<RunningServer> {
  const folder = privateFolder(home, 'redis');
  const serverPort = await freePort();
  const server = startGuarded({
    command: [process.execPath, '-e', JAVASCRIPT_SERVER, module, String(serverPort)],
    // It may not end while clients hang on, and has nothing to save.
    stopSignal: 'KILL',
    logFile: join(folder, 'server.log'),
    throwAway: ephemeral ? folder : undefined,
  });
  onGuard(server.pid);
  await untilReady(server, { name: 'Redis', refusal: () => ping(`redis://127.0.0.1:${serverPort}/0`) });
  const port = await freePort();
  const relay = await startBlockingPopRelay(port, serverPort);
  return {
    url: `redis://127.0.0.1:${port}/0`,
    description: `js-redis-server (npm, for development only) on 127.0.0.1:${port}, keeps nothing over a restart`,
    stop: async () => {
      await relay.stop();
      await server.stop();
    },
  };
}

/** Returns the error of a server that does not answer yet, or still loads its data. */
async function ping(url: string): Promise<Error | undefined> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // The rejected command says the same; without a listener the client prints it.
  let lost: Error | undefined;
  client.on('error', (error: Error) => (lost = error));
  try {
    await client.connect();
    await client.ping();
    return undefined;
  } catch (error) {
    return lost ?? (error instanceof Error ? error : new Error(String(error)));
  } finally {
    // Disconnecting a client whose connection is gone already would keep the process for two more seconds.
    if (client.status === 'ready' || client.status === 'connect') client.disconnect();
  }
}

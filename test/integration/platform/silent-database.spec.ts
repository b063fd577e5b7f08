import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runInContext } from '../../../src/platform/context/request-context';
import { AppConnection, PlatformConnection } from '../../../src/platform/database/connections';
import { postgresOptions } from '../../../src/platform/database/data-source';
import { rowsOf } from '../../../src/platform/database/sql';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { testConfig } from '../../support/test-config';
import { cloneDatabase, type ClonedDatabase, redisNamespace } from '../../support/test-services';
import { until } from '../../support/until';

Logger.overrideLogger(false);

const ANSWER_MS = 300;
const ACME = '018f0000-0000-7000-8000-000000000001';
const GLOBEX = '018f0000-0000-7000-8000-000000000002';

/** Passes bytes on to a server until told to swallow those of the connections it has. */
class Proxy {
  readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor(private readonly target: { host: string; port: number }) {
    this.server = createServer((client) => this.relay(client));
  }

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /** Connections stay open and nobody hears anything any more; new ones are served. */
  swallow(): void {
    for (const socket of this.sockets) {
      socket.removeAllListeners('data');
      socket.resume();
    }
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private relay(client: Socket): void {
    const server = connect(this.target);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}

describe('a database that went silent', () => {
  let database: ClonedDatabase;
  let proxy: Proxy;
  let source: DataSource;
  let work: UnitOfWork;

  beforeAll(async () => {
    database = await cloneDatabase();
    const url = new URL(testConfig(database, redisNamespace()).database.appUrl);
    proxy = new Proxy({ host: url.hostname, port: Number(url.port) });
    url.host = `127.0.0.1:${await proxy.listen()}`;
    const limits = { max: 1, applicationName: 'callwright-test', answerMs: ANSWER_MS };
    source = await new DataSource(postgresOptions(url.href, limits, [])).initialize();
    work = new UnitOfWork(new AppConnection(source), new PlatformConnection(source));
  });
  afterAll(async () => {
    await source.destroy();
    await proxy.close();
    await database.drop();
  });

  const tenantOf = async (tenantId: string) => {
    const [row] = await runInContext({ requestId: 'r', tenantId }, () =>
      work.run((tx) => rowsOf<{ id: string }>(tx, 'select current_tenant() as id')),
    );
    return row?.id;
  };

  it.each(['BEGIN', 'a statement', 'COMMIT'])(
    'fails a unit of work in time at %s, and the next one works',
    async (at) => {
      expect(await tenantOf(ACME)).toBe(ACME);
      const stuck = runInContext({ requestId: 'r', tenantId: ACME }, async () => {
        if (at === 'BEGIN') proxy.swallow();
        await work.run(async (tx) => {
          if (at === 'a statement') proxy.swallow();
          await rowsOf(tx, 'select 1');
          if (at === 'COMMIT') proxy.swallow();
        });
      });
      await expect(stuck).rejects.toThrow('Query read timeout');
      expect(await tenantOf(GLOBEX)).toBe(GLOBEX);
      await until(() => proxy.sockets.size === 2);
    },
  );
});

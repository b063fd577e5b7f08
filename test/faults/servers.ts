import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Redis from 'ioredis';
import { dataHome } from '../../src/platform/embedded/data-home';
import { lookupEnvironment } from '../../src/platform/embedded/lookup-environment';
import { findPostgres } from '../../src/platform/embedded/postgres-binaries';
import { startPostgres } from '../../src/platform/embedded/postgres-server';
import { findRedis, type RedisProgram } from '../../src/platform/embedded/redis-binaries';
import { startRedis } from '../../src/platform/embedded/redis-server';
import type { RunningServer } from '../../src/platform/embedded/running-server';
import { serviceAccount } from '../../src/platform/embedded/service-account';
import { siblingUrl, withClient } from '../support/administration';
import { createTemplate } from '../support/template-database';

/** PostgreSQL and Redis of the suite, which can be broken and mended on the address they have. */
export class FaultServers {
  private readonly nobody = (): void => undefined;
  private postgres?: RunningServer;
  private redis?: RunningServer;
  private otherRedis?: RunningServer;
  private template = '';

  private constructor(
    private readonly home: string,
    private readonly redisProgram: RedisProgram,
  ) {}

  static async start(dataDir: string, say: (line: string) => void): Promise<FaultServers> {
    const home = dataHome(dataDir, true, serviceAccount());
    const servers = new FaultServers(home, await findRedis(lookupEnvironment(), dataDir, say));
    try {
      await servers.startPostgres();
      await servers.startRedis();
      // What has been committed outlives the server's process; this machine's power is not what is tested.
      await withClient(servers.adminUrl, async (client) => {
        for (const setting of ['fsync', 'full_page_writes']) await client.query(`alter system set ${setting} = off`);
        await client.query('select pg_reload_conf()');
      });
      servers.template = await createTemplate(servers.adminUrl);
      say(`${servers.postgres?.description}; ${servers.redis?.description}`);
      return servers;
    } catch (error) {
      await servers.stop();
      throw error;
    }
  }

  get adminUrl(): string {
    return this.postgres?.url ?? '';
  }

  get redisUrl(): string {
    return this.redis?.url ?? '';
  }

  /** True when it is a Redis one can starve, freeze and restart, and not the substitute from npm. */
  get hasRealRedis(): boolean {
    return this.redisProgram.kind === 'native';
  }

  /** A migrated, empty database. */
  async createDatabase(name: string): Promise<string> {
    await withClient(this.adminUrl, (client) =>
      client.query(`create database ${name} template ${this.template} strategy file_copy`),
    );
    return siblingUrl(this.adminUrl, name);
  }

  async dropDatabase(name: string): Promise<void> {
    await withClient(this.adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
  }

  /** As `pg_ctl restart -m immediate`: every session is gone, what was committed comes back from the log. */
  async restartPostgres(): Promise<void> {
    const { port } = new URL(this.adminUrl);
    const postmaster = Number(
      readFileSync(join(this.postgresFolder(), 'data', 'postmaster.pid'), 'utf8').split('\n')[0],
    );
    process.kill(postmaster, 'SIGQUIT');
    await this.postgres?.stop();
    await this.startPostgres(Number(port));
  }

  async startPostgres(port?: number): Promise<void> {
    const account = serviceAccount();
    const binaries = await findPostgres(lookupEnvironment(), () => this.home, account);
    const plan = { binaries, home: this.home, ephemeral: false, account, onGuard: this.nobody };
    this.postgres = await startPostgres({ ...plan, ...(port ? { port } : {}) });
  }

  /** Redis ends; with `forget` what it has written goes with it. */
  async stopRedis({ forget }: { forget: boolean }): Promise<void> {
    await this.redis?.stop();
    if (forget) rmSync(join(this.home, 'redis', 'appendonlydir'), { recursive: true, force: true });
  }

  /** On the address it had before, if it had one. */
  async startRedis(): Promise<void> {
    const port = this.redis ? Number(new URL(this.redis.url).port) : undefined;
    const plan = { home: this.home, ephemeral: false, onGuard: this.nobody };
    this.redis = await startRedis(this.redisProgram, { ...plan, ...(port ? { port } : {}) });
  }

  /** Makes ours the replica of another Redis, which is empty: it forgets everything, and who writes to it is told READONLY. */
  async followOtherRedis(): Promise<void> {
    const home = join(this.home, 'other');
    mkdirSync(home, { recursive: true });
    this.otherRedis ??= await startRedis(this.redisProgram, { home, ephemeral: false, onGuard: this.nobody });
    const { hostname, port, password } = new URL(this.otherRedis.url);
    await this.askRedis('CONFIG', 'SET', 'masterauth', password);
    await this.askRedis('REPLICAOF', hostname, port);
  }

  /** Ours takes writes again. */
  async leadRedis(): Promise<void> {
    await this.askRedis('REPLICAOF', 'NO', 'ONE');
  }

  /** Runs one command on Redis. */
  async askRedis(command: string, ...args: string[]): Promise<unknown> {
    const client = new Redis(this.redisUrl, { maxRetriesPerRequest: 1, retryStrategy: () => null });
    client.on('error', this.nobody);
    try {
      return await client.call(command, ...args);
    } finally {
      client.disconnect();
    }
  }

  async stop(): Promise<void> {
    await this.otherRedis?.stop();
    await this.redis?.stop();
    await this.postgres?.stop();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Free bytes and the like: what the folder of PostgreSQL takes, in kilobytes. */
  postgresKilobytes(): number {
    return Number(execFileSync('du', ['-sk', this.postgresFolder()], { encoding: 'utf8' }).split('\t')[0]);
  }

  postgresFolder(): string {
    const found = execFileSync('ls', [this.home], { encoding: 'utf8' }).split('\n');
    return join(this.home, found.find((name) => name.startsWith('postgres-') && !name.includes('bin')) ?? '');
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { HealthModule } from '../../../src/health/health.module';
import { AppConnection } from '../../../src/platform/database/connections';
import { DatabaseHealth } from '../../../src/platform/database/database-health';
import { startEmbeddedServices } from '../../../src/platform/embedded/embedded-services';
import { ShutdownState } from '../../../src/platform/http/shutdown-state';
import { Sweeps } from '../../../src/platform/queues/sweeps';
import { RedisConnections } from '../../../src/platform/pubsub/redis.service';
import { startTestApp, type TestApp } from '../../support/test-app';

const SECRET = 'connect ECONNREFUSED postgres://app:s3cret@db';

async function fails(): Promise<never> {
  throw new Error(SECRET);
}

interface Probe {
  readonly status: number;
  readonly body: { status: string; details: Record<string, { status: string }> };
  readonly text: string;
}

async function probe(app: TestApp, path: string): Promise<Probe> {
  const response = await fetch(`${app.url}/health${path}`);
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) as Probe['body'], text };
}

describe('health', () => {
  let app: TestApp;
  const leavings: (() => Promise<void> | void)[] = [];

  async function start(env: Record<string, string> = {}): Promise<void> {
    app = await startTestApp({ imports: [HealthModule], listen: true, env });
  }

  afterEach(async () => {
    jest.restoreAllMocks();
    await app?.close();
    for (const leave of leavings.splice(0)) await leave();
  });

  it('is up on a migrated database with Redis', async () => {
    await start();
    expect(await probe(app, '/ready')).toMatchObject({
      status: 200,
      body: {
        status: 'ok',
        details: { postgres: { status: 'up' }, migrations: { status: 'up' }, redis: { status: 'up' } },
      },
    });
    expect(await probe(app, '')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await probe(app, '/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await probe(app, '/startup')).toMatchObject({
      status: 200,
      body: { details: { migrations: { status: 'up' }, databaseRole: { status: 'up' } } },
    });
    const response = await fetch(`${app.url}/health/ready`);
    expect(response.headers.get('cache-control')).toContain('no-store');
  });

  it('is not ready without PostgreSQL, and says no more than that', async () => {
    await start();
    jest.spyOn(app.get(DatabaseHealth), 'ping').mockImplementation(fails);
    for (const path of ['', '/ready']) {
      const { status, body, text } = await probe(app, path);
      expect([status, body.status, body.details['postgres']]).toEqual([503, 'error', { status: 'down' }]);
      expect(text).not.toContain('s3cret');
    }
    expect((await probe(app, '/live')).status).toBe(200);
  });

  it('is not ready on another schema than its own', async () => {
    await start();
    await app.sql("insert into migrations (timestamp, name) values (1, 'OfAnotherBuild')");
    expect((await probe(app, '/ready')).body.details['migrations']).toEqual({ status: 'down' });
    expect((await probe(app, '/startup')).status).toBe(503);
  });

  it('stays ready, degraded, without Redis', async () => {
    await start();
    jest.spyOn(app.get(RedisConnections), 'ping').mockImplementation(fails);
    expect(await probe(app, '/ready')).toMatchObject({
      status: 200,
      body: { status: 'degraded', details: { redis: { status: 'degraded' } } },
    });
  });

  it('starts, with a warning, on a Redis that forgets', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'health-spec-'));
    leavings.push(() => rmSync(folder, { recursive: true, force: true }));
    const own = await startEmbeddedServices({ dataDir: folder, ephemeral: true, postgres: false, redis: true });
    leavings.unshift(() => own.stop());
    await start({ REDIS_URL: own.redisUrl ?? '' });
    const redis = app.get(RedisConnections);
    await redis.commands.config('SET', 'appendonly', 'yes');
    expect(await redis.policyProblems()).toEqual([]);
    expect(await probe(app, '/startup')).toMatchObject({ body: { details: { redisPolicy: { status: 'up' } } } });

    await redis.commands.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(await redis.policyProblems()).toEqual(['Redis evicts keys (allkeys-lru); set maxmemory-policy noeviction']);
    await redis.commands.config('SET', 'appendonly', 'no');
    expect(await redis.policyProblems()).toHaveLength(2);
    expect(await probe(app, '/startup')).toMatchObject({
      status: 200,
      body: { status: 'degraded', details: { redisPolicy: { status: 'degraded' } } },
    });
  });

  it('does not start with a role that could see every tenant', async () => {
    await start();
    expect(await app.get(DatabaseHealth).roleProblems()).toEqual([]);
    const owner = await new DataSource({ type: 'postgres', url: app.config.database.ownerUrl }).initialize();
    try {
      jest.replaceProperty(app.get(AppConnection), 'source', owner);
      const problems = await app.get(DatabaseHealth).roleProblems();
      expect(problems).toEqual(['callwright_app may bypass row security', 'callwright_app owns tables']);
      expect(await probe(app, '/startup')).toMatchObject({
        status: 503,
        body: { details: { databaseRole: { status: 'down' } } },
      });
    } finally {
      jest.restoreAllMocks();
      await owner.destroy();
    }
  });

  it('is no longer ready once it is leaving, and keeps no connection alive', async () => {
    await start();
    app.get(ShutdownState).begin();
    expect(await probe(app, '/ready')).toMatchObject({ status: 503, body: { status: 'shutting_down' } });
    expect((await probe(app, '/live')).status).toBe(200);
  });

  it.each([
    ['worker', 503],
    ['api', 200],
  ])('asks the sweep of a %s for a sign of life', async (role, status) => {
    await start({ ROLE: role });
    expect((await probe(app, '/live')).status).toBe(200);
    // A row of this sweep may take less than no time: the sweep is late before it begins.
    app.get(Sweeps).register('stuck', () => new Promise(() => undefined), { rowMs: -120_000 });
    expect((await probe(app, '/live')).status).toBe(status);
  });
});

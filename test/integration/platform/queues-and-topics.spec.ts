import { getQueueToken } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import { currentTenantId } from '../../../src/platform/context/request-context';
import { HandlesJob } from '../../../src/platform/queues/handles-job.decorator';
import { declareJob } from '../../../src/platform/queues/job';
import { JobBell } from '../../../src/platform/queues/job-bell';
import { QueuesModule } from '../../../src/platform/queues/queues.module';
import { SlowSubscriber } from '../../../src/platform/pubsub/bounded-stream';
import { declareTopic } from '../../../src/platform/pubsub/topic';
import { Topics } from '../../../src/platform/pubsub/topics';
import { FaultyProxy } from '../../support/doubles/faulty-proxy';
import { startTestApp, type TestApp } from '../../support/test-app';
import { redisNamespace } from '../../support/test-services';
import { until } from '../../support/until';

const RingKettle = declareJob<{ tenantId: string; kettle: string }>({
  queue: 'kettles',
  name: 'ring-kettle',
  identity: ({ kettle }) => kettle,
  concurrency: 2,
});
const KettleSang = declareTopic<{ note: number }>('kettle-sang');

@Injectable()
class KettleProcessor {
  readonly ran: string[] = [];

  @HandlesJob(RingKettle)
  async ringKettle({ kettle }: { tenantId: string; kettle: string }): Promise<void> {
    this.ran.push(`${currentTenantId()}:${kettle}`);
  }
}

describe('queues and topics', () => {
  let app: TestApp;
  let acme: string;
  let globex: string;
  beforeAll(async () => {
    app = await startTestApp({ imports: [QueuesModule.forQueue('kettles')], providers: [KettleProcessor] });
    acme = await app.newTenant();
    globex = await app.newTenant();
  });
  afterAll(() => app.close());

  it('runs a job in the context of its tenant', async () => {
    await app.get(JobBell).ring(RingKettle, { tenantId: acme, kettle: 'copper' });
    await until(() => app.get(KettleProcessor).ran.includes(`${acme}:copper`));
  });

  it('refuses to start when a declared job has no handler', async () => {
    await expect(startTestApp({ imports: [QueuesModule.forQueue('kettles')] })).rejects.toThrow(
      'ring-kettle has 0 handlers',
    );
  });

  it('refuses to start when a declared job has two handlers', async () => {
    @Injectable()
    class SecondProcessor {
      @HandlesJob(RingKettle)
      async alsoRing(): Promise<void> {
        await Promise.resolve();
      }
    }
    const start = startTestApp({
      imports: [QueuesModule.forQueue('kettles')],
      providers: [KettleProcessor, SecondProcessor],
    });
    await expect(start).rejects.toThrow('ring-kettle has 2 handlers');
  });

  it('refuses to start when the job of a handler is not declared', async () => {
    @Injectable()
    class StrayProcessor {
      @HandlesJob({ ...RingKettle, name: 'ring-gong' })
      async ringGong(): Promise<void> {
        await Promise.resolve();
      }
    }
    const start = startTestApp({
      imports: [QueuesModule.forQueue('kettles')],
      providers: [KettleProcessor, StrayProcessor],
    });
    await expect(start).rejects.toThrow('ring-gong is not declared');
  });

  it('brings news to subscribers of the same tenant only', async () => {
    const topics = app.get(Topics);
    const ours = await app.asTenant(acme, () => topics.subscribe(KettleSang));
    const theirs = await app.asTenant(globex, () => topics.subscribe(KettleSang));
    await app.asTenant(acme, () => topics.publish(KettleSang, { note: 1 }));
    await app.asTenant(globex, () => topics.publish(KettleSang, { note: 2 }));
    expect(await ours.next()).toEqual({ value: { note: 1 }, done: false });
    expect(await theirs.next()).toEqual({ value: { note: 2 }, done: false });
    await ours.return?.();
    await theirs.return?.();
  });

  it('tells a subscriber that reads too slowly to start over', async () => {
    const topics = app.get(Topics);
    const stream = await app.asTenant(acme, () => topics.subscribe(KettleSang));
    const other = await app.asTenant(acme, () => topics.subscribe(KettleSang));
    let seen = 0;
    const reading = (async () => {
      for await (const _ of other) if (++seen === 150) break;
    })();
    for (let note = 0; note < 150; note++) await app.asTenant(acme, () => topics.publish(KettleSang, { note }));
    await reading;
    await expect(stream.next()).rejects.toBeInstanceOf(SlowSubscriber);
  });
});

describe('bells without Redis', () => {
  let app: TestApp;
  let proxy: FaultyProxy;
  let acme: string;
  let globex: string;
  beforeAll(async () => {
    const { url } = redisNamespace();
    proxy = await FaultyProxy.before(url);
    app = await startTestApp({
      imports: [QueuesModule.forQueue('kettles')],
      providers: [KettleProcessor],
      env: { REDIS_URL: proxy.instead(url) },
    });
    acme = await app.newTenant();
    globex = await app.newTenant();
  });
  afterAll(async () => {
    await app.close();
    await proxy.refuse();
  });

  const ring = (tenantId: string, kettle: string) => app.get(JobBell).ring(RingKettle, { tenantId, kettle });
  const waiting = () => {
    const { client } = app.nest.get<Queue>(getQueueToken('kettles'), { strict: false });
    return ['offlineQueue', 'commandQueue'].reduce((sum, name) => sum + Reflect.get(client, name).length, 0);
  };

  it.each([
    ['refuses', () => proxy.refuse(), () => proxy.serve()],
    ['says nothing', async () => proxy.swallow(), async () => proxy.hangUp()],
  ])('keeps no ring in memory while Redis %s, and rings when it is back', async (name, fail, recover) => {
    await ring(acme, `${name} later`);
    await until(() => app.get(KettleProcessor).ran.includes(`${acme}:${name} later`));
    await fail();
    await ring(acme, 'given up');
    const before = waiting();
    for (let n = 0; n < 1_000; n++) await ring(acme, `in vain ${n}`);
    expect(waiting()).toBeLessThan(before + 20);
    await recover();
    await until(async () => {
      await ring(globex, `${name} no more`);
      return app.get(KettleProcessor).ran.includes(`${globex}:${name} no more`);
    });
  });
});

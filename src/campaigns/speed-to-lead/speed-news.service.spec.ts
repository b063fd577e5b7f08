import { runAsSystem } from '../../platform/context/run-as-system';
import type { AppConfig } from '../../platform/config/config';
import type { RedisConnections } from '../../platform/pubsub/redis.service';
import type { Topics } from '../../platform/pubsub/topics';
import { SpeedNews } from './speed-news.service';

it('waits for no further turn once it has stopped', async () => {
  jest.useFakeTimers();
  let answer: (turn: null) => void = () => undefined;
  const set = () => new Promise<null>((resolve) => (answer = resolve));
  const redis = { commands: { set } } as unknown as RedisConnections;
  const config = { redis: { prefix: 'test' } } as unknown as AppConfig;
  const news = new SpeedNews(config, { now: () => new Date(0) }, redis, {} as unknown as Topics);
  await runAsSystem({ name: 'test', tenantId: 't' }, () => Promise.resolve(news.touch()));
  await jest.advanceTimersByTimeAsync(500);
  news.onModuleDestroy();
  answer(null);
  await jest.advanceTimersByTimeAsync(0);
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

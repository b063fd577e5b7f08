import { Injectable, Logger } from '@nestjs/common';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import type { PubSubEngine } from 'graphql-subscriptions';
import { AppConfig } from '../config/config';
import { currentTenantId } from '../context/request-context';
import { BoundedStream } from './bounded-stream';
import { RedisConnections } from './redis.service';
import type { Topic } from './topic';

/** Events a subscriber may lag behind before it is told to start over. */
const BUFFER = 100;

/**
 * Live news to every process over Redis. The channel is built from the tenant of the verified context, never from arguments.
 * Publishing is best effort: subscribers read state, not a log.
 */
@Injectable()
export class Topics {
  private readonly logger = new Logger(Topics.name);
  private readonly pubsub: PubSubEngine;
  private readonly prefix: string;

  constructor(config: AppConfig, redis: RedisConnections) {
    this.prefix = config.redis.prefix;
    this.pubsub = new RedisPubSub({ publisher: redis.publisher, subscriber: redis.subscriber });
  }

  async publish<P extends object>(topic: Topic<P>, payload: P, key?: string): Promise<void> {
    try {
      await this.pubsub.publish(this.channel(topic, key), payload);
    } catch (error) {
      this.logger.warn('news was not published', { topic: topic.name }, error);
    }
  }

  /** Events from now on; ends when the reader returns, throws SlowSubscriber when it falls behind. */
  async subscribe<P extends object>(topic: Topic<P>, key?: string): Promise<AsyncIterableIterator<P>> {
    let subscription: number | undefined;
    const stream = new BoundedStream<P>(BUFFER, () => {
      if (subscription !== undefined) this.pubsub.unsubscribe(subscription);
    });
    subscription = await this.pubsub.subscribe(this.channel(topic, key), (payload: P) => stream.push(payload), {});
    return stream;
  }

  private channel<P extends object>(topic: Topic<P>, key?: string): string {
    return [this.prefix, 't', currentTenantId(), topic.name, ...(key ? [key] : [])].join(':');
  }
}

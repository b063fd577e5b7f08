import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import Redis from 'ioredis';
import { AppConfig } from '../config/config';
import { redisOptions } from './redis-options';

/** Connections beside Bull's own: one for commands, one to publish, one to listen. */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisConnections.name);
  readonly commands: Redis;
  readonly publisher: Redis;
  readonly subscriber: Redis;

  constructor(config: AppConfig) {
    this.commands = this.connect(config.redis.url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: 1_000,
    });
    this.publisher = this.connect(config.redis.url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: 1_000,
    });
    this.subscriber = this.connect(config.redis.url, { maxRetriesPerRequest: null });
  }

  /** @throws when Redis cannot be asked; how long the answer may take is for the caller to say. */
  async ping(): Promise<void> {
    await this.commands.ping();
  }

  /** Settings under which Redis silently forgets; empty when it neither evicts nor forgets at a restart. */
  async policyProblems(): Promise<string[]> {
    const memory = await this.commands.info('memory');
    const persistence = await this.commands.info('persistence');
    const problems: string[] = [];
    const policy = /maxmemory_policy:(\S+)/.exec(memory)?.[1];
    if (policy && policy !== 'noeviction')
      problems.push(`Redis evicts keys (${policy}); set maxmemory-policy noeviction`);
    if (/aof_enabled:0/.test(persistence)) problems.push('Redis keeps nothing over a restart; set appendonly yes');
    return problems;
  }

  onApplicationShutdown(): void {
    for (const client of [this.commands, this.publisher, this.subscriber]) client.disconnect();
  }

  private connect(url: string, options: object): Redis {
    const client = new Redis({ ...redisOptions(url), ...options });
    client.on('error', (error: Error) => this.logger.warn('Redis connection trouble', error));
    return client;
  }
}

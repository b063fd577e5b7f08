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

  /** @throws when Redis does not answer within `timeoutMs`. */
  async ping(timeoutMs: number): Promise<void> {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('Redis ping timed out')), timeoutMs).unref();
    });
    await Promise.race([this.commands.ping(), late]);
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
    client.on('error', (error: Error) => this.logger.warn({ reason: error.message }, 'Redis connection trouble'));
    return client;
  }
}

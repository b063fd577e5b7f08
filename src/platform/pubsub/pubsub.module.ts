import { Global, Module } from '@nestjs/common';
import { RedisConnections } from './redis.service';
import { Topics } from './topics';

/** Live news between processes. */
@Global()
@Module({ providers: [RedisConnections, Topics], exports: [RedisConnections, Topics] })
export class PubsubModule {}

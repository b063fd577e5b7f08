import { BullModule } from '@nestjs/bull';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AppConfig } from '../config/config';
import { MarkedMethodsModule } from '../discovery/marked-methods.module';
import { redisOptions } from '../pubsub/redis-options';
import { JobBell } from './job-bell';
import { JobHandlers } from './job-handlers';
import { JobRunner } from './job-runner';
import { Sweeps } from './sweeps';

/** Bull as a bell: jobs carry ids, are tried once and vanish when done; what must not be lost lives in PostgreSQL. */
@Global()
@Module({
  imports: [
    MarkedMethodsModule,
    ScheduleModule.forRoot(),
    BullModule.forRootAsync({
      inject: [AppConfig],
      useFactory: (config: AppConfig) => ({
        redis: redisOptions(config.redis.url),
        prefix: `${config.redis.prefix}:bull`,
        settings: {
          lockDuration: 15_000,
          stalledInterval: 5_000,
          maxStalledCount: 1,
          guardInterval: 2_000,
          drainDelay: 5,
        },
        defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
      }),
    }),
  ],
  providers: [JobBell, JobHandlers, JobRunner, Sweeps],
  exports: [JobBell, Sweeps],
})
export class QueuesModule {
  /** Registers a queue for the module that declares jobs on it. */
  static forQueue(name: string): DynamicModule {
    return BullModule.registerQueue({ name });
  }
}

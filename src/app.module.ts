import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import type { AppConfig } from './platform/config/config';
import { AppConfigModule } from './platform/config/config.module';
import { DatabaseModule } from './platform/database/database.module';
import { EventsModule } from './platform/events/events.module';
import { PlatformHttpModule } from './platform/http/platform-http.module';
import { LoggingModule } from './platform/logging/logging.module';
import { MetricsModule } from './platform/metrics/metrics.module';
import { PubsubModule } from './platform/pubsub/pubsub.module';
import { QueuesModule } from './platform/queues/queues.module';

/** The only file that lists every module. */
@Module({})
export class AppModule {
  static with(config: AppConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        AppConfigModule.with(config),
        LoggingModule,
        MetricsModule,
        DatabaseModule,
        EventsModule,
        QueuesModule,
        PubsubModule,
        PlatformHttpModule,
        ScheduleModule.forRoot(),
      ],
    };
  }
}

import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from '../clock/clock';
import { AppConfig } from './config';

/** Gives every module the parsed configuration and the clock. */
@Global()
@Module({})
export class AppConfigModule {
  static with(config: AppConfig): DynamicModule {
    return {
      module: AppConfigModule,
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: Clock, useFactory: () => new SystemClock(config.clockOffsetMs) },
      ],
      exports: [AppConfig, Clock],
    };
  }
}

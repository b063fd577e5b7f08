import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AppConfig } from './config';

/** Gives every module the parsed configuration. */
@Global()
@Module({})
export class AppConfigModule {
  static with(config: AppConfig): DynamicModule {
    return {
      module: AppConfigModule,
      providers: [{ provide: AppConfig, useValue: config }],
      exports: [AppConfig],
    };
  }
}

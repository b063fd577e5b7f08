import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/config';
import { AppLogger } from './app-logger';

@Global()
@Module({
  providers: [
    {
      provide: AppLogger,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => new AppLogger({ level: config.logLevel, role: config.role }),
    },
  ],
  exports: [AppLogger],
})
export class LoggingModule {}

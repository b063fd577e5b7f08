import { Global, Module } from '@nestjs/common';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { AppConfig } from '../config/config';
import { AppConnection, PlatformConnection } from './connections';
import { postgresOptions } from './data-source';
import { DatabaseBell } from './database-bell';
import { DatabaseHealth } from './database-health';
import { SessionLocks } from './session-locks';
import { UnitOfWork } from './unit-of-work';
import { registeredEntities } from './entities';

async function connect(options: DataSourceOptions): Promise<DataSource> {
  return new DataSource(options).initialize();
}

/** Two pools and the one door to them. The DataSource itself is not exported. */
@Global()
@Module({
  providers: [
    {
      provide: AppConnection,
      inject: [AppConfig],
      useFactory: async ({ database }: AppConfig) =>
        new AppConnection(
          await connect(
            postgresOptions(
              database.appUrl,
              { max: database.poolSize, applicationName: 'callwright' },
              registeredEntities(),
            ),
          ),
        ),
    },
    {
      provide: PlatformConnection,
      inject: [AppConfig],
      useFactory: async ({ database }: AppConfig) =>
        new PlatformConnection(
          await connect(
            postgresOptions(
              database.platformUrl,
              { max: database.platformPoolSize, applicationName: 'callwright-platform' },
              registeredEntities(),
            ),
          ),
        ),
    },
    UnitOfWork,
    SessionLocks,
    DatabaseBell,
    DatabaseHealth,
  ],
  exports: [UnitOfWork, SessionLocks, DatabaseHealth, DatabaseBell],
})
export class DatabaseModule {}

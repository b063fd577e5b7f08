import { Global, Module } from '@nestjs/common';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Clock } from '../clock/clock';
import { DatabaseClock } from '../clock/database-clock';
import { AppConfig } from '../config/config';
import { ClockKeeper, setClock } from './clock-keeper';
import { AppConnection, PlatformConnection } from './connections';
import { postgresOptions } from './data-source';
import { DatabaseBell } from './database-bell';
import { DatabaseHealth } from './database-health';
import { DatabaseTime } from './database-time';
import { SessionLocks } from './session-locks';
import { UnitOfWork } from './unit-of-work';
import { registeredEntities } from './entities';

async function connect(options: DataSourceOptions): Promise<DataSource> {
  return new DataSource(options).initialize();
}

/** Two pools and the one door to them, and the database's clock. The DataSource itself is not exported. */
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
              { max: database.poolSize, applicationName: 'callwright', connectMs: database.connectMs },
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
              { max: database.platformPoolSize, applicationName: 'callwright-platform', connectMs: database.connectMs },
              registeredEntities(),
            ),
          ),
        ),
    },
    DatabaseTime,
    { provide: DatabaseClock, inject: [AppConfig, DatabaseTime], useFactory: setClock },
    { provide: Clock, useExisting: DatabaseClock },
    ClockKeeper,
    UnitOfWork,
    SessionLocks,
    DatabaseBell,
    DatabaseHealth,
  ],
  exports: [Clock, UnitOfWork, SessionLocks, DatabaseHealth, DatabaseBell],
})
export class DatabaseModule {}

import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/config';
import { ClientErrors } from './client-errors';
import { LightFields } from './light-fields';
import { OperationMetrics } from './operation-metrics';
import { RowFields } from './row-fields';

/** What the HTTP server and the sockets share, and what resolvers anywhere tell them. */
@Global()
@Module({
  providers: [
    OperationMetrics,
    LightFields,
    RowFields,
    {
      provide: ClientErrors,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => new ClientErrors(config.isProduction),
    },
  ],
  exports: [OperationMetrics, ClientErrors, LightFields, RowFields],
})
export class GraphqlPartsModule {}

import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/config';
import { ClientErrors } from './client-errors';
import { LightFields } from './light-fields';
import { OperationMetrics } from './operation-metrics';

/** What the HTTP server and the sockets share, and what resolvers anywhere tell them. */
@Global()
@Module({
  providers: [
    OperationMetrics,
    LightFields,
    {
      provide: ClientErrors,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => new ClientErrors(config.isProduction),
    },
  ],
  exports: [OperationMetrics, ClientErrors, LightFields],
})
export class GraphqlPartsModule {}

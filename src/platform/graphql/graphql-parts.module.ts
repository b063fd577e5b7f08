import { Module } from '@nestjs/common';
import { AppConfig } from '../config/config';
import { ClientErrors } from './client-errors';
import { OperationMetrics } from './operation-metrics';

/** What the HTTP server and the sockets share. */
@Module({
  providers: [
    OperationMetrics,
    {
      provide: ClientErrors,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => new ClientErrors(config.isProduction),
    },
  ],
  exports: [OperationMetrics, ClientErrors],
})
export class GraphqlPartsModule {}

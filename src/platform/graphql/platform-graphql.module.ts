import { Module, type NestModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { AppConfig } from '../config/config';
import { ClientErrors } from './client-errors';
import { GRAPHQL_PATH, graphqlOptions } from './graphql-options';
import { GraphqlPartsModule } from './graphql-parts.module';
import { LightFields } from './light-fields';
import { OperationMetrics } from './operation-metrics';
import { trustOwnGets } from './own-gets';
import { playground, redirectPeople } from './playground';
import { refuseLongQueries } from './query-length';
import { GraphqlSocketServer } from './socket/graphql-socket.server';
import { SocketDoor } from './socket/socket-door';
import { DEFAULT_SOCKET_LIMITS, SOCKET_LIMITS } from './socket/socket-limits';
import { SocketProtocol } from './socket/socket-protocol';
import { SocketReports } from './socket/socket-reports';
import { SocketSessions } from './socket/socket-sessions';
import { uploadRequests } from './upload';

/**
 * GraphQL over HTTP and over WebSocket on `/graphql`. Needs the global modules of config, metrics and http, and a provider of
 * Authenticator anywhere in the application.
 */
@Module({
  imports: [
    GraphqlPartsModule,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [GraphqlPartsModule],
      inject: [AppConfig, OperationMetrics, ClientErrors, LightFields],
      useFactory: graphqlOptions,
    }),
  ],
  providers: [
    { provide: SOCKET_LIMITS, useValue: DEFAULT_SOCKET_LIMITS },
    SocketSessions,
    SocketDoor,
    SocketReports,
    SocketProtocol,
    GraphqlSocketServer,
  ],
  exports: [GraphQLModule, SocketSessions],
})
export class PlatformGraphqlModule implements NestModule {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly config: AppConfig,
    private readonly clientErrors: ClientErrors,
  ) {}

  /** Before the routes, and so before the GraphQL server, which is added when the modules start. */
  configure(): void {
    const { httpAdapter } = this.host;
    if (!httpAdapter) return;
    if (this.config.graphqlPlayground) {
      httpAdapter.use('/playground', playground(this.config));
      httpAdapter.use(GRAPHQL_PATH, redirectPeople());
    }
    httpAdapter.use(GRAPHQL_PATH, trustOwnGets(this.config));
    httpAdapter.use(GRAPHQL_PATH, uploadRequests());
    httpAdapter.use(GRAPHQL_PATH, refuseLongQueries(this.clientErrors));
  }
}

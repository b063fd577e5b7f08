import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLError } from 'graphql';
import type { AppConfig } from '../config/config';
import type { ClientErrors } from './client-errors';
import { compiledExecution } from './compiled-execution.plugin';
import { withDeadlines } from './deadline';
import { httpLimits } from './http-limits.plugin';
import type { LightFields } from './light-fields';
import { limitRules, OPERATION_LIMITS } from './limits';
import type { OperationMetrics } from './operation-metrics';
import { withPlainFields } from './plain-fields';
import { DateTimeScalar } from './scalars';

export const GRAPHQL_PATH = '/graphql';

/** How the GraphQL server is set up for HTTP; sockets are ours (socket/), since Nest's would bypass all of this. */
export function graphqlOptions(
  config: AppConfig,
  metrics: OperationMetrics,
  clientErrors: ClientErrors,
  lightFields: LightFields,
): Omit<ApolloDriverConfig, 'driver'> {
  return {
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    sortSchema: true,
    buildSchemaOptions: { scalarsMap: [{ type: Date, scalar: DateTimeScalar }] },
    transformSchema: (schema) =>
      withDeadlines(lightFields.applyTo(withPlainFields(schema)), OPERATION_LIMITS.executionMs),
    context: ({ req, res }: { req: object; res: object }) => ({ req, res }),
    introspection: !config.isProduction,
    graphiql: false,
    csrfPrevention: true,
    // A document may be sent as its hash once it is known (automatic persisted queries): kept in the server's bounded cache.
    persistedQueries: { ttl: null },
    includeStacktraceInErrorResponses: false,
    // Nest would copy the body of its HTTP exceptions into the answer.
    autoTransformHttpErrors: false,
    formatError: (formatted, error) =>
      clientErrors.one(asGraphQLError(error), requestCode(error) ?? formatted.extensions?.['code']),
    parseOptions: { maxTokens: OPERATION_LIMITS.tokens },
    validationRules: limitRules(),
    // The server's types exist twice, for CommonJS and for ES modules, and Nest names the other ones.
    plugins: [
      httpLimits(metrics),
      compiledExecution(clientErrors),
      // It would watch every field, for hints that nobody gives.
      ApolloServerPluginCacheControlDisabled(),
    ] as unknown as ApolloDriverConfig['plugins'],
    // The server stops with the connections, not before: webhooks and queries are still answered while the rest winds down.
    stopOnApplicationShutdown: true,
  };
}

/** The server refuses some requests with a status and no code of its own, for example a hash of another document. */
function requestCode(error: unknown): string | undefined {
  if (!(error instanceof GraphQLError) || error.path) return undefined;
  const { code, http } = error.extensions;
  const isRefusal = typeof http === 'object' && http !== null && Reflect.get(http, 'status') === 400;
  return isRefusal && code === undefined ? 'BAD_REQUEST' : undefined;
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('Internal error', {
    originalError: error instanceof Error ? error : new Error(String(error)),
  });
}

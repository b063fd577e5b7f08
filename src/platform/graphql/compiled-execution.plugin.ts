import {
  type ApolloServerPlugin,
  type BaseContext,
  type GraphQLRequestContextResponseForOperation,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { ClientErrors } from './client-errors';
import { CompiledOperations } from './compiled-operations';

/**
 * Answers queries by compiled execution; everything else is left to the server's own. It comes after parsing, validation and
 * the limits, which a compiled query goes through each time like any other.
 */
export function compiledExecution(clientErrors: ClientErrors): ApolloServerPlugin {
  const operations = new CompiledOperations();
  return {
    requestDidStart: async () => ({
      responseForOperation: async (request) => {
        const { schema, document, operation } = request;
        const compiled = operations.find(schema, document, operation);
        return compiled ? answer(clientErrors, request, compiled.query) : null;
      },
    }),
  };
}

/** Null when the variables are refused, which the server says better. */
async function answer(
  clientErrors: ClientErrors,
  { request, contextValue }: GraphQLRequestContextResponseForOperation<BaseContext>,
  query: (root: object, context: object, variables: object) => unknown,
): Promise<GraphQLResponse | null> {
  const { data, errors } = (await query({}, contextValue, request.variables ?? {})) as Answered;
  if (data === undefined) return null;
  const http = { status: undefined, headers: new HeaderMap() };
  if (!errors?.length) return { http, body: { kind: 'single', singleResult: { data } } };
  const shown = clientErrors.all(errors.map((error) => asOurs(error)));
  return { http, body: { kind: 'single', singleResult: { data, errors: shown } } };
}

interface Answered {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLError[];
}

/** The compiler's errors lack what those of the ordinary executor have. */
function asOurs({ message, path, locations, originalError, stack }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, { path, originalError });
  if (stack) error.stack = stack;
  return Object.defineProperty(error, 'locations', { value: locations, enumerable: locations !== undefined });
}

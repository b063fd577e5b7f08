import type { ApolloServerPlugin, BaseContext, GraphQLRequestContext, GraphQLRequestListener } from '@apollo/server';
import { costRefusal } from './cost';
import { clearDeadline } from './deadline';
import { OPERATION_LIMITS } from './limits';
import type { OperationMetrics } from './operation-metrics';

/** The limits that need more than the document's syntax: its cost with variables, and the errors returned. */
export function httpLimits(metrics: OperationMetrics): ApolloServerPlugin {
  return { requestDidStart: async () => new RequestLimits(metrics) };
}

class RequestLimits implements GraphQLRequestListener<BaseContext> {
  constructor(private readonly metrics: OperationMetrics) {}

  async didResolveOperation(request: GraphQLRequestContext<BaseContext>): Promise<void> {
    const { document, operation, schema, contextValue } = request;
    if (!document || !operation) return;
    const refused = costRefusal({ schema, document, operation, variables: request.request.variables ?? {} });
    if (refused) throw refused;
    this.metrics.begin(contextValue, operation);
  }

  async willSendResponse(request: GraphQLRequestContext<BaseContext>): Promise<void> {
    clearDeadline(request.contextValue);
    const { body } = request.response;
    if (body?.kind !== 'single') return;
    const { errors, data } = body.singleResult;
    if (data === undefined) this.metrics.refuse('http');
    else this.metrics.end(request.contextValue, errors ? 'error' : 'ok');
    if (errors) body.singleResult.errors = errors.slice(0, OPERATION_LIMITS.errors);
    if (data === undefined && wantsPlainJson(request)) request.response.http.status = 200;
  }
}

/** Refusals of the operation itself, as opposed to requests that hold none. */
const OPERATION_CODES: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/**
 * GraphQL over HTTP section 6.4.1: a client that accepts `application/json` and nothing else is an old one, which reads errors
 * only from answers of status 200.
 */
function wantsPlainJson(request: GraphQLRequestContext<BaseContext>): boolean {
  const accepted = (request.request.http?.headers.get('accept') ?? '')
    .split(',')
    .map((type) => type.split(';')[0]?.trim());
  const refused = request.errors?.every((error) => OPERATION_CODES.has(error.extensions['code'])) ?? false;
  return refused && accepted.every((type) => type === 'application/json');
}

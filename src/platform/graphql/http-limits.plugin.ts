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
  }
}

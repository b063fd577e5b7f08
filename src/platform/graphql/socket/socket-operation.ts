import {
  type DocumentNode,
  type ExecutionArgs,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  parse,
  validate,
  type ValidationRule,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import { costRefusal } from '../cost';
import { lengthRefusal, OPERATION_LIMITS, refusal } from '../limits';

/** An operation as a client sends it. */
export interface SocketRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

export interface PreparedOperation {
  readonly args: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;
  readonly operation: OperationDefinitionNode;
}

/**
 * What the HTTP server does before it executes: length, tokens, validation, variables, cost. Answers the errors instead when the
 * operation is refused, with the codes the HTTP server gives.
 */
export function prepareOperation(
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
  request: SocketRequest,
): PreparedOperation | readonly GraphQLError[] {
  const document = parsed(request.query);
  if (document instanceof GraphQLError) return [document];
  const invalid = validate(schema, document, rules, { maxErrors: OPERATION_LIMITS.errors });
  if (invalid.length > 0) return invalid.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
  const operation = getOperationAST(document, request.operationName);
  if (!operation) return [refusal('The operation to run cannot be told.', 'OPERATION_RESOLUTION_FAILURE')];
  const variables = request.variables ?? {};
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: OPERATION_LIMITS.errors,
  });
  if (errors) return errors.map((error) => coded(error, 'BAD_USER_INPUT'));
  const dear = costRefusal({ schema, document, operation, variables });
  if (dear) return [dear];
  return { args: { schema, document, operationName: request.operationName, variableValues: variables }, operation };
}

function parsed(query: string): DocumentNode | GraphQLError {
  const long = lengthRefusal(query);
  if (long) return long;
  try {
    return parse(query, { maxTokens: OPERATION_LIMITS.tokens });
  } catch (error) {
    if (error instanceof GraphQLError) return coded(error, 'GRAPHQL_PARSE_FAILED');
    throw error;
  }
}

function coded(error: GraphQLError, code: string): GraphQLError {
  const { nodes, source, positions } = error;
  return new GraphQLError(error.message, { nodes, source, positions, extensions: { code } });
}

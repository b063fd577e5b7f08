import { ApolloArmor } from '@escape.tech/graphql-armor';
import { GraphQLError, NoSchemaIntrospectionCustomRule, specifiedRules, type ValidationRule } from 'graphql';

/** What one operation may ask for, the same over HTTP and over sockets. */
export const OPERATION_LIMITS = {
  /** Levels of fields below the operation; fragments add none of their own. */
  depth: 8,
  /** Renamed fields per operation, `__typename` included. */
  aliases: 15,
  directives: 25,
  /** Lexical tokens per document. */
  tokens: 1_000,
  /** See cost.ts. */
  cost: 5_000,
  /** Characters of the document; comments and blanks count, though they are no tokens. */
  queryLength: 10_000,
  /** Errors returned at most. */
  errors: 5,
  executionMs: 10_000,
} as const;

const reported = {
  propagateOnRejection: false,
  onReject: [
    (context: { reportError(error: GraphQLError): void } | null, error: GraphQLError): void =>
      // The library calls every refusal a syntax error.
      context?.reportError(new GraphQLError(error.message.replace('Syntax Error: ', ''))),
  ],
};

/** Depth, aliases and directives; introspection of the schema counts for none of them. */
export function limitRules(): ValidationRule[] {
  const { depth, aliases, directives } = OPERATION_LIMITS;
  return new ApolloArmor({
    maxDepth: { n: depth, flattenFragments: true, ...reported },
    maxAliases: { n: aliases, allowList: [], ...reported },
    maxDirectives: { n: directives, ...reported },
    // Apollo counts tokens while it parses; cost.ts knows variables and defaults; suggestions go with the other messages.
    maxTokens: { enabled: false },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }).protect().validationRules;
}

/** Everything a document must satisfy; in production the schema may not be asked about. */
export function operationRules(isProduction: boolean): readonly ValidationRule[] {
  return [...specifiedRules, ...(isProduction ? [NoSchemaIntrospectionCustomRule] : []), ...limitRules()];
}

/** The refusal of a document too long to be parsed, if it is. */
export function lengthRefusal(query: unknown): GraphQLError | undefined {
  if (typeof query !== 'string' || query.length <= OPERATION_LIMITS.queryLength) return undefined;
  return refusal(`The query is longer than ${OPERATION_LIMITS.queryLength} characters.`, 'GRAPHQL_PARSE_FAILED');
}

/** A refusal before execution: status 400 over HTTP. */
export function refusal(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}

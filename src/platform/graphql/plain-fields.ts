import { type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';

/** What Nest calls the resolver of a field that no method resolves. */
const PLAIN = 'rootFieldResolver';

/**
 * Takes the resolvers off fields that are properties of their object: an executor reads a property faster than it calls a
 * function. One that holds a promise keeps its resolver, since a compiled query waits for resolvers only:
 * `@Extensions(HOLDS_A_PROMISE)`.
 */
export function withPlainFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) if (isPlain(field)) delete field.resolve;
  }
  return schema;
}

export const HOLDS_A_PROMISE = { holdsAPromise: true } as const;

function isPlain({ name, resolve, extensions }: GraphQLField<unknown, unknown>): boolean {
  return resolve?.name === PLAIN && !extensions['holdsAPromise'] && propertyRead(resolve) === name;
}

/** The property a plain resolver answers with: a field may be named otherwise, or have a default. */
function propertyRead(resolve: (...parameters: never[]) => unknown): unknown {
  const mirror = new Proxy({}, { get: (_, property) => property });
  return Reflect.apply(resolve, undefined, [mirror]);
}

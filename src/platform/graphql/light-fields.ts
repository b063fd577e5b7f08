import { Injectable } from '@nestjs/common';
import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';

/**
 * Fields resolved by a plain function instead of through Nest, which takes a dozen promises for each: for what hangs on every item
 * of a list. No pipe runs before such a function, so it checks its own arguments; guards never run below the root.
 */
@Injectable()
export class LightFields {
  private readonly resolvers = new Map<string, GraphQLFieldResolver<never, object, never>>();

  /** To be called by the constructor of the resolver that declares the field; `field` is for example `Lead.latestCalls`. */
  resolve<S, A>(field: `${string}.${string}`, resolver: GraphQLFieldResolver<S, object, A>): void {
    this.resolvers.set(field, resolver);
  }

  /** @throws Error for a field that the schema does not have. */
  applyTo(schema: GraphQLSchema): GraphQLSchema {
    for (const [path, resolve] of this.resolvers) {
      const [typeName = '', fieldName = ''] = path.split('.');
      const type = schema.getType(typeName);
      const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
      if (!field) throw new Error(`The schema has no field ${path}.`);
      field.resolve = resolve as GraphQLFieldResolver<unknown, object>;
    }
    return schema;
  }
}

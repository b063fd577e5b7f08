import { buildSchema, type GraphQLObjectType } from 'graphql';
import { HOLDS_A_PROMISE, withPlainFields } from './plain-fields';

/** As Nest makes the resolver of a field without a method. */
function readerOf(property: string, fallback?: unknown): (root: Record<string, unknown>) => unknown {
  const rootFieldResolver = (root: Record<string, unknown>): unknown =>
    root[property] === undefined ? fallback : root[property];
  return rootFieldResolver;
}

it('takes the resolver off properties and off nothing else', () => {
  const schema = buildSchema(
    'type Query { lead: Lead } type Lead { name: String, title: String, count: Int, calls: Int }',
  );
  const lead = schema.getType('Lead') as GraphQLObjectType;
  const fields = lead.getFields();
  const calls = (): number => 3;
  Object.assign(fields['name'] ?? {}, { resolve: readerOf('name') });
  Object.assign(fields['title'] ?? {}, { resolve: readerOf('heading') });
  Object.assign(fields['count'] ?? {}, { resolve: readerOf('count'), extensions: HOLDS_A_PROMISE });
  Object.assign(fields['calls'] ?? {}, { resolve: calls });
  withPlainFields(schema);
  expect(fields['name']?.resolve).toBeUndefined();
  expect(fields['title']?.resolve?.({ heading: 'Dr' }, {}, {}, {} as never)).toBe('Dr');
  expect(fields['count']?.resolve).toBeDefined();
  expect(fields['calls']?.resolve).toBe(calls);
});

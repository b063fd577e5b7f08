import { buildSchema, getOperationAST, GraphQLError, parse } from 'graphql';
import { costRefusal, operationCost } from './cost';

const schema = buildSchema(`
  type Query { one: Thing, things(first: Int = 20, after: String): Things!, plain: [Thing!]!, names: [String!]! }
  type Things { nodes: [Thing!]!, edges: [Edge!]!, totalCount: Int! }
  type Edge { node: Thing!, cursor: String! }
  type Thing { id: ID!, one: Thing, tags: [String!]!, plain: [Thing!]!, things(first: Int, after: String): Things! }
`);

function cost(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return operationCost({ schema, document, operation, variables });
}

describe('operationCost', () => {
  it.each<[what: string, query: string, expected: number, variables: Record<string, unknown>]>([
    ['each field once', '{ one { id one { id } } names }', 5, {}],
    ['introspection not at all', '{ __typename __schema { types { name } } }', 0, {}],
    ['a connection times first', '{ things(first: 3) { nodes { id } totalCount } }', 1 + 3 * 3, {}],
    ['its edges like its nodes', '{ things(first: 3) { edges { node { id } cursor } } }', 1 + 3 * 4, {}],
    ['first from its default', '{ things { nodes { id } } }', 1 + 20 * 2, {}],
    ['20 where there is no default', '{ one { things { nodes { id } } } }', 1 + 1 + 20 * 2, {}],
    ['first from a variable', 'query($n: Int) { things(first: $n) { nodes { id } } }', 1 + 5 * 2, { n: 5 }],
    [
      'first from the default of a variable',
      'query($n: Int = 4) { things(first: $n) { nodes { id } } }',
      1 + 4 * 2,
      {},
    ],
    ['null as the default', 'query($n: Int) { things(first: $n) { nodes { id } } }', 1 + 20 * 2, { n: null }],
    ['no more than a page may hold', '{ things(first: 1000000) { nodes { id } } }', 1 + 100 * 2, {}],
    [
      'pages within pages',
      '{ things(first: 10) { nodes { things(first: 10) { nodes { id } } } } }',
      1 + 10 * (1 + 1 + 10 * 2),
      {},
    ],
    ['lists without a page as 10', '{ plain { id } }', 1 + 10, {}],
    ['lists below a page as 10', '{ things(first: 2) { nodes { plain { id } tags } } }', 1 + 2 * (1 + 1 + 10 + 1), {}],
    [
      'fragments where they stand',
      '{ things(first: 2) { nodes { ...F } } one { ...F } } fragment F on Thing { id tags }',
      1 + 2 * 3 + 1 + 2,
      {},
    ],
    ['inline fragments', '{ one { ... on Thing { id } ... { tags } } }', 3, {}],
  ])('counts %s', (_what, query, expected, variables) => {
    expect(cost(query, variables)).toBe(expected);
  });

  it('measures doubling fragments in linear time', () => {
    const levels = Array.from(
      { length: 200 },
      (_, i) => `fragment F${i} on Thing { one { ...F${i + 1} } again: one { ...F${i + 1} } }`,
    );
    expect(cost(`{ one { ...F0 } } ${levels.join(' ')} fragment F200 on Thing { id }`)).toBeGreaterThan(2 ** 200);
  });
});

describe('costRefusal', () => {
  it('refuses above the limit with status 400', () => {
    const document = parse('{ things(first: 100) { nodes { things(first: 100) { nodes { id } } } } }');
    const operation = getOperationAST(document);
    if (!operation) throw new Error('no operation');
    const refused = costRefusal({ schema, document, operation, variables: {} });
    expect(refused).toBeInstanceOf(GraphQLError);
    expect(refused?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } });
  });
});

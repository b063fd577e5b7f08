import { buildSchema, execute, type GraphQLResolveInfo, parse } from 'graphql';
import { readAlong, type RowColumn, rowColumn, RowFields } from './row-fields';

const schema = buildSchema(`
  type Query { leads: Leads }
  type Leads { nodes: [Lead], edges: [Edge] }
  type Edge { node: Lead }
  type Lead { id: ID, calls(first: Int! = 3): [Call] }
  type Call { id: ID, status: String }
`);

const fields = new RowFields();
fields.declare<{ first: number }>('Lead.calls', ({ first }, selected) =>
  first > 20 ? undefined : rowColumn(`${first}:${[...selected].sort().join()}`),
);

/** What a resolver of `leads` would read along. */
function readFor(text: string, variableValues: Record<string, unknown> = {}): string[] {
  let found: readonly RowColumn[] = [];
  const leads = (_args: unknown, _context: unknown, info: GraphQLResolveInfo): null => {
    found = fields.columnsBelow(info, 'Lead', 'nodes', 'edges.node');
    return null;
  };
  const { errors } = execute({ schema, document: parse(text), rootValue: { leads }, variableValues }) as {
    errors?: unknown;
  };
  expect(errors).toBeUndefined();
  return found.map(({ sql }) => sql).sort();
}

it('are read along with their arguments, variables and defaults, and what is selected below', () => {
  expect(readFor('{ leads { nodes { id calls { id } } } }')).toEqual(['3:id']);
  const query = `query ($n: Int = 4) { leads { edges { node { ...F a: calls(first: 1) { id } } } } }
    fragment F on Lead { calls(first: $n) { id status } }`;
  expect(readFor(query)).toEqual(['1:id', '4:id,status']);
  expect(readFor(query, { n: 7 })).toEqual(['1:id', '7:id,status']);
});

it('are read once where they are asked for twice, and together where they are merged', () => {
  expect(readFor('{ leads { nodes { a: calls { id } b: calls { id } } } }')).toEqual(['3:id']);
  expect(readFor('{ leads { nodes { calls { id } calls { status } } } }')).toEqual(['3:id,status']);
});

it('are left to their resolver where they may be left out, are refused, or nobody has said how', () => {
  expect(readFor('query ($x: Boolean = false) { leads { nodes { calls @include(if: $x) { id } } } }')).toEqual([]);
  expect(readFor('{ leads { nodes { calls(first: 21) { id } } } }')).toEqual([]);
  expect(readFor('query ($n: Int = 3) { leads { nodes { calls(first: $n) { id } } } }', { n: null })).toEqual([]);
  expect(readFor('{ leads { nodes { id } } }')).toEqual([]);
});

it('are found in the row by who asks for the very same', () => {
  const column = rowColumn('3:id');
  const row = { [column.name]: ['a call'] };
  expect(readAlong(row, rowColumn('3:id'))).toEqual(['a call']);
  expect(readAlong(row, rowColumn('4:id'))).toBeUndefined();
  expect(readAlong(undefined, column)).toBeUndefined();
});

import { type FieldNode, type FragmentDefinitionNode, Kind, parse } from 'graphql';
import { columnsFor } from './columns-for';
import { selectedFields } from './selected';

/** What a resolver of the first root field is told of the document. */
function infoOf(text: string): { fieldNodes: FieldNode[]; fragments: Record<string, FragmentDefinitionNode> } {
  const { definitions } = parse(text);
  const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const fieldNodes = definitions
    .flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? [...node.selectionSet.selections] : []))
    .filter((node) => node.kind === Kind.FIELD);
  return { fieldNodes, fragments: Object.fromEntries(fragments.map((node) => [node.name.value, node])) };
}

const CALLS = `{ calls { id ...More ... on Call { outcome @skip(if: true) renamed: status } } }
  fragment More on Call { attempt lead { name } }`;

it('names what is selected, through fragments, by its own name, skipped or not', () => {
  expect([...selectedFields(infoOf(CALLS))].sort()).toEqual(['attempt', 'id', 'lead', 'outcome', 'status']);
});

it('names what is selected below paths', () => {
  const leads = infoOf(
    '{ leads { totalCount nodes { id } edges { cursor node { name ...F } } } } fragment F on Lead { phone }',
  );
  expect([...selectedFields(leads, 'nodes', 'edges.node')].sort()).toEqual(['id', 'name', 'phone']);
  expect([...selectedFields(leads, 'nodes')]).toEqual(['id']);
});

it('joins what is selected in two places', () => {
  const { fieldNodes, fragments } = infoOf('{ calls { id } calls { status } }');
  expect([...selectedFields({ fieldNodes, fragments })]).toEqual(['id', 'status']);
});

it('is worked out once for a document', () => {
  const info = infoOf(CALLS);
  expect(selectedFields(info)).toBe(selectedFields(info));
});

it('becomes the columns to read, or all of them for a field that nobody knows', () => {
  const columns = { id: ['id'], cost: ['micros', 'currency'], lead: [] } as const;
  const read = (...fields: string[]) => columnsFor(new Set(fields), columns, ['leadId']);
  expect(read('cost', 'lead')).toEqual(['currency', 'leadId', 'micros']);
  expect(read()).toEqual(['leadId']);
  expect(read('id', 'mood')).toBeUndefined();
});

import { buildSchema, type DocumentNode, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { CompiledOperations } from './compiled-operations';

const schema = buildSchema(`
  scalar JSON
  input Filter { name: String = "Ann", city: String, or: Filter }
  type Query { greeting(of: String): String, people(with: JSON, named: [String], where: Filter): String }
  type Mutation { greet: String }
`);

function operationOf(document: DocumentNode): OperationDefinitionNode {
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return operation;
}

/** Whether it is compiled by the time it is asked for the third time. */
function isCompiled(text: string, operations = new CompiledOperations()): boolean {
  const document = parse(text);
  const asked = [1, 2, 3].map(() => operations.find(schema, document, operationOf(document)) !== undefined);
  expect(asked[0]).toBe(false);
  return asked[2] ?? false;
}

it('compiles queries from their second use on', () => {
  const operations = new CompiledOperations();
  const document = parse('{ greeting }');
  const find = (): unknown => operations.find(schema, document, operationOf(document));
  expect(find()).toBeUndefined();
  const compiled = find();
  expect(compiled).toBeDefined();
  expect(find()).toBe(compiled);
});

it('leaves mutations, and JSON written into the document, to the ordinary executor', () => {
  expect(isCompiled('mutation { greet }')).toBe(false);
  expect(isCompiled('{ people(with: { a: 1 }) }')).toBe(false);
  expect(isCompiled('{ people(with: [1]) }')).toBe(false);
  expect(isCompiled('query ($with: JSON) { people(with: $with, named: ["Ann"]) }')).toBe(true);
});

it('leaves input objects of which a variable may leave a field out to the ordinary executor', () => {
  expect(isCompiled('query ($name: String) { people(where: { name: $name }) }')).toBe(false);
  expect(isCompiled('query ($city: String) { people(where: { name: "Bob", or: { city: $city } }) }')).toBe(false);
  expect(
    isCompiled('query ($name: String!, $city: String = "Rome") { people(where: { name: $name, city: $city }) }'),
  ).toBe(true);
  expect(isCompiled('{ people(where: { city: "Rome", or: { name: "Bob" } }) }')).toBe(true);
});

it('leaves variables that hold themselves to the ordinary executor: the compiler refuses them', () => {
  expect(isCompiled('query ($where: Filter) { people(where: $where) }')).toBe(false);
});

it('leaves what the compiler refuses to the ordinary executor, and does not ask it again', () => {
  expect(isCompiled('{ greeting(of: 3) }')).toBe(false);
});

it('keeps as many as it may, those used last', () => {
  const operations = new CompiledOperations(2);
  const [a, b, c] = ['{ a: greeting }', '{ b: greeting }', '{ c: greeting }'].map((text) => {
    const document = parse(text);
    const find = (): unknown => operations.find(schema, document, operationOf(document));
    find();
    return find;
  });
  const first = a?.();
  b?.();
  expect(a?.()).toBe(first);
  c?.();
  expect(a?.()).toBe(first);
  const again = b?.();
  expect(again).toBeDefined();
  expect(a?.()).toBe(first);
});

it('answers each caller with their own variables and context', async () => {
  const resolving = buildSchema('type Query { greeting(of: String): String }');
  const field = resolving.getQueryType()?.getFields()['greeting'];
  Object.assign(field ?? {}, {
    resolve: (_: unknown, { of }: { of: string }, { user }: { user: string }) => `${of} from ${user}`,
  });
  const operations = new CompiledOperations();
  const document = parse('query ($of: String) { greeting(of: $of) }');
  operations.find(resolving, document, operationOf(document));
  const compiled = operations.find(resolving, document, operationOf(document));
  const [one, two] = [
    compiled?.query({}, { user: 'Ann' }, { of: 'hello' }),
    compiled?.query({}, { user: 'Bob' }, { of: 'goodbye' }),
  ];
  expect(await one).toEqual({ data: { greeting: 'hello from Ann' } });
  expect(await two).toEqual({ data: { greeting: 'goodbye from Bob' } });
});

import {
  type DocumentNode,
  getNamedType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { JsonScalar } from './scalars';

/** Compiling takes some milliseconds: what is asked once is executed as it is. */
const COMPILED_FROM_USE = 2;
/** Operations that are kept compiled, those used last. */
const MAX_COMPILED = 500;

type Compiled = CompiledQuery | 'CANNOT_BE';

/**
 * Queries as functions. A compiled query holds the document and the schema and nothing of a request: who asks, and with which
 * variables, is told to it anew each time.
 */
export class CompiledOperations {
  private readonly uses = new WeakMap<OperationDefinitionNode, number>();
  private readonly compiled = new Map<OperationDefinitionNode, Compiled>();

  constructor(private readonly maxCompiled = MAX_COMPILED) {}

  /** Undefined for what is to be executed the ordinary way: mutations, what is new, and what cannot be compiled. */
  find(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): CompiledQuery | undefined {
    const known = this.compiled.get(operation);
    const found = known ?? (this.isWorthwhile(operation) ? compile(schema, document, operation) : undefined);
    if (!found) return undefined;
    this.keep(operation, found);
    return found === 'CANNOT_BE' ? undefined : found;
  }

  private isWorthwhile(operation: OperationDefinitionNode): boolean {
    if (operation.operation !== OperationTypeNode.QUERY) return false;
    const uses = (this.uses.get(operation) ?? 0) + 1;
    this.uses.set(operation, uses);
    return uses >= COMPILED_FROM_USE;
  }

  /** Longest unused out first. */
  private keep(operation: OperationDefinitionNode, compiled: Compiled): void {
    this.compiled.delete(operation);
    this.compiled.set(operation, compiled);
    if (this.compiled.size <= this.maxCompiled) return;
    const [oldest] = this.compiled.keys();
    if (oldest) this.compiled.delete(oldest);
  }
}

function compile(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Compiled {
  if (holdsJson(schema, document) || mayLeaveFieldOut(document, operation)) return 'CANNOT_BE';
  const compiled = compileQuery(schema, document, operation.name?.value, { disablingCapturingStackErrors: true });
  return isCompiledQuery(compiled) ? compiled : 'CANNOT_BE';
}

/**
 * The compiler reads literals once and hands the same value to every execution. Scalars of ours are values that nobody changes, but
 * a JSON object could be; and the compiler does not fill in variables inside one.
 */
function holdsJson(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let found = false;
  const look = (): void => {
    const type = types.getInputType();
    if (type && getNamedType(type).name === JsonScalar.name) found = true;
  };
  visit(document, visitWithTypeInfo(types, { ObjectValue: look, ListValue: look }));
  return found;
}

/**
 * A variable in an input object, of which nothing may be said: the compiler takes it for null, where the field is to be left out, or
 * to have its default.
 */
function mayLeaveFieldOut(document: DocumentNode, { variableDefinitions = [] }: OperationDefinitionNode): boolean {
  const said = variableDefinitions.filter((one) => one.defaultValue || one.type.kind === Kind.NON_NULL_TYPE);
  const names = new Set(said.map(({ variable }) => variable.name.value));
  let found = false;
  visit(document, {
    ObjectField: ({ value }) => {
      if (value.kind === Kind.VARIABLE && !names.has(value.name.value)) found = true;
    },
  });
  return found;
}

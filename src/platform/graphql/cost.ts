import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { OPERATION_LIMITS, refusal } from './limits';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './page';

/** Items assumed in a list of objects that has no page size of its own. */
const UNPAGED_LIST = 10;

export interface CostedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Upper estimate of the fields an operation resolves: every field costs 1, and what lies below a list costs as many times more as
 * the list may hold, which is `first` where the field has it. The document must be valid. Introspection costs nothing.
 */
export function operationCost(costed: CostedOperation): number {
  const { schema, operation } = costed;
  return new CostMeter(costed).ofSelections(operation.selectionSet, schema.getRootType(operation.operation), false);
}

/** @returns the refusal of an operation above the limit, if it is. */
export function costRefusal(costed: CostedOperation): GraphQLError | undefined {
  const cost = operationCost(costed);
  if (cost <= OPERATION_LIMITS.cost) return undefined;
  const message = `The query costs ${cost}, above the limit of ${OPERATION_LIMITS.cost}; ask for smaller pages or fewer fields.`;
  return refusal(message, 'GRAPHQL_VALIDATION_FAILED');
}

class CostMeter {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Each fragment is measured once per place, or doubling fragments would take exponential time. */
  private readonly measured = new Map<string, number>();

  constructor(private readonly costed: CostedOperation) {
    const definitions = costed.document.definitions.filter((node) => isFragment(node));
    this.fragments = new Map(definitions.map((node) => [node.name.value, node]));
  }

  /** `paged` is true inside a connection, whose lists the connection has already multiplied. */
  ofSelections(selections: SelectionSetNode, parent: GraphQLNamedType | null | undefined, paged: boolean): number {
    return selections.selections.reduce((sum, node) => {
      if (node.kind === Kind.FIELD) return sum + this.ofField(node, parent, paged);
      if (node.kind === Kind.FRAGMENT_SPREAD) return sum + this.ofFragment(node.name.value, paged);
      const type = node.typeCondition ? this.typeNamed(node.typeCondition.name.value) : parent;
      return sum + this.ofSelections(node.selectionSet, type, paged);
    }, 0);
  }

  private ofFragment(name: string, paged: boolean): number {
    const place = `${name}:${paged}`;
    const known = this.measured.get(place);
    if (known !== undefined) return known;
    const fragment = this.fragments.get(name);
    const cost = fragment
      ? this.ofSelections(fragment.selectionSet, this.typeNamed(fragment.typeCondition.name.value), paged)
      : 0;
    this.measured.set(place, cost);
    return cost;
  }

  private ofField(node: FieldNode, parent: GraphQLNamedType | null | undefined, paged: boolean): number {
    if (node.name.value.startsWith('__')) return 0;
    const field = fieldOf(parent, node.name.value);
    if (!field || !node.selectionSet) return 1;
    const isPage = field.args.some((argument) => argument.name === 'first');
    const times = isPage ? this.pageSize(node, field) : isObjectList(field) && !paged ? UNPAGED_LIST : 1;
    const passesOn = isPage || (paged && !isObjectList(field));
    return 1 + times * this.ofSelections(node.selectionSet, getNamedType(field.type), passesOn);
  }

  /** What `first` will be; beyond the cap the argument itself is refused later, with a better message. */
  private pageSize(node: FieldNode, field: GraphQLField<unknown, unknown>): number {
    const value = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
    const given =
      value?.kind === Kind.INT
        ? Number(value.value)
        : value?.kind === Kind.VARIABLE
          ? this.variable(value.name.value)
          : null;
    const fallback: unknown = field.args.find((argument) => argument.name === 'first')?.defaultValue;
    const size =
      [given, fallback].find((candidate): candidate is number => typeof candidate === 'number') ?? DEFAULT_PAGE_SIZE;
    return Math.min(Math.max(size, 1), MAX_PAGE_SIZE);
  }

  private variable(name: string): unknown {
    const given = this.costed.variables[name];
    if (given !== undefined) return given;
    const declared = this.costed.operation.variableDefinitions?.find((node) => node.variable.name.value === name);
    return declared?.defaultValue?.kind === Kind.INT ? Number(declared.defaultValue.value) : undefined;
  }

  private typeNamed(name: string): GraphQLNamedType | undefined {
    return this.costed.schema.getType(name);
  }
}

function isFragment(node: ASTNode): node is FragmentDefinitionNode {
  return node.kind === Kind.FRAGMENT_DEFINITION;
}

function fieldOf(
  parent: GraphQLNamedType | null | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

function isObjectList(field: GraphQLField<unknown, unknown>): boolean {
  const type = isNonNullType(field.type) ? field.type.ofType : field.type;
  return isListType(type) && isCompositeType(getNamedType(type));
}

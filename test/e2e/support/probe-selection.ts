import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

const LEVELS = 2;
const LEVELS_OF_LISTS = 2;

/** Everything a type tells, relations to other types included, within the limits of a query. Empty for scalars. */
export function selectionOf(type: GraphQLOutputType | GraphQLNamedType, levels = levelsOf(type)): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isUnionType(named)) {
    return `{ __typename ${named
      .getTypes()
      .map((member) => `... on ${member.name} ${selectionOf(member, levels)}`)
      .join(' ')} }`;
  }
  if (isInterfaceType(named)) return '{ __typename }';
  if (!isObjectType(named)) throw new Error(`${String(type)} tells nothing.`);
  return `{ __typename ${fieldsOf(named, levels).join(' ')} }`;
}

function levelsOf(type: GraphQLOutputType | GraphQLNamedType): number {
  return isConnection(getNamedType(type)) ? LEVELS_OF_LISTS : LEVELS;
}

function isConnection({ name }: GraphQLNamedType): boolean {
  return name.endsWith('Connection');
}

function fieldsOf(type: GraphQLObjectType, levels: number): string[] {
  const isPage = isConnection(type);
  return Object.values(type.getFields()).flatMap((field) => {
    if (isPage && field.name === 'edges') return [];
    if (isLeafType(getNamedType(field.type))) return [field.name];
    if (levels === 0) return [];
    // A connection and its page are one level together.
    return [`${field.name}${argumentsOf(field)} ${selectionOf(field.type, isPage ? levels : levels - 1)}`];
  });
}

/** Pages inside of pages are small. */
function argumentsOf(field: GraphQLField<unknown, unknown>): string {
  const unknown = field.args.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);
  if (unknown.length > 0) throw new Error(`Nobody said what to ask ${field.name} for.`);
  return field.args.some(({ name }) => name === 'first') ? '(first: 1)' : '';
}

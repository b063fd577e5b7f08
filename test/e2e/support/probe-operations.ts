import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { selectionOf } from './probe-selection';

export type OperationKind = 'query' | 'mutation' | 'subscription';

export interface RootOperation {
  readonly kind: OperationKind;
  readonly name: string;
  readonly field: GraphQLField<unknown, unknown>;
}

/** One place in an operation's arguments that takes the id of something. */
export interface IdPlace {
  /** For example `input.projectId`. */
  readonly path: string;
  /** GraphQL type of what it names; undefined when nobody can tell. */
  readonly of: string | undefined;
  /** Whether the operation cannot do without it. */
  readonly isNeeded: boolean;
}

/** An operation with arguments to send. */
export interface Probe {
  readonly operation: RootOperation;
  /** Where it holds the id of something that is not the caller's, if it does. */
  readonly place: string | undefined;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Input = GraphQLArgument | GraphQLInputField;

/** What the arguments are made of. */
export interface ProbeValues {
  /** Ids by GraphQL type. */
  readonly own: Readonly<Record<string, string>>;
  readonly foreign: Readonly<Record<string, string>>;
  /** By argument or field name. */
  readonly texts: Readonly<Record<string, unknown>>;
  /** Arguments, by operation or by operation and place, that are needed although the schema calls them optional. */
  readonly extra: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export const SCHEMA: GraphQLSchema = buildSchema(readFileSync(join(__dirname, '../../../src/schema.gql'), 'utf8'));

/** Every query, subscription and mutation of the printed schema, in that order. */
export function rootOperations(): RootOperation[] {
  const roots = {
    query: SCHEMA.getQueryType(),
    subscription: SCHEMA.getSubscriptionType(),
    mutation: SCHEMA.getMutationType(),
  };
  return Object.entries(roots).flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {}).map((field) => ({ kind: kind as OperationKind, name: field.name, field })),
  );
}

/** Everywhere the operation takes an id, optional places and those inside inputs included. */
export function idPlaces({ field }: RootOperation): IdPlace[] {
  return placesIn(field.args, getNamedType(field.type), { path: '', isNeeded: true });
}

type Place = Pick<IdPlace, 'path' | 'isNeeded'>;

function placesIn(inputs: readonly Input[], about: GraphQLNamedType, above: Place): IdPlace[] {
  return inputs.flatMap((input) => {
    const type = getNamedType(input.type);
    const path = above.path ? `${above.path}.${input.name}` : input.name;
    const here = { path, isNeeded: above.isNeeded && isNeeded(input) };
    if (isInputObjectType(type)) return placesIn(Object.values(type.getFields()), about, here);
    return type.name === 'ID' ? [{ ...here, of: namedBy(input.name, about) }] : [];
  });
}

function isNeeded({ type, defaultValue }: Input): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

const NAMED: Readonly<Record<string, string>> = {
  userId: 'Member',
  assigneeId: 'Member',
  ids: 'Lead',
  importId: 'LeadImport',
  documentId: 'KnowledgeDocument',
  targetIds: 'TransferTarget',
  endpointId: 'WebhookEndpoint',
};

/** `leadId` and `leadIds` name a Lead; a mere `id` names what the operation answers. */
function namedBy(argument: string, about: GraphQLNamedType): string | undefined {
  const known = NAMED[argument];
  if (known) return known;
  const stem = /^(.+)Ids?$/.exec(argument)?.[1];
  const name = stem ? `${stem.charAt(0).toUpperCase()}${stem.slice(1)}` : undefined;
  if (name) return SCHEMA.getType(name) ? name : undefined;
  return argument === 'id' ? subjectOf(about) : undefined;
}

/** What an answer is about: the one member of a union that is no refusal; of a wrapping or a view, what it is of. */
function subjectOf(type: GraphQLNamedType): string | undefined {
  if (isUnionType(type)) {
    const [subject, ...others] = type.getTypes().filter((member) => !isRefusal(member.name));
    return subject && others.length === 0 ? subjectOf(subject) : undefined;
  }
  if (!isObjectType(type)) return undefined;
  const fields = type.getFields();
  if (fields['id']) return type.name;
  const [reference] = Object.values(fields).flatMap(({ name, type: inner }) => {
    const object = getNamedType(inner);
    if (isObjectType(object) && object.getFields()['id']) return [object.name];
    return getNamedType(inner).name === 'ID' ? [namedBy(name, type)] : [];
  });
  return reference;
}

export function isRefusal(typeName: string): boolean {
  const type = SCHEMA.getType(typeName);
  return isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Refusal');
}

/** The operation with a foreign id in `place` and the caller's own in every other place it must fill. */
export function probeOf(operation: RootOperation, values: ProbeValues, place?: IdPlace): Probe {
  const { kind, name, field } = operation;
  const filled = fill(field.args, '', { values, about: getNamedType(field.type), place: place?.path });
  const extra = values.extra[name] ?? values.extra[`${name}.${place?.path}`] ?? {};
  const untouched = Object.entries(extra).filter(([argument]) => place?.path.split('.')[0] !== argument);
  const variables = { ...filled, ...Object.fromEntries(untouched) };
  const used = field.args.filter((argument) => argument.name in variables);
  const page = field.args.some((argument) => argument.name === 'first') ? ['first: 5'] : [];
  const passed = [...used.map((argument) => `${argument.name}: $${argument.name}`), ...page].join(', ');
  const declared = used.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const query = `${kind}${declared ? ` (${declared})` : ''} { ${name}${passed ? `(${passed})` : ''} ${selectionOf(field.type)} }`;
  return { operation, place: place?.path, query, variables };
}

interface Filling {
  readonly values: ProbeValues;
  readonly about: GraphQLNamedType;
  readonly place: string | undefined;
}

/** What must be there, and the way to the foreign id. */
function fill(inputs: readonly Input[], above: string, filling: Filling): Record<string, unknown> {
  const entries = inputs.flatMap((input): [string, unknown][] => {
    const path = above ? `${above}.${input.name}` : input.name;
    const isOnTheWay = filling.place === path || (filling.place?.startsWith(`${path}.`) ?? false);
    return isNeeded(input) || isOnTheWay ? [[input.name, valueOf(input.type, input.name, path, filling)]] : [];
  });
  return Object.fromEntries(entries);
}

function valueOf(type: GraphQLInputType, name: string, path: string, filling: Filling): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType, name, path, filling);
  if (name in filling.values.texts && filling.place !== path) return filling.values.texts[name];
  if (isListType(type)) return [valueOf(type.ofType, name, path, filling)];
  if (isInputObjectType(type)) return fill(Object.values(type.getFields()), path, filling);
  if (isEnumType(type)) return type.getValues().at(-1)?.name;
  if (type.name === 'ID') return idOf(name, path, filling);
  return SAMPLES[type.name] ?? 'Probe';
}

function idOf(name: string, path: string, { values, about, place }: Filling): string {
  const of = namedBy(name, about);
  const id = of && (place === path ? values.foreign : values.own)[of];
  if (!id) throw new Error(`There is no id of ${of ?? 'anything'} to put at ${path} of ${about.name}.`);
  return id;
}

const SAMPLES: Readonly<Record<string, unknown>> = { Int: 1, Float: 1, Boolean: true, BigInt: '400000000', JSON: {} };

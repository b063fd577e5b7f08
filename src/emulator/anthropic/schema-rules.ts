import { isSchema, properties, resolved, schemaOrEmpty, schemas, typesOf, type JsonSchema } from './json-schema';

/** Keywords that structured outputs refuse, by the type they belong to. */
const refused: Record<string, readonly string[]> = {
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  // The service takes simple patterns; the emulator could not make a value for one, so it says so.
  string: ['minLength', 'maxLength', 'pattern'],
  array: ['maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains', 'prefixItems', 'additionalItems'],
  object: ['minProperties', 'maxProperties', 'patternProperties', 'propertyNames', 'dependentRequired'],
};
const anywhere = ['oneOf', 'not', 'if', 'then', 'else'];

const formats = new Set([
  'date-time',
  'time',
  'date',
  'duration',
  'email',
  'hostname',
  'uri',
  'ipv4',
  'ipv6',
  'uuid',
] as const);

/**
 * What structured outputs would refuse in a schema, as a message, or null when it is fine. Numeric, length and count
 * limits are not enforced by the service and therefore refused; objects must forbid additional properties; schemas
 * must not refer to themselves (platform.claude.com, structured outputs).
 */
export function schemaProblem(schema: unknown): string | null {
  if (!isSchema(schema)) return 'schema must be an object';
  return new SchemaCheck(schema).problem(schema, []);
}

class SchemaCheck {
  constructor(private readonly root: JsonSchema) {}

  /** `within` holds the references being followed: meeting one again means recursion. */
  problem(schema: JsonSchema, within: readonly string[]): string | null {
    const ref = schema['$ref'];
    if (typeof ref === 'string') {
      if (!ref.startsWith('#')) return `external $ref '${ref}' is not supported`;
      if (within.includes(ref)) return `recursive schemas are not supported ('${ref}')`;
      return this.problem(resolved(schema, this.root), [...within, ref]);
    }
    return keywordProblem(schema) ?? valueProblem(schema) ?? this.childProblem(schema, within);
  }

  private childProblem(schema: JsonSchema, within: readonly string[]): string | null {
    const children = [
      ...properties(schema).map(([, child]) => child),
      ...schemas(schema['anyOf']),
      ...schemas(schema['allOf']),
      ...(schema['items'] === undefined ? [] : [schemaOrEmpty(schema['items'])]),
    ];
    for (const child of children) {
      const problem = this.problem(child, within);
      if (problem) return problem;
    }
    return null;
  }
}

function keywordProblem(schema: JsonSchema): string | null {
  const keyword = anywhere.find((name) => name in schema);
  if (keyword) return `'${keyword}' is not supported`;
  for (const type of typesOf(schema)) {
    const names = (refused[type] ?? []).filter((name) => name in schema);
    if (names.length)
      return `For '${type}' type, ${names.length > 1 ? 'properties' : 'property'} ${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} not supported`;
  }
  return null;
}

function valueProblem(schema: JsonSchema): string | null {
  const types = typesOf(schema);
  if (types.includes('object') && schema['additionalProperties'] !== false) {
    return "For 'object' type, 'additionalProperties' must be explicitly set to false";
  }
  const minItems = schema['minItems'];
  if (minItems !== undefined && minItems !== 0 && minItems !== 1) {
    return "For 'array' type, 'minItems' values other than 0 or 1 are not supported";
  }
  const { format, enum: choices } = schema;
  if (typeof format === 'string' && !formats.has(format as never)) return `string format '${format}' is not supported`;
  if (choices !== undefined && !(Array.isArray(choices) && choices.length > 0)) {
    return 'Invalid schema: Enum must be a non-empty array';
  }
  if (Array.isArray(choices) && choices.some((choice) => typeof choice === 'object' && choice !== null)) {
    return "'enum' may hold strings, numbers, booleans and null only";
  }
  const meaningful = ['type', 'enum', 'const', 'anyOf', 'allOf', '$ref'].some((name) => name in schema);
  return meaningful ? null : 'every schema needs a type, enum, const, anyOf, allOf or $ref';
}

/** A JSON schema as it comes over the wire. */
export type JsonSchema = { [keyword: string]: unknown };

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function schemaOrEmpty(value: unknown): JsonSchema {
  return isSchema(value) ? value : {};
}

export function schemas(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

export function properties(schema: JsonSchema): [string, JsonSchema][] {
  return Object.entries(schemaOrEmpty(schema['properties'])).map(([name, child]) => [name, schemaOrEmpty(child)]);
}

/** The types a schema names: none, one or several. */
export function typesOf(schema: JsonSchema): string[] {
  const type = schema['type'];
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.filter((item): item is string => typeof item === 'string') : [];
}

/** The schema a local `$ref` points at, with what stands beside it; the schema itself without one. */
export function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const ref = schema['$ref'];
  if (typeof ref !== 'string') return schema;
  const { $ref: _ref, ...beside } = schema;
  const target = ref
    .replace(/^#\/?/, '')
    .split('/')
    .filter(Boolean)
    .reduce<JsonSchema>((at, part) => schemaOrEmpty(at[part.replace(/~1/g, '/').replace(/~0/g, '~')]), root);
  return { ...resolved(target, root), ...beside };
}

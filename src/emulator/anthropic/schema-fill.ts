import { isHintRecord, plainHint, type Hint } from '../rule-agent/hints';
import { properties, resolved, schemaOrEmpty, schemas, typesOf, type JsonSchema } from './json-schema';

/** Values to fall back on in an enumeration: the most harmless first. */
const harmless = ['not_mentioned', 'none', 'unknown', 'other', 'CLOSE'];

const sampleByFormat: Record<string, string> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  time: '00:00:00Z',
  duration: 'PT0S',
  email: 'nobody@example.com',
  hostname: 'example.com',
  uri: 'https://example.com/',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** A value that satisfies the schema, and follows the hint as far as the schema lets it. */
export function fill(schema: JsonSchema, hint: Hint, root: JsonSchema = schema): unknown {
  const target = resolved(schema, root);
  if ('const' in target) return target['const'];
  const { enum: choices } = target;
  if (Array.isArray(choices)) return chosen(choices, hint);
  const variants = schemas(target['anyOf']);
  if (variants.length) return fill(variantFor(variants, hint, root), hint, root);
  const parts = schemas(target['allOf']);
  if (parts.length) return fill(merged(target, parts, root), hint, root);
  return fillType(typeFor(typesOf(target), hint, 'properties' in target), target, hint, root);
}

function fillType(type: string, schema: JsonSchema, hint: Hint, root: JsonSchema): unknown {
  const plain = plainHint(hint);
  switch (type) {
    case 'object':
      return Object.fromEntries(
        properties(schema).map(([name, child]) => [name, fill(child, below(hint, name, child, root), root)]),
      );
    case 'array':
      return list(schema, hint, root);
    case 'integer':
      return Math.trunc(numeric(plain));
    case 'number':
      return numeric(plain);
    case 'boolean':
      return plain === true || plain === 'true';
    case 'null':
      return null;
    default:
      return worded(schema, plain);
  }
}

function list(schema: JsonSchema, hint: Hint, root: JsonSchema): unknown[] {
  const item = schemaOrEmpty(schema['items']);
  const plain = plainHint(hint);
  const hints = Array.isArray(plain) ? plain : typeof plain === 'string' ? [plain] : [];
  const wanted = hints.length === 0 && schema['minItems'] === 1 ? [undefined] : hints;
  return wanted.map((one) => fill(item, one, root));
}

function below(hint: Hint, name: string, child: JsonSchema, root: JsonSchema): Hint {
  return isHintRecord(hint) ? hint.property(name, namesOfItems(child, root)) : undefined;
}

/** For a list of named things, the names its schema allows: `items.properties.field.enum` and the like. */
function namesOfItems(schema: JsonSchema, root: JsonSchema): string[] | null {
  const items = resolved(schemaOrEmpty(resolved(schema, root)['items']), root);
  for (const [name, child] of properties(items)) {
    if (!['field', 'name', 'criterion', 'key'].includes(name)) continue;
    const { enum: choices } = resolved(child, root);
    if (Array.isArray(choices)) return choices.filter((choice): choice is string => typeof choice === 'string');
  }
  return null;
}

function chosen(choices: unknown[], hint: Hint): unknown {
  const plain = plainHint(hint);
  const wanted = choices.find((choice) => alike(choice, plain));
  if (wanted !== undefined) return wanted;
  if (plain === null && choices.includes(null)) return null;
  return harmless.find((value) => choices.includes(value)) ?? choices[0];
}

function alike(choice: unknown, hint: Hint): boolean {
  if (typeof choice !== 'string' || typeof hint !== 'string') return choice === hint;
  return choice === hint || fold(choice) === fold(hint);
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The alternative that takes the hint as it is; else the one for null; else the first. */
function variantFor(variants: readonly JsonSchema[], hint: Hint, root: JsonSchema): JsonSchema {
  const shapes = variants.map((variant) => ({ variant, shape: resolved(variant, root) }));
  const natural = shapes.find(({ shape }) => takes(shape, hint));
  const empty = shapes.find(({ shape }) => typesOf(shape).includes('null'));
  const usable = hint === undefined || hint === null ? empty : undefined;
  const scalar = shapes.find(({ shape }) => typesOf(shape).includes('string'));
  return (natural ?? usable ?? scalar ?? empty ?? shapes[0])?.variant ?? {};
}

function takes(schema: JsonSchema, hint: Hint): boolean {
  const { enum: choices } = schema;
  const types = typesOf(schema);
  if (isHintRecord(hint)) {
    const plain = plainHint(hint);
    return (plain !== null && types.includes('object')) || (plain !== undefined && takes(schema, plain));
  }
  if (Array.isArray(choices)) return hint !== undefined && choices.some((choice) => alike(choice, hint));
  if (hint === null) return types.includes('null');
  if (Array.isArray(hint)) return types.includes('array');
  if (typeof hint === 'number') return types.includes('number') || types.includes('integer');
  return hint !== undefined && types.includes(typeof hint);
}

function typeFor(types: readonly string[], hint: Hint, hasProperties: boolean): string {
  if (types.length === 0) return hasProperties ? 'object' : 'string';
  const natural = types.find((type) => takes({ type }, hint));
  return natural ?? (types.includes('null') ? 'null' : types[0]) ?? 'null';
}

function merged(schema: JsonSchema, parts: readonly JsonSchema[], root: JsonSchema): JsonSchema {
  const { allOf: _allOf, ...own } = schema;
  return [...parts.map((part) => resolved(part, root)), own].reduce<JsonSchema>(
    (sum, part) => ({
      ...sum,
      ...part,
      properties: { ...schemaOrEmpty(sum['properties']), ...schemaOrEmpty(part['properties']) },
    }),
    {},
  );
}

function numeric(hint: Hint): number {
  const value = typeof hint === 'string' ? Number(hint) : hint;
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function worded(schema: JsonSchema, hint: Hint): string {
  const { format } = schema;
  if (typeof format === 'string') return sampleByFormat[format] ?? '';
  if (Array.isArray(hint)) return hint.map((one) => worded({}, one)).join('; ');
  return hint === undefined || hint === null || isHintRecord(hint) ? '' : String(hint);
}

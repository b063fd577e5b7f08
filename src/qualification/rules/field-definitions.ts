import { type Criterion, isPrice } from './criterion';

/** What kind of value a field holds. CHOICE is one word of a fixed list; TEXT is one text or several. */
export type FieldKind = 'NUMBER' | 'BOOLEAN' | 'CHOICE' | 'TEXT';

export interface FieldDefinition {
  readonly name: string;
  readonly kind: FieldKind;
  /** Read by the model. Models are sensitive to its wording, so it is changed only together with a test of the answers. */
  readonly description: string;
  /** For CHOICE the only values; for TEXT words to prefer where they fit. */
  readonly choices?: readonly string[];
  /** A NUMBER that is a sum of money: its currency and range are read from the words. */
  readonly isMoney?: boolean;
}

/** Fields every conversation is searched for. */
export const STANDARD_FIELDS: readonly FieldDefinition[] = [
  {
    name: 'budget',
    kind: 'NUMBER',
    description: 'The most the person says they can or want to spend, as a plain number without currency.',
    isMoney: true,
  },
  {
    name: 'timeline',
    kind: 'CHOICE',
    description: 'How soon the person wants to decide or buy.',
    choices: ['immediate', 'within_month', 'within_quarter', 'within_year', 'later', 'none'],
  },
  {
    name: 'decision_maker',
    kind: 'BOOLEAN',
    description: 'True when the person says they decide, alone or with others; false when somebody else decides.',
  },
  {
    name: 'pain_points',
    kind: 'TEXT',
    description: 'Problems or needs the person tells of, a few words each.',
  },
  {
    name: 'service_interest',
    kind: 'TEXT',
    description: 'What the person is interested in: products, services, kinds of property.',
  },
  { name: 'location', kind: 'TEXT', description: 'Where the person wants it.' },
  {
    name: 'urgency',
    kind: 'CHOICE',
    description: 'How pressing the matter is to the person, by their own words.',
    choices: ['high', 'medium', 'low'],
  },
];

const STANDARD = new Map(STANDARD_FIELDS.map((field) => [field.name, field]));

export function standardField(name: string): FieldDefinition | undefined {
  return STANDARD.get(name);
}

/**
 * The standard fields, and those a rubric adds; an added field's kind follows from what it is compared with. To a TEXT belong the
 * words the rubric asks about: they are given, never which of them count, nor how much.
 */
export function fieldsFor(criteria: readonly Criterion[]): FieldDefinition[] {
  const added = [...new Set(criteria.map(({ field }) => field).filter((name) => !STANDARD.has(name)))];
  const definitions = [...STANDARD_FIELDS, ...added.map((name) => addedField(name, criteria))];
  return definitions.map((definition) => {
    const words = definition.kind === 'TEXT' ? wordsFor(definition.name, criteria) : [];
    return words.length > 0 ? { ...definition, choices: words } : definition;
  });
}

/** Kind of value a criterion compares with; undefined when it only asks whether there is one. */
export function comparedKind({ operator, value }: Pick<Criterion, 'operator' | 'value'>): FieldKind | undefined {
  if (operator === 'exists') return undefined;
  if (isPrice(value)) return 'NUMBER';
  const sample: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof sample === 'number') return 'NUMBER';
  return typeof sample === 'boolean' ? 'BOOLEAN' : 'TEXT';
}

function addedField(name: string, criteria: readonly Criterion[]): FieldDefinition {
  const own = criteria.filter(({ field }) => field === name);
  const kind = own.map(comparedKind).find((found) => found !== undefined) ?? 'TEXT';
  const money = own.some(({ value }) => isPrice(value)) ? { isMoney: true } : {};
  return { name, kind, description: `What the person says about: ${name.replaceAll('_', ' ')}.`, ...money };
}

function wordsFor(name: string, criteria: readonly Criterion[]): string[] {
  const compared = criteria.filter(({ field }) => field === name).flatMap(({ value }) => value);
  return [...new Set(compared.filter((value) => typeof value === 'string'))].sort();
}

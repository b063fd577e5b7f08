import { BadUserInput } from '../../platform/errors/domain-error';
import {
  type Criterion,
  type FieldValue,
  isPrice,
  type Operator,
  OPERATORS,
  type Price,
  type Scalar,
} from './criterion';
import { comparedKind, type FieldDefinition, type FieldKind, standardField } from './field-definitions';

export const MAX_CRITERIA = 30;
const MAX_ITEMS = 50;
const MAX_TEXT = 200;
/** Far above any use; thirty of them still add up exactly. */
export const MAX_WEIGHT = 1_000_000;
const FIELD_NAME = /^[a-z][a-z0-9_]{0,49}$/;

/** What arrives from a client: nothing is known of it. */
export interface CriterionDraft {
  readonly field: unknown;
  readonly operator: unknown;
  readonly value?: unknown;
  readonly weight: unknown;
  readonly required?: unknown;
}

type ValueForm = 'NUMBER' | 'SPAN' | 'SCALAR' | 'LIST' | 'TEXT' | 'NOTHING';

const FORM_OF: Record<Operator, ValueForm> = {
  '>=': 'NUMBER',
  '>': 'NUMBER',
  '<=': 'NUMBER',
  '<': 'NUMBER',
  '==': 'SCALAR',
  '!=': 'SCALAR',
  in: 'LIST',
  not_in: 'LIST',
  contains: 'TEXT',
  contains_any: 'LIST',
  contains_all: 'LIST',
  between: 'SPAN',
  exists: 'NOTHING',
};

const FORM_MESSAGE: Record<ValueForm, string> = {
  NUMBER: 'must be a number, or {amount, currency} with perhaps {rates}, for this operator.',
  SPAN: 'must be two numbers, the smaller first, or {amount: [least, most], currency}, for this operator.',
  SCALAR: 'must be a text, a number or true or false for this operator.',
  LIST: `must be a list of 1 to ${MAX_ITEMS} texts, numbers or truth values of one kind for this operator.`,
  TEXT: 'must be a text for this operator.',
  NOTHING: 'must be absent: exists compares with nothing.',
};

/** Operators that make sense of a text's parts. */
const PART_OPERATORS: ReadonlySet<Operator> = new Set(['contains', 'contains_any', 'contains_all']);

/**
 * Criteria that can be scored.
 * @throws BadUserInput naming the first place that cannot, for example `input.criteria[2].operator`.
 */
export function checkCriteria(drafts: readonly CriterionDraft[], path = 'input.criteria'): Criterion[] {
  if (drafts.length === 0 || drafts.length > MAX_CRITERIA)
    throw new BadUserInput(path, `must have 1 to ${MAX_CRITERIA} criteria.`);
  const kinds = new Map<string, FieldKind>();
  return drafts.map((draft, i) => {
    const place = `${path}[${i}]`;
    const criterion = checkOne(draft, place);
    checkKind(criterion, place, kinds);
    return criterion;
  });
}

function checkOne({ field, operator, value, weight, required }: CriterionDraft, place: string): Criterion {
  if (typeof field !== 'string' || !FIELD_NAME.test(field)) {
    throw new BadUserInput(
      `${place}.field`,
      'must be a name of small letters, digits and underscores, for example pain_points.',
    );
  }
  if (!isOperator(operator)) throw new BadUserInput(`${place}.operator`, `must be one of ${OPERATORS.join(' ')}.`);
  if (typeof weight !== 'number' || !(weight > 0 && weight <= MAX_WEIGHT)) {
    throw new BadUserInput(`${place}.weight`, `must be a number above 0 and at most ${MAX_WEIGHT}.`);
  }
  const given = value ?? null;
  if (!hasForm(given, FORM_OF[operator])) throw new BadUserInput(`${place}.value`, FORM_MESSAGE[FORM_OF[operator]]);
  if (typeof (required ?? false) !== 'boolean') throw new BadUserInput(`${place}.required`, 'must be true or false.');
  return { field, operator, value: given, weight, ...(required === true ? { required } : {}) };
}

/** A field is compared as one kind of thing, and a standard field as what it is. */
function checkKind(criterion: Criterion, place: string, kinds: Map<string, FieldKind>): void {
  const compared = comparedKind(criterion);
  if (compared === undefined) return;
  const standard = standardField(criterion.field);
  if (standard) {
    checkStandard(criterion, compared, standard, place);
    return;
  }
  const before = kinds.get(criterion.field) ?? compared;
  if (before !== compared) {
    throw new BadUserInput(
      `${place}.value`,
      `${criterion.field} is compared as a ${before.toLowerCase()} by another criterion.`,
    );
  }
  kinds.set(criterion.field, compared);
}

function checkStandard(
  { operator, field, value }: Criterion,
  compared: FieldKind,
  standard: FieldDefinition,
  place: string,
): void {
  const textual = standard.kind === 'TEXT' || standard.kind === 'CHOICE';
  if (PART_OPERATORS.has(operator) && standard.kind !== 'TEXT') {
    throw new BadUserInput(`${place}.operator`, `${field} is not a text; use another operator.`);
  }
  if (compared === 'NUMBER' && standard.kind !== 'NUMBER') {
    throw new BadUserInput(`${place}.operator`, `${field} is not a number and cannot be compared with one.`);
  }
  if (textual ? compared !== 'TEXT' : compared !== standard.kind) {
    throw new BadUserInput(`${place}.value`, `${field} is a ${standard.kind.toLowerCase()}.`);
  }
  const unknown =
    standard.kind === 'CHOICE'
      ? [value].flat().find((word) => !standard.choices?.some((choice) => choice === word))
      : undefined;
  if (unknown !== undefined) {
    throw new BadUserInput(`${place}.value`, `${field} is one of ${standard.choices?.join(', ') ?? ''}.`);
  }
}

function isOperator(value: unknown): value is Operator {
  return OPERATORS.some((operator) => operator === value);
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const HAS_FORM: Record<ValueForm, (value: unknown) => boolean> = {
  NUMBER: (value) => isNumber(value) || hasPrice(value, isNumber),
  SPAN: (value) => isSpan(value) || hasPrice(value, isSpan),
  SCALAR: isScalar,
  TEXT: (value) => typeof value === 'string' && isScalar(value),
  NOTHING: (value) => value === null,
  LIST: isList,
};

function hasForm(value: unknown, form: ValueForm): value is FieldValue | Price | null {
  return HAS_FORM[form](value);
}

function isSpan(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2 || !value.every(isNumber)) return false;
  const [least = 0, most = 0] = value;
  return least <= most;
}

/** ISO 4217, as the runtime knows them. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const PRICE_KEYS: ReadonlySet<string> = new Set(['amount', 'currency', 'rates']);

function hasPrice(value: unknown, isAmount: (amount: unknown) => boolean): boolean {
  if (!isPrice(value) || Object.keys(value).some((key) => !PRICE_KEYS.has(key))) return false;
  return isAmount(value.amount) && CURRENCIES.has(value.currency) && hasRates(value);
}

function hasRates({ currency, rates = {} }: Price): boolean {
  if (typeof rates !== 'object' || rates === null || Object.keys(rates).length > MAX_ITEMS) return false;
  return Object.entries(rates).every(
    ([other, rate]) => CURRENCIES.has(other) && other !== currency && isNumber(rate) && rate > 0,
  );
}

function isList(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_ITEMS) return false;
  return value.every(isScalar) && new Set(value.map((item) => typeof item)).size === 1;
}

function isScalar(value: unknown): value is Scalar {
  if (typeof value === 'string') return value.trim() !== '' && value.length <= MAX_TEXT;
  return typeof value === 'boolean' || isNumber(value);
}

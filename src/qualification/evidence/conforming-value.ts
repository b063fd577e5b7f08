import type { FieldValue } from '../rules/criterion';
import type { FieldDefinition } from '../rules/field-definitions';

const MAX_ITEMS = 20;
const MAX_TEXT = 300;

/** The claimed value as the field's kind of value, or undefined when it is none: nothing is converted. */
export function conformingValue(value: unknown, { kind, choices }: FieldDefinition): FieldValue | undefined {
  switch (kind) {
    case 'NUMBER':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'BOOLEAN':
      return typeof value === 'boolean' ? value : undefined;
    case 'CHOICE':
      return choices?.find((choice) => choice === value);
    default:
      return textOf(value);
  }
}

function textOf(value: unknown): FieldValue | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim().slice(0, MAX_TEXT);
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_ITEMS) return undefined;
  const texts = value.map(textOf).filter((text) => typeof text === 'string');
  return texts.length === value.length ? texts : undefined;
}

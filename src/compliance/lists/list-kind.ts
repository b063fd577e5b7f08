/**
 * INTERNAL: numbers the company itself must leave alone. REASSIGNED_NUMBERS: answers of the Reassigned Numbers Database. The others are
 * copies of lists kept by authorities.
 */
export const LIST_KINDS = [
  'INTERNAL',
  'NATIONAL_DNC',
  'STATE_DNC',
  'PREFERENCE_REGISTER',
  'REASSIGNED_NUMBERS',
] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** A list of others, of which a newer copy takes the place of an older one. */
export type CopiedKind = Exclude<ListKind, 'INTERNAL' | 'REASSIGNED_NUMBERS'>;

export function isCopied(kind: ListKind): kind is CopiedKind {
  return kind !== 'INTERNAL' && kind !== 'REASSIGNED_NUMBERS';
}

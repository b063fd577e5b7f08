import { amountsIn } from '../evidence/spoken-amounts';
import { onlyAccepts } from '../evidence/spoken-words';
import type { SpokenTurn } from '../evidence/verify-facts';
import type { FieldDefinition } from '../rules/field-definitions';

/** Turns before the new ones that are shown again, so that "yes, that much" is understood. */
const CONTEXT = 6;
/** Longest stretch of a conversation that is read at once. */
const MOST = 80;

/** What has to be read of a conversation that was read up to a turn before: the new turns, with a few before them. */
export function newTurns(turns: readonly SpokenTurn[], readUpTo: number): readonly SpokenTurn[] {
  const first = turns.findIndex(({ seq }) => seq > readUpTo);
  return first === -1 ? [] : turns.slice(Math.max(0, first - CONTEXT)).slice(-MOST);
}

/**
 * Fields that new words could say something about: all that are not known yet; a known number only where a number is spoken of, and
 * any other known field only where the lead said more than yes.
 */
export function fieldsToAsk(
  fields: readonly FieldDefinition[],
  known: ReadonlySet<string>,
  turns: readonly SpokenTurn[],
  readUpTo: number,
): readonly FieldDefinition[] {
  const fresh = turns.filter(({ seq }) => seq > readUpTo);
  const hasNumber = fresh.some(({ text }) => amountsIn(text).length > 0);
  const saysMore = fresh.some(({ speaker, text }) => speaker === 'LEAD' && !onlyAccepts(text));
  return fields.filter(({ name, kind }) => !known.has(name) || (kind === 'NUMBER' ? hasNumber : saysMore));
}

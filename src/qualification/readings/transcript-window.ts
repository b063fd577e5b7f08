import { amountsIn } from '../evidence/spoken-amounts';
import { accepts, onlyAccepts } from '../evidence/spoken-words';
import type { SpokenTurn } from '../evidence/verify-facts';
import { lastThatFit } from '../extraction/fenced-transcript';
import type { LeadFact } from '../facts/lead-fact.entity';
import type { Reach } from '../facts/merge-facts';
import type { FieldDefinition } from '../rules/field-definitions';

/** Turns before the new ones that are shown again, so that "yes, that much" is understood. */
const CONTEXT = 6;
/** Longest stretch of a conversation that is read at once. */
const MOST = 80;
/** Most stretches that a model is asked to read; after an outage that was longer still, rules have the last word on what was before. */
const MOST_STRETCHES = 4;

/** What has to be read of a conversation that was read up to a turn before: the new turns, with a few before them. */
export function newTurns(turns: readonly SpokenTurn[], readUpTo: number): readonly SpokenTurn[] {
  return withContext(turns, readUpTo).slice(-MOST);
}

/** The same for a model, which has not seen what rules have read: all of it, in stretches that begin where the one before ends. */
export function newStretches(turns: readonly SpokenTurn[], readUpTo: number): readonly (readonly SpokenTurn[])[] {
  const unread = withContext(turns, readUpTo);
  const stretches: (readonly SpokenTurn[])[] = [];
  for (let end = unread.length; end > 0 && stretches.length < MOST_STRETCHES;) {
    const stretch = lastThatFit(unread.slice(Math.max(0, end - MOST), end));
    stretches.unshift(stretch);
    end = end > stretch.length ? end - stretch.length + CONTEXT : 0;
  }
  return stretches;
}

/** What a reader of some turns could have found in them: what was asked for, in turns that had not been read before. */
export function reachOf(fields: readonly FieldDefinition[], turns: readonly SpokenTurn[], readUpTo: number): Reach {
  const [first, last] = [turns[0]?.seq ?? 0, turns.at(-1)?.seq ?? 0];
  return { fields: new Set(fields.map(({ name }) => name)), from: Math.max(first, readUpTo + 1), to: last };
}

/**
 * Fields of which something is known for certain: what rules found in the conversation itself is what a model is to look at, and
 * who would not tell may tell now.
 */
export function knownFields(
  facts: readonly Pick<LeadFact, 'field' | 'value' | 'extractor' | 'conversationId'>[],
  conversationId: string,
): ReadonlySet<string> {
  const told = facts.filter(({ value }) => value !== null);
  const certain = told.filter((fact) => fact.extractor === 'MODEL' || fact.conversationId !== conversationId);
  return new Set(certain.map(({ field }) => field));
}

/**
 * Fields that new words could say something about: all that are not known yet; a known number only where a number is spoken of, and
 * any other known field only where the lead said more than yes, or said yes to something. All of them where that leaves none: what the
 * conversation has come to is asked for in any case, and no provider takes a form without fields.
 */
export function fieldsToAsk(
  fields: readonly FieldDefinition[],
  known: ReadonlySet<string>,
  turns: readonly SpokenTurn[],
  readUpTo: number,
): readonly FieldDefinition[] {
  const fresh = turns.filter(({ seq }) => seq > readUpTo);
  const offers = takenUp(turns, readUpTo);
  const hasNumber = [...offers, ...fresh].some(({ text }) => amountsIn(text).length > 0);
  const saysMore = offers.length > 0 || fresh.some(({ speaker, text }) => speaker === 'LEAD' && !onlyAccepts(text));
  const open = fields.filter(({ name, kind }) => !known.has(name) || (kind === 'NUMBER' ? hasNumber : saysMore));
  return open.length > 0 ? open : fields;
}

/** Words of ours, new or read before, that the lead has now said yes to. */
function takenUp(turns: readonly SpokenTurn[], readUpTo: number): readonly SpokenTurn[] {
  return turns.filter(({ speaker, text }, i) => {
    const next = turns[i + 1];
    if (speaker !== 'AGENT' || onlyAccepts(text) || next?.speaker !== 'LEAD' || next.seq <= readUpTo) return false;
    return accepts(next.text) || onlyAccepts(next.text);
  });
}

function withContext(turns: readonly SpokenTurn[], readUpTo: number): readonly SpokenTurn[] {
  const first = turns.findIndex(({ seq }) => seq > readUpTo);
  return first === -1 ? [] : turns.slice(Math.max(0, first - CONTEXT));
}

import type { SpokenTurn } from '../evidence/verify-facts';
import type { FieldDefinition } from '../rules/field-definitions';
import { askedFields } from './agent-turn';
import { wantedField } from './extract-by-rules';
import { profilesOf } from './fields/field-profile';
import { refusesToSay, wantsToKnow } from './talk/acts';
import { sentencesOf } from './talk/sentences';

/** What an agent has asked for in one stretch of a conversation. */
export interface Asked {
  /** In how many of its turns, by field. */
  readonly times: ReadonlyMap<string, number>;
  /** Of these, what the person said they would not speak about. */
  readonly refused: ReadonlySet<string>;
}

/**
 * What the agent asked for, by the words of its questions.
 * @param hinted the field it was advised to ask for: a question whose words name none is taken to be that one.
 */
export function askedIn(
  turns: readonly SpokenTurn[],
  fields: readonly FieldDefinition[],
  hinted: string | null = null,
): Asked {
  const profiles = profilesOf(fields.map(wantedField));
  const times = new Map<string, number>();
  const refused = new Set<string>();
  let last: string | null = null;
  for (const { speaker, text } of turns) {
    if (speaker === 'AGENT') {
      last = fieldOf(text);
      if (last !== null) times.set(last, (times.get(last) ?? 0) + 1);
    } else if (last !== null && refusesToSay(text)) refused.add(last);
  }
  return { times, refused };

  function fieldOf(text: string): string | null {
    const questions = sentencesOf(text).filter(wantsToKnow);
    const named = [...askedFields(questions, profiles, () => false)].sort(([, a], [, b]) => b - a);
    const names = named.map(([{ field }]) => field.name);
    if (hinted !== null && names.includes(hinted)) return hinted;
    return names[0] ?? (questions.some(({ asks }) => asks) ? hinted : null);
  }
}

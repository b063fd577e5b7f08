import type { Dialogue } from './dialogue';
import { readDialogue } from './read-dialogue';

/** One line of output: every field of the dialogue, null where nothing was established. */
export function factsLine(dialogue: Dialogue): string {
  const found = readDialogue(dialogue);
  const facts = Object.fromEntries(dialogue.fields.map(({ name }) => [name, found.get(name)?.value ?? null]));
  return JSON.stringify({ id: dialogue.id, facts });
}

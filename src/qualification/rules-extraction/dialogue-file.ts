import type { Dialogue, DialogueTurn, WantedField } from './dialogue';

/** Thrown when a file of dialogues cannot be used; the message names the dialogue and what in it. */
export class UnreadableDialogues extends Error {
  override readonly name = 'UnreadableDialogues';
}

/** Speakers by the names other programs give them. */
const SPEAKERS: Readonly<Record<string, DialogueTurn['speaker']>> = {
  USER: 'USER',
  CUSTOMER: 'USER',
  LEAD: 'USER',
  HUMAN: 'USER',
  SYSTEM: 'SYSTEM',
  AGENT: 'SYSTEM',
  ASSISTANT: 'SYSTEM',
  BOT: 'SYSTEM',
};

/**
 * The dialogues of a file: an array of `{id, turns: [{speaker, text}], fields: [{name, description, values?}]}`. Further keys do not
 * matter.
 * @throws UnreadableDialogues naming the first dialogue, turn or field that is not of this form.
 */
export function dialoguesIn(text: string): Dialogue[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UnreadableDialogues(`the file is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!Array.isArray(parsed)) throw new UnreadableDialogues('the file has to be an array of dialogues');
  return parsed.map((dialogue: unknown, at) => dialogueOf(dialogue, at + 1));
}

function dialogueOf(value: unknown, number: number): Dialogue {
  if (!isRecord(value)) throw new UnreadableDialogues(`dialogue ${number} is no object`);
  const { id, turns, fields } = value;
  if (typeof id !== 'number' && (typeof id !== 'string' || id === ''))
    throw new UnreadableDialogues(`dialogue ${number}: id has to be a text or a number`);
  const where = `dialogue ${JSON.stringify(id)}`;
  if (!Array.isArray(turns)) throw new UnreadableDialogues(`${where}: turns has to be an array`);
  if (!Array.isArray(fields)) throw new UnreadableDialogues(`${where}: fields has to be an array`);
  const wanted = fields.map((field: unknown, at) => fieldOf(field, `${where}, field ${at + 1}`));
  const twice = wanted.find(({ name }, at) => wanted.findIndex((other) => other.name === name) !== at);
  if (twice) throw new UnreadableDialogues(`${where}, field ${JSON.stringify(twice.name)}: is there twice`);
  return { id, turns: turns.map((turn: unknown, at) => turnOf(turn, `${where}, turn ${at + 1}`)), fields: wanted };
}

function turnOf(value: unknown, where: string): DialogueTurn {
  if (!isRecord(value)) throw new UnreadableDialogues(`${where}: is no object`);
  const { speaker, text } = value;
  const known = typeof speaker === 'string' ? SPEAKERS[speaker.trim().toUpperCase()] : undefined;
  if (known === undefined) throw new UnreadableDialogues(`${where}: speaker has to be USER or SYSTEM`);
  if (typeof text !== 'string') throw new UnreadableDialogues(`${where}: text has to be a text`);
  return { speaker: known, text };
}

function fieldOf(value: unknown, where: string): WantedField {
  if (!isRecord(value)) throw new UnreadableDialogues(`${where}: is no object`);
  const { name, description, values } = value;
  if (typeof name !== 'string' || name === '') throw new UnreadableDialogues(`${where}: name has to be a text`);
  const named = `${where} ${JSON.stringify(name)}`;
  if (description !== undefined && description !== null && typeof description !== 'string')
    throw new UnreadableDialogues(`${named}: description has to be a text`);
  if (values === undefined || values === null) return { name, description: description ?? '' };
  if (
    !Array.isArray(values) ||
    !values.every((one) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean')
  )
    throw new UnreadableDialogues(`${named}: values has to be an array of texts`);
  return { name, description: description ?? '', values: values.map(String) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

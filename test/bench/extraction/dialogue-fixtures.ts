import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Dialogue, DialogueTurn, WantedField } from '../../../src/qualification/rules-extraction/dialogue';

export type Half = 'dev' | 'held-out';

/** A dialogue with what has to be found in it. */
export interface GoldDialogue extends Dialogue {
  readonly domain: string;
  /** As written in the file; fields that are not named have to stay null. */
  readonly gold: ReadonlyMap<string, string>;
}

/** Every dialogue of one half, in the format of dialogues/README.md. */
export function dialoguesOf(half: Half): GoldDialogue[] {
  const folder = join(__dirname, 'dialogues', half);
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));
  return files.sort().flatMap((file) => parse(basename(file, '.txt'), readFileSync(join(folder, file), 'utf8')));
}

function parse(domain: string, text: string): GoldDialogue[] {
  const fields: WantedField[] = [];
  const dialogues: { id: string; turns: DialogueTurn[]; gold: Map<string, string> }[] = [];
  text.split('\n').forEach((line, at) => {
    const current = dialogues.at(-1);
    if (line.trim() === '') return;
    if (line.startsWith('field ')) fields.push(fieldOf(line.slice(6)));
    else if (line.startsWith('== ')) dialogues.push({ id: line.slice(3).trim(), turns: [], gold: new Map() });
    else if (current && line.startsWith('U: ')) current.turns.push({ speaker: 'USER', text: line.slice(3) });
    else if (current && line.startsWith('S: ')) current.turns.push({ speaker: 'SYSTEM', text: line.slice(3) });
    else if (current && line.startsWith('=')) current.gold = goldOf(line.slice(1), fields, `${domain}:${at + 1}`);
    else throw new Error(`${domain}.txt:${at + 1} is no line of a dialogue`);
  });
  return dialogues.map((dialogue) => ({ ...dialogue, domain, fields }));
}

function fieldOf(line: string): WantedField {
  const [name = '', description = '', values] = line.split('|').map((part) => part.trim());
  return {
    name,
    description,
    ...(values === undefined ? {} : { values: values.split(',').map((value) => value.trim()) }),
  };
}

function goldOf(line: string, fields: readonly WantedField[], where: string): Map<string, string> {
  const pairs = line
    .split(';')
    .map((pair) => pair.trim())
    .filter(Boolean);
  return new Map(
    pairs.map((pair): [string, string] => {
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      if (!fields.some((field) => field.name === name)) throw new Error(`${where}: no field ${name}`);
      return [name, pair.slice(at + 1)];
    }),
  );
}

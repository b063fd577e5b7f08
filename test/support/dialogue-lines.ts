import type { DialogueTurn, WantedField } from '../../src/qualification/rules-extraction/dialogue';
import { readDialogue } from '../../src/qualification/rules-extraction/read-dialogue';

/** `name: description | value, value` */
export const fieldsOf = (...lines: string[]): WantedField[] =>
  lines.map((line) => {
    const [name = '', rest = ''] = line.split(/: (.*)/);
    const [description = '', values] = rest.split(' | ');
    return { name, description, ...(values === undefined ? {} : { values: values.split(', ') }) };
  });

/** What is found in turns that begin with `S: ` or `U: `. */
export function factsIn(fields: readonly WantedField[], ...lines: string[]): Record<string, string> {
  const turns = lines.map((line): DialogueTurn => {
    return { speaker: line.startsWith('S: ') ? 'SYSTEM' : 'USER', text: line.slice(3) };
  });
  return Object.fromEntries([...readDialogue({ turns, fields })].map(([name, { value }]) => [name, value]));
}

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dialoguesIn, UnreadableDialogues } from './dialogue-file';
import { factsLine } from './facts-line';

const USAGE = [
  'Usage:',
  '  npm run -s extract -- --dialogues FILE     reads a JSON array of {id, turns: [{speaker: "USER"|"SYSTEM", text}],',
  '                                             fields: [{name, description, values?}]}, - for standard input, and prints one',
  '                                             line for each: {"id": …, "facts": {field: value or null}}',
].join('\n');
const UNUSABLE = 2;
const STANDARD_INPUT = 0;

/** `npm run -s extract -- …`: the facts of dialogues by rules alone, without a model. Exit code 2: an argument or the file cannot be used. */
async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { dialogues: { type: 'string' } } });
  if (values.dialogues === undefined) throw new UnreadableDialogues(`--dialogues is missing.\n${USAGE}`);
  const text = readFileSync(values.dialogues === '-' ? STANDARD_INPUT : values.dialogues, 'utf8');
  for (const dialogue of dialoguesIn(text)) {
    if (!process.stdout.write(`${factsLine(dialogue)}\n`)) await once(process.stdout, 'drain');
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isUsage = error instanceof TypeError && 'code' in error;
  process.stderr.write(
    `extract: ${error instanceof Error ? error.message : String(error)}${isUsage ? `\n${USAGE}` : ''}\n`,
  );
  process.exitCode = UNUSABLE;
});

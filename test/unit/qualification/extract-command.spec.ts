import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'extract-'));
afterAll(() => rmSync(folder, { recursive: true }));

function extract(args: string[], input?: string) {
  const command = ['-r', '@swc-node/register', 'src/qualification/rules-extraction/extract.command.ts', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', input });
  return { status, stdout, stderr };
}

const dialogues = ['one', 'two'].map((id) => ({
  id,
  turns: [{ speaker: 'USER', text: 'Find me a hotel in Leeds for 2 nights.' }],
  fields: [
    { name: 'city', description: 'City of the hotel' },
    { name: 'nights', description: 'Number of nights' },
    { name: 'pets', description: 'Whether pets are allowed', values: ['True', 'False'] },
  ],
}));
const lines = dialogues.map(({ id }) => `{"id":"${id}","facts":{"city":"Leeds","nights":"2","pets":null}}\n`).join('');

describe('npm run -s extract', () => {
  it('prints one line for each dialogue of a file, and of standard input', () => {
    const path = join(folder, 'dialogues.json');
    writeFileSync(path, JSON.stringify(dialogues));
    expect(extract(['--dialogues', path])).toEqual({ status: 0, stdout: lines, stderr: '' });
    expect(extract(['--dialogues', '-'], JSON.stringify(dialogues))).toEqual({ status: 0, stdout: lines, stderr: '' });
  });

  it.each<[string[], string, string]>([
    [[], '', '--dialogues is missing'],
    [['--file', 'x'], '', 'Unknown option'],
    [['--dialogues', join(folder, 'none.json')], '', 'no such file'],
    [['--dialogues', '-'], '[{"id": 7, "turns": [], "fields": [{}]}]', 'dialogue 7, field 1: name has to be a text'],
  ])('ends with 2 and says why: %j', (args, input, message) => {
    const { status, stdout, stderr } = extract(args, input);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`extract: `);
    expect(stderr).toContain(message);
  });
});

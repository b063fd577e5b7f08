import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import bundled from '../../../src/compliance/data/calling-rules.json';

const root = join(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'rules-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As `npm run -s rules -- …` does. */
function rules(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { rules: string } };
  const [program = '', ...given] = scripts.rules.split(' ');
  const { status, stdout, stderr } = spawnSync(program, [...given, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CALLING_RULES_FILE: '', ...environment },
  });
  return { status, lines: stdout.trimEnd().split('\n'), stderr };
}

function written(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const examples = JSON.parse(readFileSync(join(__dirname, 'calling-rules.examples.json'), 'utf8')) as {
  policy: object;
  vectors: Record<string, unknown>[];
};
const [first = {}, second = {}] = examples.vectors;

describe('npm run rules -- --vectors', () => {
  it('ends with what passed', () => {
    const { status, lines } = rules(['--vectors', join(__dirname, 'calling-rules.examples.json')]);
    expect({ status, lines }).toEqual({ status: 0, lines: ['136 passed, 0 failed'] });
  });

  it('prints a line per mismatch, and fails', () => {
    const wrong = {
      ...first,
      expected: { ...(first['expected'] as object), decision: 'defer', reason: 'OUTSIDE_WINDOW' },
    };
    const { status, lines } = rules(['--vectors', written('wrong.json', { ...examples, vectors: [wrong, second] })]);
    expect(status).toBe(1);
    expect(lines).toEqual([
      'V001 expected defer OUTSIDE_WINDOW null [America/New_York] [US,US-NY] got allow OK null [America/New_York] [US,US-NY]',
      '1 passed, 1 failed',
    ]);
  });

  it('names vector and field of what cannot be read, and judges the rest', () => {
    const old = { ...first, utc_instant: '0000-07-07T14:00:00Z' };
    const lost = { ...first, id: 'V003', known_timezone: 'Mars/Olympus' };
    const { status, lines, stderr } = rules([
      '--vectors',
      written('bad.json', { ...examples, vectors: [old, lost, second] }),
    ]);
    expect({ status, last: lines.at(-1) }).toEqual({ status: 2, last: '1 passed, 2 failed' });
    expect(lines[0]).toContain('V003 expected allow OK');
    expect(lines[0]).toContain('got error known_timezone: "Mars/Olympus" is no time zone');
    expect(stderr).toBe('rules: V001: utc_instant: must lie between 1900 and 2199\n');
  });

  it('says once which fields nobody reads', () => {
    const vectors = [first, second].map((one) => ({ ...one, x_unknown: 1 }));
    const { status, stderr } = rules(['--vectors', written('unknown.json', { ...examples, vectors })]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: 'rules: fields nobody reads: x_unknown\n' });
  });

  it.each([
    ['no JSON', '{'],
    ['no file of vectors', '{"policy":{}}'],
    ['a policy that cannot be', JSON.stringify({ ...examples, policy: { search_horizon_days: 0 } })],
  ])('refuses %s by its name', (_, content) => {
    const path = written('none.json', content);
    const { status, stderr } = rules(['--vectors', path]);
    expect(status).toBe(2);
    expect(stderr).toContain(`rules: ${path}: `);
  });
});

describe('npm run rules -- --explain', () => {
  it('prints verdict, sentence, local times and law', () => {
    const { status, lines } = rules(['--explain', '+13055552345', '--at', '2026-07-08T03:00:00Z', '--state', 'TX']);
    expect(status).toBe(0);
    expect(lines).toEqual(
      expect.arrayContaining([
        'DEFER OUTSIDE_WINDOW',
        'Florida number, 22:00 Central is outside the hours 09:00 to 20:00; next on Wednesday 8 July at 09:00 Mountain.',
        'Next allowed: 2026-07-08T15:00:00.000Z',
        'Jurisdictions: US, US-FL, US-TX',
        '  America/New_York (Eastern): Tuesday, 7 July 2026 at 23:00',
        'US-FL@2021-07-01 Florida (confidence high)',
      ]),
    );
    expect(lines.join('\n')).toMatch(/ {2}501\.616\(6\): 8-8 in called person's zone/);
    expect(lines.join('\n')).toMatch(/ {2}Source CP: .*https:/);
  });

  it.each([
    [['--explain', '12', '--at', '2026-07-08T03:00:00Z'], '--explain: "12" is no phone number such as +12125552345.'],
    [
      ['--explain', '+13055552345', '--at', '2026-07-08T03:00:00Z', '--state', 'ZZ'],
      '--state: "ZZ" is no state or province such as NY.',
    ],
  ])('refuses %j', (args, message) => {
    expect(rules(args)).toMatchObject({ status: 2, stderr: `rules: ${message}\n`, lines: [''] });
  });
});

describe('npm run rules', () => {
  it('asks the rules the program would run on, and refuses those it would not start with', () => {
    const path = written('rules.json', { ...bundled, x_unknown: 1 });
    const { status, stderr } = rules(['--explain', '+13055552345', '--at', '2026-07-08T03:00:00Z'], {
      CALLING_RULES_FILE: path,
    });
    expect(status).toBe(2);
    expect(stderr).toContain('x_unknown: is a field this program does not know');
  });

  it('measures', () => {
    const { status, lines } = rules(['--bench']);
    expect(status).toBe(0);
    expect(lines.at(-1)).toMatch(/^\d+ decisions per second on one core$/);
  });
});

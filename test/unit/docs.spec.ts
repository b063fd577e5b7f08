import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environmentSchema } from '../../src/platform/config/environment';

const root = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');

/** Every variable of the schema with its default as people write it; `none` where there is none. */
const variables = Object.keys(environmentSchema.shape);
const defaults: Readonly<Record<string, unknown>> = environmentSchema.parse({});

function written(name: string): string {
  const value = defaults[name];
  if (Array.isArray(value)) return value.join(',') || 'none';
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return `${value}`;
  return 'none';
}

/** First two cells of the rows that begin with `code`, in tables whose first heading matches. */
function tableRows(markdown: string, heading: RegExp): Map<string, string> {
  const lines = markdown.split('\n');
  const begin = lines.findIndex((line) => line.startsWith('|') && heading.test(line));
  const rows = new Map<string, string>();
  for (const line of lines.slice(begin + 2)) {
    if (!line.startsWith('|')) break;
    const [first = '', second = ''] = line.split('|').slice(1);
    rows.set(first.trim().replaceAll('`', ''), second.trim().replaceAll('`', ''));
  }
  return rows;
}

describe('the configuration table of the README', () => {
  const rows = tableRows(readme, /^\| variable /);

  it('has every variable the program reads, and no other', () => {
    expect([...rows.keys()].sort()).toEqual([...variables].sort());
  });

  it.each(variables)('gives the default of %s', (name) => {
    expect(rows.get(name)).toBe(written(name));
  });
});

describe('.env.example', () => {
  const given = [...read('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]*)=(.*)$/gm)];

  it('has every variable the program reads once, and no other', () => {
    expect(given.map(([, name = '']) => name).sort()).toEqual([...variables].sort());
  });

  it('gives the defaults, and sets nothing', () => {
    const values = Object.fromEntries(given.map(([, name, value]) => [name, value || 'none']));
    expect(values).toEqual(Object.fromEntries(variables.map((name) => [name, written(name)])));
    expect(given.filter(([line]) => !line.startsWith('#'))).toEqual([]);
  });
});

describe('the README', () => {
  it('explains every npm script, and no other', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect([...tableRows(readme, /^\| `npm run/).keys()].sort()).toEqual(Object.keys(scripts).sort());
  });

  it('names every room of the source', () => {
    const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.map(({ name }) => `src/${name}`).filter((room) => !readme.includes(`\`${room}\``))).toEqual([]);
  });
});

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

/** Anchors as GitHub makes them of headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

it.each(pages)('every link of %s leads somewhere', (page) => {
  const text = read(page).replace(/```[\s\S]*?```/g, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const broken = targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? join(root, page) : join(root, dirname(page), path);
    if (!existsSync(file)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
  });
  expect(broken).toEqual([]);
});

describe('the architecture page', () => {
  const page = read('docs/architecture.md');

  it('has the import levels that are enforced', () => {
    const rules = read('.dependency-cruiser.cjs');
    const [, body = ''] = /const levels = \[\n([\s\S]*?)\n\];/.exec(rules) ?? [];
    const levels = body.split('\n').map((line) => [...line.matchAll(/'([\w-]+)'/g)].map(([, room]) => room));
    expect(levels.length).toBeGreaterThan(5);
    const lines = levels.map((rooms, index) => `${String(index + 1).padStart(2)} ${rooms.join('  ')}`);
    expect(lines.filter((line) => !page.split('\n').includes(line))).toEqual([]);
  });

  it('has the neighbours that may import each other', () => {
    const [, body = ''] = /const neighbours = \{([\s\S]*?)\};/.exec(read('.dependency-cruiser.cjs')) ?? [];
    const pairs = [...body.matchAll(/'?([\w-]+)'?: \[([^\]]*)\]/g)].flatMap(([, from, to = '']) =>
      [...to.matchAll(/'([\w-]+)'/g)].map(([, room]) => `\`${from} -> ${room}\``),
    );
    expect(pairs.length).toBeGreaterThan(0);
    expect(pairs.filter((pair) => !page.includes(pair))).toEqual([]);
  });

  it('links every decision', () => {
    const decisions = readdirSync(join(root, 'docs/decisions'));
    expect(decisions.filter((file) => !page.includes(`(decisions/${file})`))).toEqual([]);
  });
});

describe('decisions', () => {
  const files = readdirSync(join(root, 'docs/decisions')).sort();

  it('are numbered without a gap', () => {
    expect(files.map((file) => file.slice(0, 5))).toEqual(files.map((_, i) => `${String(i + 1).padStart(4, '0')}-`));
  });

  it.each(files)('%s says context, decision and consequences', (file) => {
    const headings = [...read(`docs/decisions/${file}`).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Context', 'Decision', 'Consequences']);
  });
});

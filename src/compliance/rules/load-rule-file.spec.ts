import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import bundled from '../data/calling-rules.json';
import { InvalidRuleFile, loadRuleFile, parseRuleFile } from './load-rule-file';
import { ruleFile } from './rule-file.schema';

type Json = undefined | null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const fresh = (): JsonObject => structuredClone(bundled);

const problemsOf = (content: unknown): readonly string[] => {
  try {
    parseRuleFile(content, 'the test');
    return [];
  } catch (error) {
    if (error instanceof InvalidRuleFile) return error.problems;
    throw error;
  }
};

/** Every object of the file with its path, the file itself first. */
function objectsOf(value: Json, path = ''): [path: string, object: JsonObject][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => objectsOf(item, `${path}[${index}]`));
  if (!value || typeof value !== 'object') return [];
  const inner = Object.entries(value).flatMap(([key, item]) => objectsOf(item, path ? `${path}.${key}` : key));
  return [[path, value], ...inner];
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

describe('the file of calling rules', () => {
  it('is understood as it is', () => {
    expect(problemsOf(bundled)).toEqual([]);
    expect(loadRuleFile().rules_version).toBe('2026-11-20.2');
    expect(loadRuleFile().jurisdictions).toHaveLength(67);
  });

  it('is refused with a field nobody knows, wherever it stands, and the field is named', () => {
    const file = fresh();
    const objects = objectsOf(file);
    expect(objects.length).toBeGreaterThan(800);
    for (const [, object] of objects) object['x_unknown'] = { x: 1 };
    const issues = ruleFile.safeParse(file).error?.issues ?? [];
    const named = new Set(
      issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? [pathOf(issue.path)]
          : [pathOf(issue.path.slice(0, issue.path.indexOf('x_unknown')))],
      ),
    );
    const overlooked = objects.filter(([path]) => !named.has(path));
    // Alone, where the refusal of the others hid it.
    for (const [, object] of objects) delete object['x_unknown'];
    const accepted = overlooked.filter(([, object]) => {
      object['x_unknown'] = { x: 1 };
      const refused = problemsOf(file).some((problem) => problem.includes('x_unknown'));
      delete object['x_unknown'];
      return !refused;
    });
    expect(accepted.map(([path]) => path)).toEqual([]);
    expect(problemsOf(file)).toEqual([]);
  });

  it('names the path of the field', () => {
    const file = fresh();
    const florida = (file['jurisdictions'] as JsonObject[]).findIndex((row) => row['id'] === 'US-FL');
    const caps = (file['jurisdictions'] as JsonObject[])[florida]?.['caps'] as JsonObject[];
    Object.assign(caps[0] ?? {}, { x_unknown: 1 });
    expect(problemsOf(file)).toEqual([
      `jurisdictions[${florida}].caps[0].x_unknown: is a field this program does not know`,
    ]);
  });

  it('is refused without a field that decides', () => {
    const rows = (file: JsonObject): JsonObject => (file['jurisdictions'] as JsonObject[])[0] ?? {};
    for (const field of Object.keys(rows(fresh()))) {
      const file = fresh();
      delete rows(file)[field];
      expect([field, problemsOf(file)[0]]).toEqual([field, expect.stringContaining(`jurisdictions[0].${field}: `)]);
    }
  });
});

type Spoil = [why: string, spoil: (file: JsonObject, row: JsonObject) => void, path: string];

const rowOf = (file: JsonObject, id: string): JsonObject =>
  (file['jurisdictions'] as JsonObject[]).find((row) => row['id'] === id) ?? {};
const inside = (object: JsonObject, key: string): JsonObject => object[key] as JsonObject;

const IMPOSSIBLE: Spoil[] = [
  [
    'a window that ends as it starts',
    (_, row) => void (inside(row, 'windows')['mon'] = ['20:00', '20:00']),
    'windows.mon',
  ],
  [
    'a window that ends before it starts',
    (_, row) => void (inside(row, 'windows')['mon'] = ['21:00', '08:00']),
    'windows.mon',
  ],
  ['an hour 25', (_, row) => void (inside(row, 'windows')['sun'] = ['08:00', '25:00']), 'windows.sun[1]'],
  ['an hour of the other kind', (_, row) => void (inside(row, 'windows')['sun'] = ['08:00', '9pm']), 'windows.sun[1]'],
  ['a weekday that is missing', (_, row) => void delete inside(row, 'windows')['wed'], 'windows.wed'],
  ['a day that no calendar has', (_, row) => void (row['effective_from'] = '2026-02-30'), 'effective_from'],
  ['a year 0', (_, row) => void (row['effective_from'] = '0000-01-01'), 'effective_from'],
  ['an end before the beginning', (_, row) => void (row['effective_to'] = '1999-01-01'), 'effective_to'],
  [
    'an end on the day of the beginning',
    (_, row) => void (row['effective_to'] = row['effective_from'] ?? null),
    'effective_to',
  ],
  [
    'a cap of nothing',
    (_, row) => void Object.assign((row['caps'] as JsonObject[])[0] ?? {}, { max: 0 }),
    'caps[0].max',
  ],
  [
    'a cap on no channel',
    (_, row) => void Object.assign((row['caps'] as JsonObject[])[0] ?? {}, { channels: [] }),
    'caps[0].channels',
  ],
  [
    'a cap without a period',
    (_, row) => void Object.assign((row['caps'] as JsonObject[])[0] ?? {}, { period_seconds: 0 }),
    'caps[0].period_seconds',
  ],
  ['a need nobody knows', (_, row) => void (row['ai_voice_marketing'] = 'oral'), 'ai_voice_marketing'],
  ['a country that is another', (_, row) => void (row['country'] = 'CA'), 'country'],
  [
    'a calendar there is not',
    (_, row) => void (row['holiday_rule'] = { calendar: 'US-ZZ', effect: 'closed' }),
    'holiday_rule.calendar',
  ],
  ['a source there is not', (_, row) => void (row['sources'] = ['NOBODY']), 'sources[0]'],
  [
    'an effect nobody knows',
    (_, row) => void (row['holiday_rule'] = { calendar: 'US-AL', effect: 'quiet' }),
    'holiday_rule.effect',
  ],
  [
    'a prefix that is no number',
    (_, row) => void (row['caller_id_prefix_required'] = { any: '140' }),
    'caller_id_prefix_required.any',
  ],
];

describe('a row that cannot be meant is refused', () => {
  it.each(IMPOSSIBLE)('%s', (_, spoil, path) => {
    const file = fresh();
    spoil(file, rowOf(file, 'US-FL'));
    const index = (file['jurisdictions'] as JsonObject[]).findIndex((row) => row['id'] === 'US-FL');
    expect(problemsOf(file)).toEqual([expect.stringContaining(`jurisdictions[${index}].${path}: `)]);
  });

  const ELSEWHERE: Spoil[] = [
    [
      'two rows of one state on one day',
      (file) =>
        void (file['jurisdictions'] as JsonObject[]).push({ ...rowOf(file, 'US-FL'), effective_from: '2025-01-01' }),
      'jurisdictions[67].effective_from',
    ],
    [
      'the same row twice',
      (file) => void (file['jurisdictions'] as JsonObject[]).push({ ...rowOf(file, 'US-NY') }),
      'jurisdictions[67].effective_from',
    ],
    [
      'two caps of one name',
      (file) => {
        const row = rowOf(file, 'US-FL');
        row['caps'] = [...(row['caps'] as Json[]), ...(row['caps'] as Json[])];
      },
      '.caps[1].id',
    ],
    [
      'a zone there is not',
      (file) => void (inside(inside(inside(file, 'nanp'), 'npas'), '212')['zones'] = ['America/Gotham']),
      'nanp.npas.212.zones[0]',
    ],
    [
      'an offset for a zone',
      (file) => void (inside(file, 'zones_by_us_region')['NY'] = ['-05:00']),
      'zones_by_us_region.NY[0]',
    ],
    ['a place without a zone', (file) => void (inside(file, 'zones_by_us_region')['NY'] = []), 'zones_by_us_region.NY'],
    [
      'a state without a row',
      (file) => void (inside(file, 'zones_by_us_region')['ZZ'] = ['America/Chicago']),
      'zones_by_us_region.ZZ',
    ],
    [
      'an area code of no state',
      (file) => void (inside(inside(inside(file, 'nanp'), 'npas'), '212')['region'] = null),
      'nanp.npas.212.region',
    ],
    [
      'a split nobody marked',
      (file) => void (inside(inside(inside(file, 'nanp'), 'npas'), '850')['split'] = false),
      'nanp.npas.850.split',
    ],
    [
      'an area code both geographic and not',
      (file) => void (inside(inside(file, 'nanp'), 'non_geographic')['premium'] = ['212']),
      'nanp.non_geographic.premium[0]',
    ],
    [
      'a calling code of a country without a row',
      (file) => void (inside(file, 'country_calling_codes')['49'] = ['DE', ['Europe/Berlin']]),
      'country_calling_codes.49',
    ],
    [
      'a holiday by two generators',
      (file) => void (inside(file, 'holiday_calendars')['AU'] = [{ n: 'X', fixed: '01-26', easter: 1 }]),
      'holiday_calendars.AU[0]',
    ],
    [
      'a holiday by none',
      (file) => void (inside(file, 'holiday_calendars')['AU'] = [{ n: 'X' }]),
      'holiday_calendars.AU[0]',
    ],
    [
      'a guard of a day',
      (file) => void (inside(file, 'policy')['close_guard_seconds'] = 86_400),
      'policy.close_guard_seconds',
    ],
    [
      'lists older than the law allows',
      (file) => void (inside(file, 'policy')['dnc_scrub_max_age_days'] = 32),
      'policy.dnc_scrub_max_age_days',
    ],
    [
      'a confirmation later than the law allows',
      (file) => void (inside(file, 'policy')['opt_out_confirmation_max_seconds'] = 301),
      'policy.opt_out_confirmation_max_seconds',
    ],
    ['another schema', (file) => void (file['schema_version'] = '2.0.0'), 'schema_version'],
    [
      'a reason nobody knows',
      (file) => void (inside(file, 'reason_codes')['deny'] = ['BAD_LUCK']),
      'reason_codes.deny[0]',
    ],
  ];

  it.each(ELSEWHERE)('elsewhere: %s', (_, spoil, path) => {
    const file = fresh();
    spoil(file, {});
    expect(problemsOf(file)).toEqual([expect.stringContaining(`${path}: `)]);
  });
});

describe('a file of one’s own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  const path = join(folder, 'rules.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read where it is named', () => {
    writeFileSync(path, JSON.stringify({ ...fresh(), rules_version: 'ours.1' }));
    expect(loadRuleFile(path).rules_version).toBe('ours.1');
  });

  it.each([
    ['that is none', '{"rules_version": '],
    ['that is no object', '[]'],
    ['with a field nobody knows', JSON.stringify({ ...fresh(), x_unknown: 1 })],
  ])('%s is refused by its name', (_, content) => {
    writeFileSync(path, content);
    expect(() => loadRuleFile(path)).toThrow(new RegExp(`^The calling rules of ${path} cannot be used:`));
  });

  it('that is missing is refused by its name', () => {
    expect(() => loadRuleFile(join(folder, 'nowhere.json'))).toThrow(/nowhere\.json/);
  });
});

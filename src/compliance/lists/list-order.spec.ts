import { loadRuleFile } from '../rules/load-rule-file';
import { LIST_KINDS, type ListKind } from './list-kind';
import { orderOf, type SaidOfList } from './list-order';

const now = new Date('2026-11-20T12:00:00Z');
const asOf = new Date('2026-11-19T00:00:00Z');
const { jurisdictions } = loadRuleFile();
const rowsOf = (id: string) => jurisdictions.filter((row) => row.id === id);
const order = (said: SaidOfList) => orderOf(said, now, rowsOf);
const field = (said: SaidOfList): string => {
  try {
    order(said);
    return 'none';
  } catch (error) {
    return error instanceof Error && 'field' in error ? String(error.field) : 'unknown';
  }
};

describe('the order to import a list', () => {
  it.each<[ListKind, string]>([
    ['NATIONAL_DNC', 'US'],
    ['NATIONAL_DNC', 'CA'],
    ['STATE_DNC', 'US-FL'],
    ['STATE_DNC', 'US-PA'],
    ['PREFERENCE_REGISTER', 'GB'],
    ['PREFERENCE_REGISTER', 'IN'],
    ['PREFERENCE_REGISTER', 'AE'],
  ])('of %s is taken for %s', (kind, jurisdiction) => {
    expect(order({ kind, jurisdiction, asOf })).toEqual({ kind, jurisdiction, asOf, areaCodes: null });
  });

  it.each<[ListKind, string | null]>([
    ['NATIONAL_DNC', 'US-FL'],
    ['NATIONAL_DNC', 'GB'],
    ['STATE_DNC', 'US'],
    ['STATE_DNC', 'US-AL'],
    ['PREFERENCE_REGISTER', 'US'],
    ['PREFERENCE_REGISTER', 'EU'],
    ['NATIONAL_DNC', 'us'],
    ['NATIONAL_DNC', 'ZZ'],
    ['NATIONAL_DNC', ''],
    ['NATIONAL_DNC', null],
    ['INTERNAL', 'US'],
    ['REASSIGNED_NUMBERS', 'US'],
  ])('of %s is refused for %p', (kind, jurisdiction) => {
    expect(field({ kind, jurisdiction, asOf })).toBe('jurisdiction');
  });

  it('finds a place for every list the rules speak of', () => {
    for (const row of jurisdictions) {
      if (row.state_dnc_list) expect(field({ kind: 'STATE_DNC', jurisdiction: row.id, asOf })).toBe('none');
      if (row.preference_register)
        expect(field({ kind: 'PREFERENCE_REGISTER', jurisdiction: row.id, asOf })).toBe('none');
    }
  });

  it.each([
    ['in the future', new Date('2026-11-20T12:00:00.001Z')],
    ['before 1990', new Date('1989-12-31T23:59:59Z')],
    ['in year 0', new Date('0000-01-01T00:00:00Z')],
    ['never', new Date(Number.NaN)],
    ['unsaid', null],
  ])('as of a moment %s is refused', (_when, moment) => {
    for (const kind of LIST_KINDS.filter((one) => moment !== null || one !== 'INTERNAL')) {
      const jurisdiction =
        { NATIONAL_DNC: 'US', STATE_DNC: 'US-FL', PREFERENCE_REGISTER: 'GB' }[kind as string] ?? null;
      expect([kind, field({ kind, jurisdiction, asOf: moment })]).toEqual([kind, 'asOf']);
    }
  });

  it('as of now is taken, and is what a list of the company itself speaks for', () => {
    expect(order({ kind: 'NATIONAL_DNC', jurisdiction: 'US', asOf: now }).asOf).toEqual(now);
    expect(order({ kind: 'INTERNAL' }).asOf).toEqual(now);
  });

  it('keeps area codes in order and once', () => {
    expect(
      order({ kind: 'NATIONAL_DNC', jurisdiction: 'US', asOf, areaCodes: ['305', '212', '305'] }).areaCodes,
    ).toEqual(['212', '305']);
  });

  it.each<[string, SaidOfList, string]>([
    ['that are none', { kind: 'NATIONAL_DNC', jurisdiction: 'US', asOf, areaCodes: ['212', '12'] }, 'areaCodes.1'],
    ['that cannot be', { kind: 'NATIONAL_DNC', jurisdiction: 'US', asOf, areaCodes: ['112'] }, 'areaCodes.0'],
    ['with none in it', { kind: 'NATIONAL_DNC', jurisdiction: 'US', asOf, areaCodes: [] }, 'areaCodes'],
    ['elsewhere', { kind: 'PREFERENCE_REGISTER', jurisdiction: 'GB', asOf, areaCodes: ['212'] }, 'areaCodes'],
    ['of its own list', { kind: 'INTERNAL', areaCodes: ['212'] }, 'areaCodes'],
  ])('refuses area codes %s', (_what, said, named) => {
    expect(field(said)).toBe(named);
  });
});

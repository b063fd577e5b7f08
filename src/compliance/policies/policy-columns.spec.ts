import { DEFAULT_DISCLOSURE } from '../disclosure/disclosure-settings';
import { loadRuleFile } from '../rules/load-rule-file';
import type { PolicyChanges } from './calling-policy';
import { columnsOf } from './policy-columns';

const { jurisdictions } = loadRuleFile();
const rowsOf = (id: string) => jurisdictions.filter((row) => row.id === id);
const columns = (changes: PolicyChanges) => columnsOf(changes, DEFAULT_DISCLOSURE, rowsOf);
const registered = (jurisdiction: string, reference = 'FL-1') => ({ jurisdiction, status: 'HELD' as const, reference });

describe('wishes for a calling policy', () => {
  it('that are left out set nothing', () => {
    expect(columns({})).toEqual({});
    expect(columns({ maxAttemptsPer24h: undefined, windows: undefined })).toEqual({});
  });

  it('of null are as if nothing had been chosen', () => {
    const nothing = {
      legalName: null,
      windows: null,
      maxAttemptsPer24h: null,
      closedDates: null,
      excludedRegions: null,
      requireRegistration: null,
      registrations: null,
      clearedByCounsel: null,
      disclosure: null,
    };
    expect(columns(nothing)).toEqual({
      legal_name: null,
      windows: '{}',
      max_attempts_24h: null,
      closed_dates: [],
      excluded_regions: [],
      require_registration: false,
      registrations: '{}',
      cleared_by_counsel: [],
      disclosure: '{}',
    });
  });

  it.each<[string, PolicyChanges]>([
    ['input.legalName', { legalName: ' ' }],
    ['input.legalName', { legalName: 'x'.repeat(201) }],
    ['input.legalName', { legalName: 'Acme\u0007' }],
    ['input.maxAttemptsPer24h', { maxAttemptsPer24h: 0 }],
    ['input.maxAttemptsPer24h', { maxAttemptsPer24h: 4 }],
    ['input.maxAttemptsPer24h', { maxAttemptsPer24h: 1.5 }],
    ['input.closedDates.0', { closedDates: ['0000-01-01'] }],
    ['input.closedDates.1', { closedDates: ['2026-12-24', '2026-02-30'] }],
    ['input.closedDates.0', { closedDates: ['24.12.2026'] }],
    ['input.closedDates.0', { closedDates: ['2026-12-24T00:00:00Z'] }],
    ['input.closedDates', { closedDates: Array.from({ length: 401 }, () => '2026-12-24') }],
    ['input.excludedRegions.1', { excludedRegions: ['US-TX', 'Texas'] }],
    ['input.excludedRegions.0', { excludedRegions: ['US-ZZ'] }],
    ['input.registeredIn.0.jurisdiction', { registrations: [registered('US-AL')] }],
    ['input.registeredIn.0.jurisdiction', { registrations: [registered('ZZ')] }],
    ['input.registeredIn.0.reference', { registrations: [registered('US-FL', ' ')] }],
    ['input.registeredIn.1.jurisdiction', { registrations: [registered('US-FL'), registered('US-FL', 'FL-2')] }],
    ['input.clearedByCounsel.0', { clearedByCounsel: ['US-TX'] }],
    ['input.clearedByCounsel.0', { clearedByCounsel: ['ZZ'] }],
    ['input.disclosure.callbackNumber', { disclosure: { callbackNumber: '3055550100' } }],
    ['input.disclosure.purpose', { disclosure: { purpose: 'x'.repeat(101) } }],
    ['input.disclosure.extraSentence', { disclosure: { extraSentence: 'x'.repeat(301) } }],
  ])('name %s when it makes no sense', (field, changes) => {
    expect(() => columns(changes)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', field }));
  });

  it('may name every place that asks for counsel, and every duty to register', () => {
    const counsel = jurisdictions.filter((row) => row.counsel_required).map(({ id }) => id);
    expect(counsel.length).toBeGreaterThan(0);
    expect(columns({ clearedByCounsel: counsel })).toHaveProperty('cleared_by_counsel');
    const duties = new Set(jurisdictions.filter((row) => row.registration?.required).map(({ id }) => id));
    expect(columns({ registrations: [...duties].map((id) => registered(id)) })).toHaveProperty('registrations');
  });
});

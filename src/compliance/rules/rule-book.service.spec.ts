import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { AppConfig } from '../../platform/config/config';
import bundled from '../data/calling-rules.json';
import { UNKNOWN_ZONE } from '../dial-zone';
import type { EmergencyHold } from './contact-question';
import { InvalidRuleFile } from './load-rule-file';
import type { OpeningFor } from './openings';
import { RuleBook } from './rule-book.service';
import { staleZones } from './stale-zones';
import { type Supposed, supposedQuestion } from './supposed-question';

const bookOf = (callingRulesFile?: string): RuleBook => new RuleBook({ callingRulesFile } as unknown as AppConfig);

const SUPPOSED: Omit<Supposed, 'phone' | 'moment'> = {
  channel: 'AI_VOICE',
  purpose: 'MARKETING',
  line: 'MOBILE',
  consent: 'PEWC',
  state: null,
  country: null,
  zone: null,
  callerId: null,
};

describe('the rule book', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rule-book-'));
  const path = join(folder, 'rules.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('holds the rules of the program under the production policy', () => {
    const book = bookOf();
    expect(book.version).toBe('2026-11-20.2');
    expect(book.horizonDays).toBe(21);
    expect(book.rules.policy).toMatchObject({
      platform_cap_24h: 3,
      close_guard_seconds: 120,
      dnc_scrub_max_age_days: 7,
      rnd_recheck_days: 30,
      require_counsel_clearance: true,
    });
  });

  it('holds those of another file where one is named', () => {
    writeFileSync(path, JSON.stringify({ ...bundled, rules_version: 'ours.1' }));
    expect(bookOf(path).version).toBe('ours.1');
  });

  it('is not made of a file with a field nobody knows: the program does not start', () => {
    writeFileSync(path, JSON.stringify({ ...bundled, x_unknown: 1 }));
    expect(() => bookOf(path)).toThrow(InvalidRuleFile);
    expect(() => bookOf(path)).toThrow('x_unknown: is a field this program does not know');
  });

  it('says at the start which clocks the runtime has wrong', () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    try {
      bookOf().warnOfStaleClocks('2025c');
      expect(warn.mock.lastCall?.[0]).toMatch(/2025c.*America\/Edmonton.*America\/Vancouver/);
      warn.mockClear();
      bookOf().warnOfStaleClocks('2026d');
      expect(warn).not.toHaveBeenCalled();
      bookOf().onModuleInit();
      expect(warn).toHaveBeenCalledTimes(staleZones(process.versions.tz ?? '').length > 0 ? 1 : 0);
    } finally {
      warn.mockRestore();
    }
  });
});

it.each([
  ['', 8],
  ['2025c', 8],
  ['2026b', 6],
  ['2026c', 2],
  ['2026d', 0],
  ['2027a', 0],
])('a runtime with time zone data %p has %i stale zones', (release, count) => {
  expect(staleZones(release)).toHaveLength(count);
});

describe('when a zone opens', () => {
  const book = bookOf();
  const florida = book.zoneOf({ phone: '+13055552345' });
  const at = (moment: string, changes: Partial<OpeningFor> = {}): OpeningFor => ({
    channel: 'AI_VOICE',
    purpose: 'MARKETING',
    narrowings: [],
    holds: [],
    moment: new Date(moment),
    ...changes,
  });
  const hold = (jurisdiction: string, from: string, to: string | null): EmergencyHold => ({
    jurisdiction,
    from: new Date(from),
    to: to === null ? null : new Date(to),
  });

  it('is said with what it closes by', () => {
    expect(book.openings(florida, at('2026-07-07T16:00:00Z'))).toEqual({
      isOpen: true,
      opensAt: new Date('2026-07-07T16:00:00Z'),
      closesAt: new Date('2026-07-07T23:58:00Z'),
      reason: null,
    });
    expect(book.openings(florida, at('2026-07-08T03:00:00Z'))).toEqual({
      isOpen: false,
      opensAt: new Date('2026-07-08T12:00:00Z'),
      closesAt: null,
      reason: 'OUTSIDE_WINDOW',
    });
  });

  it('keeps the hours of the company and of the channel', () => {
    const narrowings = [{ windows: { tue: null, wed: ['10:00', '11:00'] } as const }];
    expect(book.openings(florida, at('2026-07-07T16:00:00Z', { narrowings }))).toMatchObject({
      opensAt: new Date('2026-07-08T14:00:00Z'),
      reason: 'DAY_CLOSED',
    });
    const california = book.zoneOf({ phone: '+14155552345' });
    expect(book.openings(california, at('2026-07-07T15:30:00Z'))).toMatchObject({ isOpen: false });
    expect(book.openings(california, at('2026-07-07T15:30:00Z', { channel: 'SMS' }))).toMatchObject({ isOpen: true });
  });

  it('waits for holds to end, and closes when one begins', () => {
    const held = at('2026-07-07T16:00:00Z', { holds: [hold('US-FL', '2026-07-01T00:00:00Z', '2026-07-08T03:00:00Z')] });
    expect(book.openings(florida, held)).toMatchObject({
      opensAt: new Date('2026-07-08T12:00:00Z'),
      reason: 'EMERGENCY_HOLD',
    });
    const open = at('2026-07-07T16:00:00Z', { holds: [hold('US', '2026-07-01T00:00:00Z', null)] });
    expect(book.openings(florida, open)).toMatchObject({ isOpen: false, opensAt: null, reason: 'EMERGENCY_HOLD' });
    const coming = at('2026-07-07T16:00:00Z', { holds: [hold('US', '2026-07-07T18:00:00Z', null)] });
    expect(book.openings(florida, coming)).toMatchObject({ isOpen: true, closesAt: new Date('2026-07-07T18:00:00Z') });
    const elsewhere = at('2026-07-07T16:00:00Z', { holds: [hold('US-LA', '2026-07-01T00:00:00Z', null)] });
    expect(book.openings(florida, elsewhere)).toMatchObject({ isOpen: true });
  });

  it('is never where nobody knows the place, and always for a reply', () => {
    expect(book.openings(UNKNOWN_ZONE, at('2026-07-07T16:00:00Z'))).toEqual({
      isOpen: false,
      opensAt: null,
      closesAt: null,
      reason: 'LOCATION_UNKNOWN',
    });
    const night = at('2026-07-08T03:00:00Z', { purpose: 'RESPONSIVE' });
    expect(book.openings(florida, night)).toMatchObject({ isOpen: true, closesAt: null });
  });

  it('agrees with the decision about everybody in it', () => {
    for (let hour = 0; hour < 24 * 14; hour += 1) {
      const what = at(new Date(Date.parse('2026-11-16T00:10:00Z') + hour * 3_600_000).toISOString());
      for (const phone of ['+14015552345', '+18505552345', '+15045552345', '+16045552345', '+447911123456']) {
        const zone = book.zoneOf({ phone });
        const { isOpen, opensAt, closesAt } = book.openings(zone, what);
        const decision = book.decide(supposedQuestion({ ...SUPPOSED, phone, moment: what.moment }));
        expect(decision.verdict).toBe(isOpen ? 'ALLOW' : 'DEFER');
        if (decision.verdict === 'ALLOW') expect(decision.closesAt).toEqual(closesAt);
        if (decision.verdict === 'DEFER') expect(decision.nextAllowedAt).toEqual(opensAt);
      }
    }
  });
});

describe('the rows of a place', () => {
  const book = bookOf();
  it('are those in force then', () => {
    const rows = (moment: string) =>
      book
        .rowsOf(['US', 'US-PA'], ['America/New_York'], new Date(moment))
        .map((row) => `${row.id}@${row.effective_from}`);
    expect(rows('2026-10-18T03:59:59Z')).toEqual(['US@1900-01-01', 'US-PA@1900-01-01']);
    expect(rows('2026-10-18T04:00:00Z')).toEqual(['US@1900-01-01', 'US-PA@2026-10-18']);
  });

  it('are both on the night the law changes at different hours', () => {
    const rows = book.rowsOf(
      ['US', 'US-OR'],
      ['America/Denver', 'America/Los_Angeles'],
      new Date('2026-01-01T07:30:00Z'),
    );
    expect(rows.map(({ id, effective_from: from }) => `${id}@${from}`)).toEqual([
      'US@1900-01-01',
      'US-OR@1900-01-01',
      'US-OR@2026-01-01',
    ]);
  });
});

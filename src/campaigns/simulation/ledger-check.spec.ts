import type { Ledger, LedgerCall } from './ledger';
import { violationsOf } from './ledger-check';
import { ruleRowsOf } from './rule-rows';
import { rulesOfTheProgram } from './rules-of-the-program';
import { scenarioOf } from './scenario-file';

const rows = ruleRowsOf(rulesOfTheProgram().rules.file);
const NOON = Date.parse('2026-11-18T17:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const { scenario, leads } = scenarioOf({
  name: 'test',
  start: '2026-11-18T14:00:00Z',
  company: { name: 'Acme Homes', timeZone: 'America/New_York', maxAttemptsPer24h: 2, closedDates: ['2026-11-19'] },
  campaign: {
    maxAttempts: 3,
    maxConcurrentCalls: 3,
    dailyCallLimit: 5,
    windows: { sat: ['10:00', '12:00'], sun: null },
  },
  carrier: { callsPerSecond: 1 },
  leads: [
    { phone: '+12125550101' },
    { phone: '+13125550101' },
    { phone: '+18505550101' },
    { phone: '+12125550102', consent: 'NONE' },
    { phone: '+12125550103', suppressed: true },
    ...Array.from({ length: 5 }, (_, index) => ({ phone: `+1646555010${index}` })),
  ],
});

function call(over: Partial<LedgerCall> = {}): LedgerCall {
  const dialedAt = over.dialedAt ?? NOON;
  return {
    lead: 0,
    attempt: 1,
    attemptsAllowed: 3,
    agentId: '0',
    dialedAt,
    pickedUpAt: null,
    endedAt: dialedAt + MINUTE,
    byPerson: false,
    outcome: 'NO_ANSWER',
    promised: false,
    waitedMs: 0,
    replies: 0,
    assessments: 0,
    ...over,
  };
}

function brokenBy(...calls: Partial<LedgerCall>[]): string[] {
  const ledger: Ledger = { calls: calls.map(call), leads: [], callbacks: [], withdrawn: new Map(), busiest: 0 };
  return violationsOf(ledger, { scenario, leads, rows }).map(({ promise }) => promise);
}

const at = (moment: string): { dialedAt: number } => ({ dialedAt: Date.parse(moment) });

describe('the check of a ledger', () => {
  it('finds nothing in a call that may be made', () => {
    expect(brokenBy({})).toEqual([]);
  });

  it.each<[string, Partial<LedgerCall>]>([
    ['before eight in New York', at('2026-11-18T12:59:59Z')],
    ['at nine in the evening in New York', at('2026-11-19T02:00:00Z')],
    [
      'before eight in the Central part of Florida, whose area code has two clocks',
      { lead: 2, ...at('2026-11-18T13:30:00Z') },
    ],
    ['after eight in the evening in the Eastern part of Florida', { lead: 2, ...at('2026-11-19T01:15:00Z') }],
    ['that still rings at nine in the evening in New York', at('2026-11-19T01:59:30Z')],
    ['on a Saturday outside the hours of the campaign', at('2026-11-21T18:00:00Z')],
    ['on a Sunday, when the campaign is closed', at('2026-11-22T18:00:00Z')],
    ['on a day the company is closed', at('2026-11-19T18:00:00Z')],
    ['in the hour before the window that a missed change of clocks would give', at('2026-03-08T12:30:00Z')],
  ])('finds a call %s', (_, planted) => {
    const consented = { ...planted };
    expect(brokenBy(consented)).toContain('INSIDE_THE_HOURS');
  });

  it('finds a fourth attempt where three are allowed, unless a callback was promised', () => {
    const days = [0, 2, 5, 6].map((day) => ({ dialedAt: NOON + day * 24 * HOUR }));
    expect(brokenBy(...days)).toContain('ATTEMPTS_WITHIN_THE_CAP');
    expect(brokenBy(...days.map((day, index) => ({ ...day, promised: index === 3 })))).not.toContain(
      'ATTEMPTS_WITHIN_THE_CAP',
    );
  });

  it('finds a third attempt within a day where the company allows two', () => {
    expect(brokenBy({}, { dialedAt: NOON + HOUR }, { dialedAt: NOON + 2 * HOUR })).toEqual([
      'ATTEMPTS_WITHIN_THE_DAY_CAP',
    ]);
  });

  it('finds a second call to a phone that is on one', () => {
    expect(brokenBy({}, { dialedAt: NOON + 30_000 })).toEqual(['ONE_LIVE_CALL_PER_PHONE']);
  });

  it('finds a call after an opt-out, of the simulation or on record', () => {
    expect(brokenBy({ outcome: 'OPTED_OUT' }, { dialedAt: NOON + HOUR })).toEqual(['NO_CALL_AFTER_OPT_OUT']);
    expect(brokenBy({ lead: 4 })).toEqual(['NO_CALL_AFTER_OPT_OUT']);
  });

  it('finds a sales call without written consent', () => {
    expect(brokenBy({ lead: 3 })).toEqual(['NO_CALL_WITHOUT_CONSENT']);
  });

  it('finds more calls at once, per second and per day than allowed', () => {
    const spread = (gapMs: number, count: number): Partial<LedgerCall>[] =>
      Array.from({ length: count }, (_, index) => ({ lead: 5 + (index % 5), dialedAt: NOON + index * gapMs }));
    expect(brokenBy(...spread(1_000, 4))).toEqual(['CALLS_AT_ONCE_WITHIN_THE_LIMIT']);
    expect(brokenBy(...spread(100, 3))).toEqual(['CALLS_PER_SECOND_WITHIN_THE_RATE']);
    expect(brokenBy(...spread(2 * MINUTE, 6))).toEqual(['CALLS_PER_DAY_WITHIN_THE_LIMIT']);
  });
});

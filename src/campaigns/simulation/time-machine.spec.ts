import { DateTime } from 'luxon';
import { CallingRules } from '../../compliance/rules/calling-rules';
import { productionPolicyOf, ruleBaseOf } from '../../compliance/rules/rule-base';
import { violationsOf } from './ledger-check';
import { ruleRowsOf } from './rule-rows';
import { reportOf } from './report';
import { rulesOfTheProgram } from './rules-of-the-program';
import { scenarioOf } from './scenario-file';
import { simulate } from './simulate';
import { Switchboard } from './switchboard';
import { TimeMachine } from './time-machine';

const rules = rulesOfTheProgram();

function fileOf(over: object = {}): object {
  return {
    name: 'test',
    start: '2026-11-18T14:00:00Z',
    company: { name: 'Acme Homes', timeZone: 'America/New_York', maxConcurrentCalls: 20 },
    campaign: { maxConcurrentCalls: 15, dailyCallLimit: 100 },
    carrier: { callsPerSecond: 2, concurrentCalls: 18 },
    leads: [{ count: 150, areaCodes: { '212': 2, '312': 1, '415': 1, '850': 1 } }],
    ...over,
  };
}

function run(over: object = {}, machine = rules) {
  const { scenario, leads } = scenarioOf(fileOf(over));
  const ledger = new TimeMachine(scenario, leads, machine).run();
  const violations = violationsOf(ledger, { scenario, leads, rows: ruleRowsOf(rules.rules.file) });
  return { ...ledger, violations, broken: violations.map(({ promise }) => promise) };
}

describe('the time machine', () => {
  it.each([
    ['campaign', 100, { campaign: 60, company: 60 }, 40],
    ['company', 100, { campaign: 10, company: 95 }, 5],
    ['campaign, beyond its limit', 100, { campaign: 120, company: 120 }, 0],
  ])('makes no more calls on its first day than the %s has left', (_, dailyCallLimit, made, left) => {
    const { scenario, leads } = scenarioOf(fileOf());
    const company = { ...scenario.company, dailyCallLimit, callsToday: made.company };
    const campaign = { ...scenario.campaign, callsToday: made.campaign };
    const { calls } = new TimeMachine({ ...scenario, company, campaign }, leads, rules).run();
    const onDay = (day: string): number =>
      calls.filter(({ dialedAt }) => DateTime.fromMillis(dialedAt, { zone: company.timeZone }).toISODate() === day)
        .length;
    expect([onDay('2026-11-18'), onDay('2026-11-19')]).toEqual([left, 100]);
  });

  it('has kept a callback within the tolerance of the company', () => {
    const { scenario } = scenarioOf(fileOf());
    const { violations, ...ledger } = run();
    const calls = ledger.calls.slice(0, 1).map((call) => ({ ...call, promised: true }));
    const callbacks = calls.map(({ lead, dialedAt }) => ({ lead, promisedAt: dialedAt - 600_000 }));
    const keptWithin = (callbackToleranceSeconds: number): number => {
      const company = { ...scenario.company, callbackToleranceSeconds };
      const told = { violations, rulesVersion: '1' };
      return reportOf({ ...ledger, calls, callbacks }, { ...scenario, company }, told).callbacks.kept;
    };
    expect([keptWithin(599), keptWithin(600)]).toEqual([0, 1]);
  });

  it('gives the same report for the same file and seed, byte for byte, and another for another seed', () => {
    const report = (seed: number): string => {
      const { scenario, leads } = scenarioOf(fileOf({ seed }));
      return JSON.stringify(simulate(scenario, leads, rulesOfTheProgram()));
    };
    expect(report(3)).toBe(report(3));
    expect(report(4)).not.toBe(report(3));
  });

  it('keeps every promise of a mixed campaign, uses what it may use, and ends with nobody waiting', () => {
    const { calls, leads, violations, busiest } = run();
    expect(violations).toEqual([]);
    expect(busiest).toBeGreaterThanOrEqual(13);
    expect(new Set(leads.map(({ state }) => state))).toEqual(new Set(['ENDED']));
    expect(calls.length).toBeGreaterThan(200);
  });

  it('gives people to agents by their shares, and never the same person to two', () => {
    const agents = [
      { name: 'Ava', share: 3 },
      { name: 'Ben', share: 1 },
    ];
    const { calls } = run({ campaign: { maxConcurrentCalls: 15, dailyCallLimit: 5_000, agents } });
    const speakers = new Map<number, Set<string>>();
    for (const { lead, agentId } of calls) speakers.set(lead, (speakers.get(lead) ?? new Set()).add(agentId));
    expect([...speakers.values()].every(({ size }) => size === 1)).toBe(true);
    const first = [...speakers.values()].filter((own) => own.has('0')).length / speakers.size;
    expect(first).toBeGreaterThan(0.68);
    expect(first).toBeLessThan(0.82);
  });

  it('waits for an agent that is full', () => {
    const agents = [{ name: 'Ava', maxConcurrentCalls: 2 }];
    const { busiest, leads } = run({
      campaign: { agents },
      leads: [{ count: 40, areaCodes: { '212': 1 } }],
    });
    expect(busiest).toBe(2);
    expect(leads.every(({ state }) => state === 'ENDED')).toBe(true);
  });

  it('passes by those whose agent is full, however many they are', () => {
    const agents = ['Ava', 'Ben'].map((name) => ({ name, share: 1, maxConcurrentCalls: 2 }));
    const seated = jest.spyOn(Switchboard.prototype, 'seat');
    const { calls, busiest, leads } = run({ campaign: { agents, dailyCallLimit: 5_000 } });
    expect(busiest).toBe(4);
    expect(leads.every(({ state }) => state === 'ENDED')).toBe(true);
    // Once for each call, and once for whoever is given an agent who is full.
    expect(seated.mock.calls.length).toBeLessThanOrEqual(calls.length + leads.length);
    seated.mockRestore();
  });

  it('calls nobody who has not agreed, asked for no more, or lives where nobody knows', () => {
    const { calls, leads } = run({
      leads: [
        { phone: '+12125550101', consent: 'NONE' },
        { phone: '+12125550121', suppressed: true },
        { phone: '+18005550101' },
        { phone: '+12125550141', consent: { expiresAt: '2026-11-18T13:00:00Z' } },
      ],
    });
    expect(calls).toEqual([]);
    expect(leads.map(({ state, endReason, heldBy }) => [state, endReason, heldBy])).toEqual([
      ['ENDED', 'NO_CONSENT', 'NO_CONSENT'],
      ['NOT_ENROLLED', null, null],
      ['NOT_ENROLLED', null, null],
      ['ENDED', 'NO_CONSENT', 'NO_CONSENT'],
    ]);
  });

  it('keeps a promised callback on its Thursday at four, where the person lives', () => {
    const { calls } = run({ leads: [{ phone: '+13125550107' }] });
    expect(calls.map(({ outcome }) => outcome)).toEqual(['CALLBACK_REQUESTED', 'QUALIFIED']);
    const local = DateTime.fromMillis(calls[1]?.dialedAt ?? 0, { zone: 'America/Chicago' });
    expect(local.toFormat('ccc HH:mm:ss')).toBe('Thu 16:00:00');
  });
});

describe('a fault in what decides', () => {
  it('is found: hours that are not kept', () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
    const allDay = Object.fromEntries(days.map((day) => [day, ['00:00', '24:00']]));
    const { file } = rules.rules;
    const jurisdictions = file.jurisdictions.map((row) => ({ ...row, windows: allDay, automated_windows: null }));
    const lax = loose({ ...file, jurisdictions } as typeof file);
    const { broken, violations } = run({ start: '2026-11-18T04:00:00Z' }, lax);
    expect(broken).toEqual(['INSIDE_THE_HOURS']);
    expect(violations[0]?.first.dialedAt).toBe('2026-11-18T04:00:00.000Z');
  });

  it('is found: a gate that lets everybody pass', () => {
    const leads = [{ count: 60, areaCodes: { '212': 1 }, consent: 'NONE', personas: { busy: 1 } }];
    const { scenario, leads: people } = scenarioOf(fileOf({ leads }));
    const decision = {
      ask: () => ({ verdict: 'ALLOW', reason: 'OK', explanation: 'planted', closesAt: null }) as const,
    };
    const ledger = new TimeMachine(scenario, people, rules, { decision }).run();
    const violations = violationsOf(ledger, { scenario, leads: people, rows: ruleRowsOf(rules.rules.file) });
    expect(violations).toEqual([
      expect.objectContaining({ promise: 'NO_CALL_WITHOUT_CONSENT', calls: ledger.calls.length }),
    ]);
  });
});

function loose(file: typeof rules.rules.file): CallingRules {
  return new CallingRules(ruleBaseOf(file, productionPolicyOf(file)));
}

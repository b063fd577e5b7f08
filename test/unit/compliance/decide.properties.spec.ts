import * as fc from 'fast-check';
import type { ContactDecision } from '../../../src/compliance/rules/contact-decision';
import type { ContactQuestion } from '../../../src/compliance/rules/contact-question';
import { decide } from '../../../src/compliance/rules/decide';
import { loadRuleFile } from '../../../src/compliance/rules/load-rule-file';
import { productionPolicyOf, ruleBaseOf, withPolicy } from '../../../src/compliance/rules/rule-base';
import { anyNarrowing, anyQuestion, DAY } from './any-question';
import { lawfulByTheClock } from './lawful-by-the-clock';

const file = loadRuleFile();
const BASES = { vectors: ruleBaseOf(file), production: ruleBaseOf(file, productionPolicyOf(file)) };
const anyPolicy = fc.constantFrom('vectors' as const, 'production' as const);
const RUNS = { numRuns: 2_000 };

/** The same, had every list and register been read just before `moment`, and with nothing that lapses with time. */
function asOf(question: ContactQuestion, moment: number): ContactQuestion {
  const { history } = question;
  const read = new Date(moment);
  return {
    ...question,
    moment: new Date(moment),
    history: {
      ...history,
      lists: { ...history.lists, checkedAt: read },
      reassigned: { checkedAt: read, result: 'NO' },
      relationship: null,
      inboundAt: null,
    },
  };
}

const isTimed = ({ reason }: ContactDecision): boolean => reason === 'OK' || reason === 'OK_EXEMPT_INFORMATIONAL';

it('the questions are such that every answer comes up', () => {
  const counted = new Map<string, number>();
  for (const question of fc.sample(anyQuestion, { numRuns: 10_000, seed: 7 })) {
    const { verdict, reason } = decide(question, BASES.production);
    for (const key of [verdict, reason]) counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  const often = (key: string): boolean => (counted.get(key) ?? 0) >= 20;
  const reasons = [
    'OK',
    'OK_RESPONSIVE',
    'FREQUENCY_CAP',
    'OUTSIDE_WINDOW',
    'DAY_CLOSED',
    'HOLIDAY_CLOSED',
    'EMERGENCY_HOLD',
  ];
  expect([...reasons, 'ALLOW', 'DEFER', 'DENY'].filter((key) => !often(key))).toEqual([]);
});

describe('whatever is asked', () => {
  /** A clearance by counsel is a fact, not a limit. */
  it('a company that narrows is never allowed more, and never sooner', () => {
    fc.assert(
      fc.property(anyQuestion, anyNarrowing, anyPolicy, (question, given, policy) => {
        const narrowing = { ...given, clearedByCounsel: undefined };
        const rules = BASES[policy];
        const wide = decide(question, rules);
        const narrow = decide({ ...question, narrowings: [...question.narrowings, narrowing] }, rules);
        if (wide.verdict === 'DENY') expect(narrow.verdict).toBe('DENY');
        if (wide.verdict !== 'DEFER') return;
        expect(narrow.verdict).not.toBe('ALLOW');
        if (narrow.verdict === 'DEFER' && narrow.nextAllowedAt)
          expect(narrow.nextAllowedAt.getTime()).toBeGreaterThanOrEqual(wide.nextAllowedAt?.getTime() ?? Number.NaN);
      }),
      RUNS,
    );
  });

  it('an answer that stays inside the window stays', () => {
    fc.assert(
      fc.property(
        anyQuestion,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        anyPolicy,
        (asked, part, policy) => {
          const rules = BASES[policy];
          const question = asOf(asked, asked.moment.getTime());
          const decision = decide(question, rules);
          if (decision.verdict !== 'ALLOW' || !isTimed(decision) || !decision.closesAt) return;
          const [at, closes] = [question.moment.getTime(), decision.closesAt.getTime()];
          const later = decide(asOf(question, at + Math.floor((closes - at) * part)), rules);
          expect(later).toMatchObject({
            verdict: 'ALLOW',
            reason: expect.stringMatching(/^OK/),
            closesAt: decision.closesAt,
          });
          expect(decide(asOf(question, closes), rules).verdict).not.toBe('ALLOW');
        },
      ),
      RUNS,
    );
  });

  it('an allowed contact is lawful on the clock of every candidate zone, under every row', () => {
    fc.assert(
      fc.property(anyQuestion, anyPolicy, (question, policy) => {
        const rules = BASES[policy];
        const decision = decide(question, rules);
        if (decision.verdict !== 'ALLOW' || !isTimed(decision)) return;
        expect(unlawful(question, decision)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('the next moment is allowed, and none before it', () => {
    fc.assert(
      fc.property(
        anyQuestion,
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 4 }),
        anyPolicy,
        (asked, parts, policy) => {
          const rules = BASES[policy];
          const question = asOf(asked, asked.moment.getTime());
          const decision = decide(question, rules);
          if (decision.verdict !== 'DEFER') return;
          const at = question.moment.getTime();
          const next = decision.nextAllowedAt?.getTime();
          const until = next ?? at + rules.policy.search_horizon_days * DAY;
          if (next !== undefined) {
            const then = decide(asOf(question, next), rules);
            // A law that comes into force meanwhile may ask for more than time.
            const sameLaw = String(then.rowsApplied) === String(decision.rowsApplied);
            expect(sameLaw ? ['ALLOW'] : ['ALLOW', 'DENY']).toContain(then.verdict);
          }
          for (const moment of [...parts.map((part) => at + Math.floor((until - at) * part)), until - 1])
            if (moment >= at) expect(decide(asOf(question, moment), rules).verdict).not.toBe('ALLOW');
        },
      ),
      RUNS,
    );
  });

  it('what was asked before changes no answer', () => {
    const warm = BASES.vectors;
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const before = JSON.stringify(question);
        expect(decide(question, warm)).toEqual(decide(question, withPolicy(warm, {})));
        expect(JSON.stringify(question)).toBe(before);
      }),
      RUNS,
    );
  });
});

function unlawful(question: ContactQuestion, { place }: ContactDecision): string[] {
  const { channel, purpose } = question.occasion;
  return place.candidateZones.flatMap((zone) =>
    lawfulByTheClock(file, place.jurisdictions, zone, question.moment, {
      channel,
      marketing: purpose !== 'INFORMATIONAL',
    }),
  );
}

it('a moment that is none is refused', () => {
  const [question] = fc.sample(anyQuestion, 1);
  if (question) expect(() => decide({ ...question, moment: new Date(Number.NaN) }, BASES.vectors)).toThrow(RangeError);
});

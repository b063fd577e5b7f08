import * as fc from 'fast-check';
import type { Criterion, Known, Money } from './criterion';
import { arithmeticOf, decisionOf, judge, scoreOf } from './score';

const criteria: Criterion[] = [
  { field: 'budget', operator: '>=', value: 10_000, weight: 30 },
  { field: 'timeline', operator: 'in', value: ['immediate', 'within_month'], weight: 25 },
  { field: 'decision_maker', operator: '==', value: true, weight: 20 },
  { field: 'pain_points', operator: 'contains_any', value: ['slow', 'manual', 'expensive'], weight: 25 },
];

describe('the score of facts', () => {
  it.each([
    [{ budget: 50_000, timeline: 'immediate', decision_maker: true, pain_points: ['slow', 'manual'] }, 100, 100, 100],
    [{ budget: 10_000, timeline: 'within_month', decision_maker: null, pain_points: [] }, 55, 55, 100],
    [{ budget: 9_999.99, timeline: 'Immediate', decision_maker: false, pain_points: ['EXPENSIVE'] }, 50, 100, 50],
    [{}, 0, 0, 100],
    [{ budget: '50000', timeline: 'immediate', decision_maker: 'true', pain_points: 'slow' }, 50, 70, 80],
  ])('%j', (facts, score, coverage, ceiling) => {
    expect(scoreOf(criteria, facts)).toMatchObject({ score, coverage, ceiling });
  });

  it('keeps fractions', () => {
    const thirds = [1, 2, 3].map((n): Criterion => ({ field: `f${n}`, operator: 'exists', value: null, weight: 1 }));
    expect(scoreOf(thirds, { f1: 'yes' }).score).toBeCloseTo(33.333_333, 5);
  });
});

describe('what is still open', () => {
  const rubric: Criterion[] = [
    { field: 'budget', operator: 'exists', value: null, weight: 60 },
    { field: 'timeline', operator: 'in', value: ['immediate'], weight: 40 },
  ];

  it('is everything at first, and nothing the person refused or answered', () => {
    expect(scoreOf(rubric, {})).toMatchObject({ score: 0, ceiling: 100, coverage: 60 });
    expect(scoreOf(rubric, { budget: null }, new Set(['budget']))).toMatchObject({ ceiling: 40 });
    expect(scoreOf(rubric, { timeline: 'later' })).toMatchObject({ ceiling: 60, coverage: 100 });
  });

  it.each<[Record<string, Known>, number, string]>([
    [{}, 70, 'INCOMPLETE'],
    [{ timeline: 'later' }, 70, 'UNQUALIFIED'],
    [{ timeline: 'later' }, 60, 'INCOMPLETE'],
    [{ budget: 5, timeline: 'later' }, 60, 'QUALIFIED'],
    [{ budget: 5, timeline: 'immediate' }, 100, 'QUALIFIED'],
    [{ budget: 5 }, 70, 'INCOMPLETE'],
  ])('%j with a least score of %d: %s', (facts, minScore, decision) => {
    expect(decisionOf(scoreOf(rubric, facts), { minScore })).toBe(decision);
  });

  it('lets nobody through without what is required', () => {
    const needed = rubric.map((criterion) => ({ ...criterion, required: criterion.field === 'timeline' }));
    const of = (facts: Record<string, Known>) => decisionOf(scoreOf(needed, facts), { minScore: 50 });
    expect(of({ budget: 5 })).toBe('INCOMPLETE');
    expect(of({ budget: 5, timeline: 'later' })).toBe('UNQUALIFIED');
    expect(of({ budget: 5, timeline: 'immediate' })).toBe('QUALIFIED');
  });

  it('loses nothing to weights that binary fractions cannot hold', () => {
    const tenths = ['a', 'b', 'c'].map((field): Criterion => ({ field, operator: 'exists', value: null, weight: 0.1 }));
    const rest: Criterion = { field: 'd', operator: 'exists', value: null, weight: 0.7 };
    expect(decisionOf(scoreOf([...tenths, rest], { a: 1, b: 1, c: 1, d: 1 }), { minScore: 100 })).toBe('QUALIFIED');
  });

  it('is computed again from the verdicts alone, and never falls with another answer that fits', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(weights, fc.infiniteStream(fc.constantFrom(null, true, false)), (all, answers) => {
        const asked = all.map((weight, i): Criterion => ({ field: `f${i}`, operator: '==', value: true, weight }));
        const facts = Object.fromEntries(asked.map(({ field }) => [field, answers.next().value]));
        const found = scoreOf(asked, facts);
        expect(arithmeticOf(JSON.parse(JSON.stringify(found.verdicts)))).toEqual(found);
        expect(found.score).toBeLessThanOrEqual(found.ceiling);
        expect(found.score + (100 - found.coverage)).toBeCloseTo(found.ceiling, 6);
      }),
    );
  });
});

describe('a sum of money', () => {
  const sum = (min: number, max = min, currency: string | null = 'AED'): Money => ({ min, max, currency });
  const price = { amount: 60_000, currency: 'AED' };

  it.each<[Criterion['operator'], Criterion['value'], Money, string]>([
    ['>=', 60_000, sum(60_000), 'MET'],
    ['>=', price, sum(60_000), 'MET'],
    ['>=', price, sum(50_000), 'NOT_MET'],
    ['>=', price, sum(50_000, 70_000), 'UNKNOWN'],
    ['>=', price, sum(60_000, 70_000), 'MET'],
    ['<=', price, sum(50_000, 70_000), 'UNKNOWN'],
    ['<=', price, sum(50_000, 60_000), 'MET'],
    ['>=', price, sum(60_000, 60_000, 'USD'), 'UNKNOWN'],
    ['>=', price, sum(60_000, 60_000, null), 'UNKNOWN'],
    ['>=', { ...price, rates: { USD: 3.67 } }, sum(20_000, 20_000, 'USD'), 'MET'],
    ['>=', { ...price, rates: { USD: 3.67 } }, sum(10_000, 10_000, 'USD'), 'NOT_MET'],
    ['>=', { ...price, rates: { USD: 3.67 } }, sum(90_000, 90_000, 'EUR'), 'UNKNOWN'],
    ['between', { amount: [50_000, 70_000], currency: 'AED' }, sum(50_000, 70_000), 'MET'],
    ['between', { amount: [50_000, 70_000], currency: 'AED' }, sum(50_000, 80_000), 'UNKNOWN'],
    ['between', { amount: [50_000, 70_000], currency: 'AED' }, sum(80_000), 'NOT_MET'],
    ['between', { amount: [800_000, 1_000_000], currency: 'AED' }, sum(500_000, 1_500_000), 'UNKNOWN'],
    ['between', { amount: [800_000, 1_000_000], currency: 'AED' }, sum(800_000, 900_000), 'MET'],
    ['between', { amount: [800_000, 1_000_000], currency: 'AED' }, sum(500_000, 700_000), 'NOT_MET'],
    ['between', { amount: [60_000, 60_000], currency: 'AED' }, sum(50_000, 70_000), 'UNKNOWN'],
    ['between', { amount: [40_000, 60_000], currency: 'AED', rates: { USD: 4 } }, sum(9_000, 16_000, 'USD'), 'UNKNOWN'],
    ['==', 60_000, sum(50_000, 70_000), 'UNKNOWN'],
    ['==', 60_000, sum(60_000), 'MET'],
    ['==', 80_000, sum(50_000, 70_000), 'NOT_MET'],
    ['!=', 60_000, sum(50_000, 70_000), 'UNKNOWN'],
    ['!=', 80_000, sum(50_000, 70_000), 'MET'],
    ['in', [50_000, 70_000], sum(50_000, 70_000), 'UNKNOWN'],
    ['in', [40_000, 80_000], sum(50_000, 70_000), 'NOT_MET'],
    ['not_in', [60_000, 90_000], sum(50_000, 70_000), 'UNKNOWN'],
    ['not_in', [40_000, 80_000], sum(50_000, 70_000), 'MET'],
    ['exists', null, sum(1, 1, null), 'MET'],
  ])('%s %j against %j is %s', (operator, value, got, verdict) => {
    expect(judge({ operator, value }, got)).toBe(verdict);
  });

  it('of a currency is not compared with a number that has none', () => {
    expect(judge({ operator: '>=', value: price }, 90_000)).toBe('UNKNOWN');
  });
});

describe('one criterion', () => {
  it.each([
    ['>', 10, 10, 'NOT_MET'],
    ['>=', 10, 10, 'MET'],
    ['<', 10, 9, 'MET'],
    ['<=', 10, 11, 'NOT_MET'],
    ['>=', 10, Number.NaN, 'UNKNOWN'],
    ['==', 'Dubai Marina', ' dubai  MARINA ', 'MET'],
    ['!=', 'x', 'y', 'MET'],
    ['!=', 'x', null, 'UNKNOWN'],
    ['not_in', ['a', 'b'], 'c', 'MET'],
    ['not_in', ['a', 'b'], null, 'UNKNOWN'],
    ['==', 'Dubai', ['Abu Dhabi', 'dubai'], 'MET'],
    ['==', 'Dubai', ['Abu Dhabi'], 'NOT_MET'],
    ['!=', 'Dubai', ['Dubai'], 'NOT_MET'],
    ['!=', 'Dubai', ['Sharjah'], 'MET'],
    ['in', ['Dubai', 'Sharjah'], ['Sharjah'], 'MET'],
    ['in', ['Dubai', 'Sharjah'], ['Ajman'], 'NOT_MET'],
    ['not_in', ['Dubai', 'Sharjah'], ['Ajman', 'Dubai'], 'NOT_MET'],
    ['not_in', ['Dubai', 'Sharjah'], ['Ajman'], 'MET'],
    ['contains_any', ['slow', 'manual'], ['slow response'], 'MET'],
    ['contains_any', ['slow', 'manual'], ['things go slowly'], 'NOT_MET'],
    ['contains_any', ['بطيء'], ['النظام بطيء جدا'], 'MET'],
    ['contains', 'slow', ['reports are SLOW'], 'MET'],
    ['contains', 'art', 'an apartment', 'NOT_MET'],
    ['contains', 'slow', 'quick', 'NOT_MET'],
    ['contains_all', ['a', 'b'], ['b', 'A', 'c'], 'MET'],
    ['contains_all', ['a', 'b'], ['a'], 'NOT_MET'],
    ['between', [1, 3], 1, 'MET'],
    ['between', [1, 3], 3, 'MET'],
    ['between', [1, 3], 3.01, 'NOT_MET'],
    ['between', [1, 3], '2', 'UNKNOWN'],
    ['between', [1, 3], null, 'UNKNOWN'],
    ['exists', null, 0, 'MET'],
    ['exists', null, false, 'MET'],
    ['exists', null, null, 'NOT_MET'],
    ['exists', null, [], 'NOT_MET'],
  ] as const)('%s %j against %j is %s', (operator, value, got, verdict) => {
    expect(judge({ operator, value }, got)).toBe(verdict);
  });
});

import type { Criterion } from './criterion';
import { judge, scoreOf } from './score';

const criteria: Criterion[] = [
  { field: 'budget', operator: '>=', value: 10_000, weight: 30 },
  { field: 'timeline', operator: 'in', value: ['immediate', 'within_month'], weight: 25 },
  { field: 'decision_maker', operator: '==', value: true, weight: 20 },
  { field: 'pain_points', operator: 'contains_any', value: ['slow', 'manual', 'expensive'], weight: 25 },
];

describe('the score of facts', () => {
  it.each([
    [{ budget: 50_000, timeline: 'immediate', decision_maker: true, pain_points: ['slow', 'manual'] }, 100, 100],
    [{ budget: 10_000, timeline: 'within_month', decision_maker: null, pain_points: [] }, 55, 55],
    [{ budget: 9_999.99, timeline: 'Immediate', decision_maker: false, pain_points: ['EXPENSIVE'] }, 50, 100],
    [{}, 0, 0],
    [{ budget: '50000', timeline: 'immediate', decision_maker: 'true', pain_points: 'slow' }, 50, 70],
  ])('%j', (facts, score, coverage) => {
    expect(scoreOf(criteria, facts)).toEqual({ score, coverage });
  });

  it('keeps fractions', () => {
    const thirds = [1, 2, 3].map((n): Criterion => ({ field: `f${n}`, operator: 'exists', value: null, weight: 1 }));
    expect(scoreOf(thirds, { f1: 'yes' }).score).toBeCloseTo(33.333_333, 5);
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
    ['exists', null, 0, 'MET'],
    ['exists', null, false, 'MET'],
    ['exists', null, null, 'NOT_MET'],
    ['exists', null, [], 'NOT_MET'],
  ] as const)('%s %j against %j is %s', (operator, value, got, verdict) => {
    expect(judge({ operator, value }, got)).toBe(verdict);
  });
});

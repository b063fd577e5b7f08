import * as fc from 'fast-check';
import { type Asked, coverageOf, isSupporting, weightOf } from './support';

const asked = (...frequencies: (number | null)[]): Asked => ({
  frequencies,
  importances: frequencies.map(() => 1),
  passages: 100,
});
const has = (...words: number[]) => ({ words, weights: words.map(() => 1) });

describe('support', () => {
  it('is whole when a passage has every word that was asked for', () => {
    expect(coverageOf(has(0, 2), asked(3, null, 40))).toBe(1);
    expect(isSupporting(coverageOf(has(0, 2), asked(3, null, 40)))).toBe(true);
  });

  it('is none when nothing particular was asked, or nothing was found', () => {
    expect(coverageOf(has(), asked(null, null))).toBe(0);
    expect(coverageOf(has(), asked(0, 0))).toBe(0);
    expect(isSupporting(0)).toBe(false);
  });

  it.each<[string, boolean, Asked, ReturnType<typeof has>]>([
    ['a rare word found, a frequent one not', true, asked(1, 60), has(0)],
    ['a frequent word found, a rare one not', false, asked(1, 60), has(1)],
    ['a rare word found beside one that stands nowhere', false, asked(1, 0), has(0)],
    ['two rare words found beside one that stands nowhere', true, asked(1, 2, 0), has(0, 1)],
    ['one of three that stand nowhere else', false, asked(1, 0, 0), has(0)],
    [
      'an everyday word that stands nowhere beside one that is found',
      true,
      { ...asked(1, 0), importances: [1, 0.35] },
      has(0),
    ],
    ['an everyday word found beside a name that is not', false, { ...asked(1, 0), importances: [0.35, 1] }, has(0)],
  ])('%s: %s', (_, expected, question, evidence) => {
    expect(isSupporting(coverageOf(evidence, question))).toBe(expected);
  });

  it('is a little weaker by meaning than by the word itself', () => {
    const byMeaning = coverageOf({ words: [0], weights: [0.7] }, asked(3));
    expect(byMeaning).toBeLessThan(1);
    expect(isSupporting(byMeaning)).toBe(true);
  });

  it('grows with every word found and stays a share', () => {
    const frequency = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(fc.array(frequency, { minLength: 1, maxLength: 10 }), fc.nat(9), (frequencies, extra) => {
        const question = asked(...frequencies);
        const some = frequencies.map((_, no) => no).filter((no) => no % 2 === 0 && frequencies[no] !== null);
        const more = [...new Set([...some, ...(frequencies[extra] == null ? [] : [extra])])].sort((a, b) => a - b);
        const [less, greater] = [coverageOf(has(...some), question), coverageOf(has(...more), question)];
        expect(greater).toBeGreaterThanOrEqual(less);
        expect(greater).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('weighs rare words more, and every word something', () => {
    const weights = [0, 1, 5, 50, 100].map((frequency) => weightOf(frequency, 100));
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(Math.min(...weights)).toBeGreaterThan(0);
    expect(weightOf(0, 0)).toBeGreaterThan(0);
  });
});

import { compare, inRounds, median, quantile } from './rounds';

describe('rounds of a bench', () => {
  it('compares each system with the yardsticks around it and takes the median', () => {
    const seen = compare([
      { before: 100, system: 50, after: 100 },
      { before: 100, system: 30, after: 104 },
      { before: 104, system: 60, after: 100 },
    ]);
    expect(seen).toMatchObject({ ratio: 0.5, dropped: 0, rounds: 3 });
  });

  it('leaves rounds out whose yardsticks lie apart', () => {
    const seen = compare([
      { before: 100, system: 90, after: 50 },
      { before: 50, system: 10, after: 50 },
    ]);
    expect(seen).toMatchObject({ ratio: 0.2, dropped: 1 });
  });

  it('falls back on the steadiest round', () => {
    const seen = compare([
      { before: 100, system: 10, after: 10 },
      { before: 100, system: 40, after: 60 },
    ]);
    expect(seen).toMatchObject({ ratio: 0.5, dropped: 1 });
  });

  it('uses each yardstick for the rounds on both its sides', async () => {
    const marks: string[] = [];
    const measure = (name: string) => async () => {
      marks.push(name);
      return 1;
    };
    await inRounds(2, measure('yardstick'), measure('system'));
    expect(marks).toEqual(['yardstick', 'system', 'yardstick', 'system', 'yardstick']);
  });

  it('knows medians and quantiles', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(quantile([5, 1, 4, 2, 3], 0.95)).toBe(5);
    expect(quantile([1, 2], 0)).toBe(1);
    expect(() => median([])).toThrow('nothing');
  });
});

import { isDeeperThan } from './nesting';

describe('isDeeperThan', () => {
  it.each([
    ['text', 0, false],
    [null, 0, false],
    [[], 0, true],
    [[], 1, false],
    [{ a: [1] }, 1, true],
    [{ a: [1] }, 2, false],
    [{ a: 1, b: { c: [1] } }, 2, true],
  ])('%j is deeper than %i: %s', (value, levels, deeper) => {
    expect(isDeeperThan(levels, value)).toBe(deeper);
  });

  it('finds out without going to the bottom', () => {
    let value: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) value = [value];
    expect(isDeeperThan(20, value)).toBe(true);
  });
});

import { newlyReached, stillReached } from './thresholds';

describe('thresholds of a budget', () => {
  it.each([
    [79, 100, 0, []],
    [80, 100, 0, [80]],
    [99, 100, 80, []],
    [100, 100, 80, [100]],
    [100, 100, 0, [80, 100]],
    [100, 100, 100, []],
    [0, 0, 0, [80, 100]],
  ])('%d of %d used after telling of %d: tells of %j', (used, limit, told, expected) => {
    expect(newlyReached(used, limit, told)).toEqual(expected);
  });

  it('may be told of again once the limit has moved away', () => {
    expect(stillReached(100, 200, 100)).toBe(0);
    expect(stillReached(90, 100, 100)).toBe(80);
    expect(stillReached(90, 90, 80)).toBe(80);
  });
});

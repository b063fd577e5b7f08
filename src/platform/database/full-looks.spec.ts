import { FullLooks } from './full-looks';

describe('looks from the front', () => {
  const looks = (tookMs: number): FullLooks => {
    const made = new FullLooks(1_000);
    made.made(10_000 - tookMs, 10_000);
    return made;
  };

  it('are all looks, while they are cheap', () => {
    expect(new FullLooks(1_000).isDue(0)).toBe(true);
    expect(looks(20).isDue(10_000)).toBe(true);
    expect(looks(20).isResting).toBe(false);
    expect(looks(20).restLeftMs(10_000)).toBe(0);
  });

  it.each([
    ['half a second', 21, 500],
    ['twenty times what they took', 40, 800],
    ['the longest rest', 900, 1_000],
  ])('rest for %s after an expensive one', (_, tookMs, restMs) => {
    const made = looks(tookMs);
    expect(made.isResting).toBe(true);
    expect(made.isDue(10_000 + restMs - 1)).toBe(false);
    expect(made.restLeftMs(10_000 + restMs - 1)).toBe(1);
    expect(made.isDue(10_000 + restMs)).toBe(true);
  });
});

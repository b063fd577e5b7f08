import { randomBase62, toBase62 } from './random-base62';

describe('randomBase62', () => {
  it('has the length asked for and nothing but digits and letters', () => {
    for (const length of [1, 6, 12, 43]) expect(randomBase62(length)).toMatch(new RegExp(`^[0-9A-Za-z]{${length}}$`));
  });

  it('uses every character about equally often', () => {
    const counts = new Map<string, number>();
    for (const char of randomBase62(62_000)) counts.set(char, (counts.get(char) ?? 0) + 1);
    expect(counts.size).toBe(62);
    // Standard deviation about 31; five of them either way.
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(160);
  });
});

describe('toBase62', () => {
  it.each([
    [0, '000000'],
    [61, '00000z'],
    [62, '000010'],
    [0xffffffff, '4gfFC3'],
  ])('%i is %s', (value, text) => {
    expect(toBase62(value, 6)).toBe(text);
  });
});

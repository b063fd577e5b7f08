import { draw, drawBetween, drawOne, hash32 } from './seeded';

describe('seeded draws', () => {
  it('depend on seed and keys alone', () => {
    expect(draw(1, '+14155550101', 'ring')).toBe(draw(1, '+14155550101', 'ring'));
    expect(draw(1, 'a')).not.toBe(draw(2, 'a'));
    expect(draw(1, 'a', 'b')).not.toBe(draw(1, 'ab'));
  });

  it('spread evenly over neighbouring keys', () => {
    const buckets = [0, 0, 0, 0];
    for (let index = 0; index < 4_000; index += 1) {
      const bucket = Math.floor(draw(7, `+1415555${index}`) * 4);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    for (const count of buckets) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });

  it('stay within what was asked for', () => {
    for (let index = 0; index < 500; index += 1) {
      const value = drawBetween(3, 5, 1, index);
      expect(value).toBeGreaterThanOrEqual(3);
      expect(value).toBeLessThan(5);
      expect(['x', 'y']).toContain(drawOne(['x', 'y'], 1, index));
    }
  });

  it('hashes as FNV-1a with the murmur3 finish', () => {
    expect(hash32('')).toBe(hash32(''));
    expect(hash32('callwright')).not.toBe(hash32('callwrighu'));
    expect(Number.isInteger(hash32('x')) && hash32('x') >= 0).toBe(true);
  });
});

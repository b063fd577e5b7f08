/** Anything that may take part in a seeded draw. */
export type DrawKey = string | number;

/** FNV-1a over the UTF-16 units, finished with the murmur3 mixer so that neighbouring keys land far apart. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * A draw in [0, 1) that depends on the seed and the keys alone, never on the order in which draws are made:
 * thousands of calls may interleave differently and each still goes the same way.
 */
export function draw(seed: number, ...keys: DrawKey[]): number {
  return hash32(`${seed}|${keys.join('|')}`) / 0x1_0000_0000;
}

/** A number in [low, high), drawn as `draw` does. */
export function drawBetween(low: number, high: number, seed: number, ...keys: DrawKey[]): number {
  return low + draw(seed, ...keys) * (high - low);
}

/** One item of a list that is not empty, drawn as `draw` does. */
export function drawOne<T>(items: readonly [T, ...T[]], seed: number, ...keys: DrawKey[]): T {
  return items[Math.floor(draw(seed, ...keys) * items.length)] ?? items[0];
}

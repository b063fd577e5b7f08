/** Whole numbers of at least `from` and below `to`, the same for the same seed and words. */
export function drawn(from: number, to: number, ...words: (string | number)[]): number {
  let hash = 2_166_136_261;
  for (const letter of words.join('|')) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return from + Math.floor((((hash ^ (hash >>> 15)) >>> 0) / 4_294_967_296) * (to - from));
}

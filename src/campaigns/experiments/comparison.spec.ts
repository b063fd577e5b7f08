import { type Block, blockOf, compare, evidenceAgainst, peopleNeeded } from './comparison';

const ALPHA = 0.05;
const EVEN: Block = { a: 1, b: 1 };

/** Numbers of Mulberry32: the same trials at every run. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Trial {
  readonly rates: readonly [number, number];
  readonly blocks: number;
  readonly block?: Block;
  /** Blocks between two looks; 1 when left out. */
  readonly every?: number;
}

/** Blocks after which somebody who looks all the time says that the arms differ; null when never. */
function blocksUntilReal({ rates, blocks, block = EVEN, every = 1 }: Trial, chance: () => number): number | null {
  const successes = { a: 0, b: 0 };
  for (let n = 1; n <= blocks; n += 1) {
    for (let k = 0; k < block.a; k += 1) if (chance() < rates[0]) successes.a += 1;
    for (let k = 0; k < block.b; k += 1) if (chance() < rates[1]) successes.b += 1;
    if (n % every !== 0) continue;
    const a = { people: n * block.a, successes: successes.a };
    const b = { people: n * block.b, successes: successes.b };
    if (evidenceAgainst(0, { block, a, b }) >= 1 / ALPHA) return n;
  }
  return null;
}

function shareOfReal(trial: Trial, trials: number, seed: number): number {
  const chance = chanceOf(seed);
  let real = 0;
  for (let n = 0; n < trials; n += 1) if (blocksUntilReal(trial, chance) !== null) real += 1;
  return real / trials;
}

describe('comparing two arms', () => {
  describe('of the same worth', () => {
    it.each<[string, Trial]>([
      ['both at 0.3', { rates: [0.3, 0.3], blocks: 600 }],
      ['both rare', { rates: [0.02, 0.02], blocks: 600 }],
      ['both common, at shares of 3 to 1', { rates: [0.8, 0.8], blocks: 200, block: { a: 3, b: 1 } }],
    ])('is wrong in at most one experiment of twenty though somebody looks after every block: %s', (_, trial) => {
      expect(shareOfReal(trial, 120, 7)).toBeLessThanOrEqual(ALPHA);
    });

    it('has evidence that is worth at most 1 on average, by counting all that can happen', () => {
      for (const block of [EVEN, { a: 2, b: 1 }]) {
        for (const chance of [0.05, 0.3, 0.5, 0.9]) {
          let mean = 0;
          for (let a = 0; a <= 2 * block.a; a += 1) {
            for (let b = 0; b <= 2 * block.b; b += 1) {
              const results = {
                block,
                a: { people: 2 * block.a, successes: a },
                b: { people: 2 * block.b, successes: b },
              };
              mean += binomial(2 * block.a, a, chance) * binomial(2 * block.b, b, chance) * evidenceAgainst(0, results);
            }
          }
          expect(mean).toBeLessThanOrEqual(1 + 1e-9);
        }
      }
    });

    it('is wrong much more often when each look is a test of its own: the trial can fail', () => {
      const chance = chanceOf(11);
      let wrong = 0;
      for (let n = 0; n < 200; n += 1) {
        const successes = { a: 0, b: 0 };
        for (let people = 1; people <= 600; people += 1) {
          if (chance() < 0.3) successes.a += 1;
          if (chance() < 0.3) successes.b += 1;
          const middle = (successes.a + successes.b) / (2 * people);
          const z = (successes.b - successes.a) / Math.sqrt(2 * people * middle * (1 - middle));
          if (people >= 30 && Math.abs(z) > 1.96) {
            wrong += 1;
            break;
          }
        }
      }
      expect(wrong / 200).toBeGreaterThan(0.2);
    });
  });

  describe('of different worth', () => {
    it('finds 0.3 against 0.4 with a thousand people each in nine experiments of ten, in half of them with under 650', () => {
      const trial = { rates: [0.3, 0.4], blocks: 1_000, every: 10 } as const;
      expect(shareOfReal(trial, 150, 3)).toBeGreaterThanOrEqual(0.85);
      const chance = chanceOf(5);
      const lengths = Array.from({ length: 101 }, () => blocksUntilReal(trial, chance) ?? Number.POSITIVE_INFINITY);
      expect(lengths.sort((a, b) => a - b)[50]).toBeLessThan(650);
      expect(peopleNeeded(0.3, 0.4, ALPHA)).toBeGreaterThan(400);
      expect(peopleNeeded(0.3, 0.4, ALPHA)).toBeLessThan(650);
    });

    it('knows that a tiny difference takes more people than there are', () => {
      expect(peopleNeeded(0.3, 0.302, ALPHA)).toBeGreaterThan(500_000);
      expect(peopleNeeded(0.3, 0.3, ALPHA)).toBeNull();
    });
  });

  it('gives an interval that agrees with the evidence and closes in', () => {
    const few = compare({ block: EVEN, a: { people: 100, successes: 30 }, b: { people: 100, successes: 40 } }, ALPHA);
    expect(few.pValue).toBeGreaterThan(ALPHA);
    expect(few.interval.low).toBeLessThan(0);
    const many = compare(
      { block: EVEN, a: { people: 2_000, successes: 600 }, b: { people: 2_000, successes: 800 } },
      ALPHA,
    );
    expect(many.pValue).toBeLessThan(ALPHA);
    expect(many.interval.low).toBeGreaterThan(0.03);
    expect(many.interval.high).toBeLessThan(0.17);
    expect(many.difference).toBeCloseTo(0.1);
  });

  it('holds the true difference at every look', () => {
    const chance = chanceOf(23);
    let missed = 0;
    for (let n = 0; n < 100; n += 1) {
      const successes = { a: 0, b: 0 };
      for (let people = 1; people <= 400; people += 1) {
        if (chance() < 0.2) successes.a += 1;
        if (chance() < 0.35) successes.b += 1;
        if (people % 20 !== 0) continue;
        const results = { block: EVEN, a: { people, successes: successes.a }, b: { people, successes: successes.b } };
        if (evidenceAgainst(0.15, results) < 1 / ALPHA) continue;
        missed += 1;
        break;
      }
    }
    expect(missed / 100).toBeLessThanOrEqual(ALPHA);
  });

  it('says nothing about nobody', () => {
    const nobody = { people: 0, successes: 0 };
    expect(compare({ block: EVEN, a: nobody, b: nobody }, ALPHA)).toMatchObject({ pValue: 1, difference: 0 });
  });

  it.each([
    [1, 1, { a: 1, b: 1 }],
    [100, 50, { a: 2, b: 1 }],
    [40, 60, { a: 2, b: 3 }],
    [1, 99, { a: 1, b: 9 }],
  ])('judges people of shares %i and %i in blocks', (a, b, block) => {
    expect(blockOf(a, b)).toEqual(block);
  });
});

function binomial(people: number, successes: number, chance: number): number {
  let ways = 1;
  for (let k = 0; k < successes; k += 1) ways = (ways * (people - k)) / (k + 1);
  return ways * chance ** successes * (1 - chance) ** (people - successes);
}

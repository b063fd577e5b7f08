import { personaFor, personaNamed, personas } from './persona-directory';

describe('who owns a number', () => {
  it('lists twelve personas by number', () => {
    expect(personas.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(new Set(personas.map(({ name }) => name)).size).toBe(12);
    expect(personaNamed(7)).toBe('callback Thursday at four');
    expect(personaNamed(13)).toBe('unknown');
  });

  it.each(personas.map(({ number }) => [number]))(
    'tail 55%s, and its kin, select persona %s whatever the seed',
    (number) => {
      const two = String(number).padStart(2, '0');
      for (const seed of [1, 2, 99]) {
        expect(personaFor(`+141555555${two}`, seed).number).toBe(number);
        expect(personaFor(`+141555500${two}`, seed).number).toBe(number);
        for (const shift of [20, 40, 60, 80]) {
          expect(personaFor(`+1415555${String(1_000 + number + shift)}`, seed).number).toBe(number);
        }
      }
    },
  );

  it('draws the other tails by seed and number, keen buyers first', () => {
    const others = Array.from({ length: 4_000 }, (_, index) => `+1415${String(5_550_000 + index)}`).filter((number) => {
      const slot = Number(number.slice(-2)) % 20;
      return slot === 0 || slot > 12;
    });
    const count = (seed: number, number: number) =>
      others.filter((phone) => personaFor(phone, seed).number === number).length / others.length;
    expect(count(1, 1)).toBeGreaterThan(0.3);
    expect(count(1, 1)).toBeLessThan(0.38);
    expect(count(1, 3)).toBeGreaterThan(0.1);
    expect(count(1, 11)).toBe(0);
    expect(others.map((phone) => personaFor(phone, 1).number)).toEqual(
      others.map((phone) => personaFor(phone, 1).number),
    );
    expect(others.some((phone) => personaFor(phone, 1) !== personaFor(phone, 2))).toBe(true);
  });
});

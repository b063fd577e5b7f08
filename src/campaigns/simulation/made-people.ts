import { personas } from '../../emulator/personas/persona-directory';
import { draw } from '../../emulator/simulation/seeded';

/** People to be made up: how many, under which area codes, and who they are. */
export interface PeopleWanted {
  readonly count: number;
  /** Weights by North American area code. */
  readonly areaCodes: Readonly<Record<string, number>>;
  /** Weights by name of the emulator's persona; absent: whoever the number happens to be. */
  readonly personas?: Readonly<Partial<Record<string, number>>> | undefined;
}

/** Every twentieth number is of the same persona: so many of them fit into the last two digits. */
const PERSONAS_APART = 20;
const TAILS = 5;
const THOUSANDS = 100;
const FIRST_EXCHANGE = 200;
/** Numbers of one area code that can be made. */
const MOST_PER_AREA = (1_000 - FIRST_EXCHANGE) * THOUSANDS * TAILS;

/** @throws RangeError when an area code has not so many numbers. */
export function* madeNumbers(wanted: PeopleWanted, seed: number): Generator<string> {
  const taken = new Map<string, number>();
  for (let index = 0; index < wanted.count; index += 1) {
    const area = drawn(wanted.areaCodes, draw(seed, 'area', index));
    const nth = taken.get(area) ?? 0;
    if (nth >= MOST_PER_AREA) throw new RangeError(`Area code ${area} has no more than ${MOST_PER_AREA} numbers.`);
    taken.set(area, nth + 1);
    yield numberOf(area, nth, tailOf(wanted, seed, index));
  }
}

/** The place of a persona in the last two digits, 0 to 19. */
function tailOf({ personas: weights }: PeopleWanted, seed: number, index: number): number {
  if (!weights) return Math.floor(draw(seed, 'tail', index) * PERSONAS_APART);
  const name = drawn(weights, draw(seed, 'persona', index));
  return personas.find((persona) => persona.name === name)?.number ?? 0;
}

function numberOf(area: string, nth: number, tail: number): string {
  const tens = Math.floor(nth / THOUSANDS) % TAILS;
  const exchange = FIRST_EXCHANGE + Math.floor(nth / (THOUSANDS * TAILS));
  const line = (nth % THOUSANDS) * 100 + tens * PERSONAS_APART + tail;
  return `+1${area}${exchange}${String(line).padStart(4, '0')}`;
}

function drawn(weights: Readonly<Partial<Record<string, number>>>, random: number): string {
  const entries = Object.entries(weights);
  let left = random * entries.reduce((sum, [, weight = 0]) => sum + weight, 0);
  const found = entries.find(([, weight = 0]) => (left -= weight) < 0);
  return (found ?? entries[0] ?? [''])[0];
}

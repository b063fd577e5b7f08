import { CONSENT_COLUMNS, consentCells } from '../../src/demo/written-consent';

const AREA_CODES = ['212', '312', '415', '617', '713', '202', '303', '602'] as const;
/** Exchanges in real use, so that the numbers pass for valid. */
const EXCHANGES = ['227', '346', '471', '529', '683', '748', '824', '962'] as const;

/**
 * Last two digits, and so the emulator's people: of twenty four are keen, three are busy at first, three never pick up before the
 * third time, three are machines, three hang up at once, two are wrong numbers, one opts out and one asks for a human.
 */
const MIX = [1, 2, 3, 4, 12, 21, 22, 23, 24, 32, 41, 42, 43, 44, 52, 61, 5, 25, 8, 6];
const KEEN = [1, 21, 41, 61, 81];

export type Crowd = 'MIXED' | 'KEEN';

/** Rows `first` and on of a list of people, as CSV; every phone once. */
export function peopleFile(company: string, crowd: Crowd, count: number, first = 0): string {
  const consent = consentCells(company);
  const rows = Array.from({ length: count }, (_, n) => `Person ${first + n},${phoneOf(crowd, first + n)},${consent}`);
  return [`name,phone,${CONSENT_COLUMNS}`, ...rows].join('\n');
}

export function phoneOf(crowd: Crowd, index: number): string {
  const tails = crowd === 'KEEN' ? KEEN : MIX;
  const [tail, rest] = [tails[index % tails.length] ?? 1, Math.floor(index / tails.length)];
  const [area, exchange] = [AREA_CODES[rest % 8] ?? '', EXCHANGES[Math.floor(rest / 8) % 8] ?? ''];
  const middle = two(Math.floor(rest / 64) % 100);
  return `+1${area}${exchange}${middle}${two(tail)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

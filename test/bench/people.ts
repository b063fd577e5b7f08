import { CONSENT_COLUMNS, consentCells } from '../../src/demo/written-consent';

/** Whom the people agreed to be called by. */
export const BENCH_COMPANY = 'Bench';

/** Area codes of the first zones that open. */
const AREA_CODES = ['212', '312', '415', '617', '713', '202', '303', '602'];
/** Two last digits that make the emulator's person a keen buyer, who picks up at once and tells everything. */
const KEEN = ['01', '21', '41', '61', '81'];
/** Exchanges in real use, so that the numbers pass for valid. */
const EXCHANGES = ['227', '346', '471', '529', '683', '748', '824', '962'];

/** A list of people to call as CSV, each with a phone of their own; `first` is how many were made before, at most 32,000 in all. */
export function keenPeople(count: number, first = 0): string {
  const consent = consentCells(BENCH_COMPANY);
  const rows = Array.from(
    { length: count },
    (_, index) => `Person ${first + index + 1},${phoneOf(first + index)},${consent}`,
  );
  return [`name,phone,${CONSENT_COLUMNS}`, ...rows].join('\n');
}

function phoneOf(index: number): string {
  const pick = (list: readonly string[], divisor: number): string =>
    list[Math.floor(index / divisor) % list.length] ?? '';
  const middle = String(Math.floor(index / (KEEN.length * AREA_CODES.length * EXCHANGES.length)) % 100).padStart(
    2,
    '0',
  );
  return `+1${pick(AREA_CODES, KEEN.length)}${pick(EXCHANGES, KEEN.length * AREA_CODES.length)}${middle}${pick(KEEN, 1)}`;
}

import { BadUserInput } from '../../platform/errors/domain-error';
import type { FileRow } from '../rules/rule-row.schema';
import { isCopied, type ListKind } from './list-kind';

/** What is said of a file of numbers. */
export interface SaidOfList {
  readonly kind: ListKind;
  /** Row id of the rule base whose list it is; for copies of the lists of others only. */
  readonly jurisdiction?: string | null;
  /** The moment the file speaks for. */
  readonly asOf?: Date | null;
  /** North American area codes the file covers; all when left out. */
  readonly areaCodes?: readonly string[] | null;
}

/** The same, checked. */
export interface ListOrder {
  readonly kind: ListKind;
  readonly jurisdiction: string | null;
  readonly asOf: Date;
  /** Sorted; null for all. */
  readonly areaCodes: readonly string[] | null;
}

/** No list of numbers not to call is older. */
const EARLIEST = new Date('1990-01-01T00:00:00Z');
const AREA_CODE = /^[2-9]\d{2}$/;
const MOST_AREA_CODES = 1_000;
/** Countries of the North American plan with a national list of their own (47 CFR 64.1200(c)(2); CRTC Rules, part II). */
const NATIONAL_LISTS = ['US', 'CA'];

/**
 * @param rowsOf rows of one id of the rule base; empty for an id it does not know.
 * @throws BadUserInput naming what makes no sense: a place without such a list, a moment that cannot be, an area code that is none.
 */
export function orderOf(said: SaidOfList, now: Date, rowsOf: (id: string) => readonly FileRow[]): ListOrder {
  return {
    kind: said.kind,
    jurisdiction: jurisdictionOf(said, rowsOf),
    asOf: asOf(said, now),
    areaCodes: areaCodesOf(said),
  };
}

function jurisdictionOf({ kind, jurisdiction }: SaidOfList, rowsOf: (id: string) => readonly FileRow[]): string | null {
  if (!isCopied(kind)) {
    if (jurisdiction) throw new BadUserInput('jurisdiction', `is not for ${kind}: such a file is no place’s.`);
    return null;
  }
  if (!jurisdiction)
    throw new BadUserInput('jurisdiction', 'must name the place whose list it is, such as US or US-FL.');
  const rows = rowsOf(jurisdiction);
  if (rows.length === 0)
    throw new BadUserInput('jurisdiction', 'is no place the calling rules know, such as US or US-FL.');
  if (!rows.some((row) => keepsSuchList(kind, row)))
    throw new BadUserInput('jurisdiction', `is a place that keeps no list of the kind ${kind}.`);
  return jurisdiction;
}

function keepsSuchList(kind: ListKind, row: FileRow): boolean {
  if (kind === 'NATIONAL_DNC') return NATIONAL_LISTS.includes(row.id);
  if (kind === 'STATE_DNC') return row.state_dnc_list !== null;
  return row.preference_register !== undefined;
}

function asOf({ kind, asOf: said }: SaidOfList, now: Date): Date {
  if (!said) {
    if (kind === 'INTERNAL') return now;
    throw new BadUserInput('asOf', 'must be the moment the file speaks for.');
  }
  if (Number.isNaN(said.getTime()) || said < EARLIEST) throw new BadUserInput('asOf', 'lies before the year 1990.');
  if (said > now) throw new BadUserInput('asOf', 'lies in the future.');
  return said;
}

function areaCodesOf({ kind, jurisdiction, areaCodes }: SaidOfList): readonly string[] | null {
  if (!areaCodes) return null;
  const isNorthAmerican = isCopied(kind) && NATIONAL_LISTS.some((country) => jurisdiction?.startsWith(country));
  if (!isNorthAmerican) throw new BadUserInput('areaCodes', 'are for lists of the United States and Canada only.');
  if (areaCodes.length === 0) throw new BadUserInput('areaCodes', 'is empty: leave it out for all of them.');
  if (areaCodes.length > MOST_AREA_CODES) throw new BadUserInput('areaCodes', `holds more than ${MOST_AREA_CODES}.`);
  const wrong = areaCodes.findIndex((code) => !AREA_CODE.test(code));
  if (wrong >= 0) throw new BadUserInput(`areaCodes.${wrong}`, 'must be three digits such as 212.');
  return [...new Set(areaCodes)].sort();
}

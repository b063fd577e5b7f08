import type { ListStanding } from './rules/contact-question';

/** What the copies of one list that cover a number say of it. */
export interface ListCopies {
  readonly kind: 'NATIONAL_DNC' | 'STATE_DNC' | 'PREFERENCE_REGISTER';
  /** Row id of the rule base. */
  readonly jurisdiction: string;
  /** The moment the newest of them speaks for. */
  readonly asOf: Date;
  /** True when any of them names the number. */
  readonly listed: boolean;
}

/** Countries whose national list must be read before a call: the registries of 47 CFR 64.1200(c)(2) and of the CRTC rules, part II. */
const LISTING_COUNTRIES = ['US', 'CA'];

/**
 * How a number stands in the lists of others. A number that is on a list is on it, whoever's; the copy that was read is as old as
 * the oldest one needed, and none when one of them is missing.
 */
export function standingOf(copies: readonly ListCopies[], jurisdictions: readonly string[]): ListStanding {
  const isListed = (kind: ListCopies['kind']): boolean => copies.some((copy) => copy.kind === kind && copy.listed);
  const needed = LISTING_COUNTRIES.filter((country) => jurisdictions.includes(country));
  const read = needed.map((country) =>
    copies.find((copy) => copy.kind === 'NATIONAL_DNC' && copy.jurisdiction === country),
  );
  const moments = read.flatMap((copy) => (copy ? [copy.asOf.getTime()] : []));
  return {
    national: isListed('NATIONAL_DNC'),
    state: isListed('STATE_DNC'),
    preferenceRegister: isListed('PREFERENCE_REGISTER'),
    checkedAt: moments.length > 0 && moments.length === needed.length ? new Date(Math.min(...moments)) : null,
  };
}

/** Where a person may be, as far as calling law is concerned: whose rules apply and which clocks may hang on the wall. */
export interface DialZone {
  /** Stable text of the two lists, for example `US+US-NY|America/New_York`; `UNKNOWN` when nothing is known. */
  readonly key: string;
  /** Row ids of the calling rules, sorted, for example `['US', 'US-NY']`. */
  readonly jurisdictions: readonly string[];
  /** IANA zones, sorted. A moment is lawful only when it is lawful in every one of them. */
  readonly timeZones: readonly string[];
}

/** Nobody may be called here: there is no clock to read. */
export const UNKNOWN_ZONE: DialZone = { key: 'UNKNOWN', jurisdictions: [], timeZones: [] };

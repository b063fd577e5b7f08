/** What one signal (a number, an address) says about a person's whereabouts. */
export interface PlaceEvidence {
  readonly jurisdictions: readonly string[];
  /** Empty when the signal names no place. */
  readonly timeZones: readonly string[];
}

export const NO_EVIDENCE: PlaceEvidence = { jurisdictions: [], timeZones: [] };

/** Everything any of the signals allows. */
export function unionOf(evidence: readonly PlaceEvidence[]): PlaceEvidence {
  return {
    jurisdictions: [...new Set(evidence.flatMap((one) => one.jurisdictions))],
    timeZones: [...new Set(evidence.flatMap((one) => one.timeZones))],
  };
}

/** `US-NY` lies in `US`: a state's rules come on top of the country's. */
export function withCountries(jurisdictions: readonly string[]): string[] {
  return [...new Set(jurisdictions.flatMap((code) => [code.slice(0, 2), code]))];
}

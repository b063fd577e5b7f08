import type { DecidedPlace } from './contact-decision';
import type { Locality } from './locality';
import type { PlacelessReason } from './number-place';

/** Whose rules claim a contact, and which clocks may hang on the wall. */
export interface Placed extends DecidedPlace {
  readonly known: true;
  /** Every country, state and province that claims the contact (ISO 3166), with or without rules of its own. */
  readonly regions: readonly string[];
  readonly placedBy: 'NUMBER' | 'ADDRESS';
  readonly locality: Locality;
}

export interface Unplaced extends DecidedPlace {
  readonly known: false;
  readonly reason: PlacelessReason | 'LOCATION_UNKNOWN';
  /** What says so. */
  readonly placedBy: 'NUMBER' | 'ADDRESS';
}

export type Place = Placed | Unplaced;

import { CLOCK_CHANGES } from '../zone-clock';

/** Zones whose newest law the given release of the IANA database (`2025c`) does not have, in order of name. */
export function staleZones(release: string): string[] {
  return [...CLOCK_CHANGES]
    .filter(([, change]) => release < change.release)
    .map(([zone]) => zone)
    .sort();
}

/** Facts of one transaction may bear moments this far apart. */
const SAME_MS = 5_000;

export interface NewcomerFacts {
  /** When the lead got its project, from which on it may be called. */
  readonly mappedAt: Date;
  readonly createdAt: Date;
  /** When the last form of the person before that was stored; null when none was. */
  readonly formAt: Date | null;
  readonly isImported: boolean;
}

export interface Arrival {
  readonly receivedAt: Date;
  /** Why the lead says nothing of our speed; null when it does. */
  readonly excluded: 'IMPORTED' | 'MAPPED_LATER' | null;
}

/**
 * From when on a lead waits for its call. A form counts from when it was stored, a lead of another program from when it was made. A file
 * holds people who have long ceased to wait. Who lay in the list of unmapped leads waited for a person of the company, and from the
 * mapping on for us. A text makes nobody a lead, so no speed begins with one.
 */
export function arrivalOf({ mappedAt, createdAt, formAt, isImported }: NewcomerFacts): Arrival {
  const isAtOnce = (moment: Date): boolean => Math.abs(mappedAt.getTime() - moment.getTime()) <= SAME_MS;
  if (formAt && isAtOnce(formAt)) return { receivedAt: formAt, excluded: null };
  if (isImported) return { receivedAt: mappedAt, excluded: 'IMPORTED' };
  if (isAtOnce(createdAt)) return { receivedAt: createdAt, excluded: null };
  return { receivedAt: mappedAt, excluded: 'MAPPED_LATER' };
}

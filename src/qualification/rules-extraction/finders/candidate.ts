/** What something in a turn looks like by itself, whatever field it may belong to. */
export type CandidateKind = 'DATE' | 'TIME' | 'MONEY' | 'NUMBER' | 'NAME' | 'PHONE' | 'EMAIL' | 'ADDRESS' | 'CODE';

/** A piece of a turn that may be a value. */
export interface Candidate {
  readonly kind: CandidateKind;
  /** As it was said. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of numbers and money. */
  readonly amount?: number;
  /** What a number is known to count though the noun does not follow it ("just me"). */
  readonly counts?: string;
  /** Set apart by quotation marks, or a known place: sure to be a name. */
  readonly isMarked?: boolean;
  /** Its own words say that it is where something is, as में and في do. */
  readonly isPlace?: boolean;
}

/** Nobody says more in a turn; whoever sends it wants to keep us busy. */
const MOST = 60;

/** Adds what does not overlap with what is there: the surer finder comes first. */
export function withoutOverlaps(found: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of found) {
    if (kept.length === MOST) break;
    if (kept.every(({ start, end }) => candidate.end <= start || candidate.start >= end)) kept.push(candidate);
  }
  return kept.sort((a, b) => a.start - b.start);
}

export function matched(kind: CandidateKind, text: string, pattern: RegExp, group = 0): Candidate[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const said = match[group];
    if (!said) return [];
    const start = match.index + (group === 0 ? 0 : match[0].indexOf(said));
    return [{ kind, text: said.trim(), start, end: start + said.length }];
  });
}

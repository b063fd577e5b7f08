import type { AttentionReason } from '../call.entity';

/** How long a call has been UNKNOWN, and what looks at the carrier's list have shown. */
export interface UnknownStanding {
  readonly dialStartedAt: Date;
  readonly unknownSince: Date;
  /** Since when settled lists do not show it. */
  readonly missingSince: Date | null;
}

/** What a look showed. CONTESTED: a call that may be another attempt's as well. UNASKED: the carrier did not answer. */
export type Sighting = 'FOUND' | 'MISSING' | 'CONTESTED' | 'UNASKED';

export interface LookSettings {
  /** A list older than this shows every call. */
  readonly settleMs: number;
  /** Between the first and the second list that do not show it. */
  readonly confirmMs: number;
  /** How long a request may be under way. */
  readonly requestMs: number;
}

/** `attention`: why a person has to look, from 15 minutes on. */
export type UnknownVerdict =
  | { readonly kind: 'ADOPT' }
  | { readonly kind: 'NOT_PLACED' }
  | {
      readonly kind: 'LOOK_AGAIN';
      readonly at: Date;
      readonly missingSince: Date | null;
      readonly attention: AttentionReason | null;
    };

/** From this age on a call nobody knows about is a person's affair; nobody dials it again meanwhile. */
export const STUCK_AFTER_MS = 15 * 60_000;

/** A request can leave so long after the decision at most (the fence of its permission). */
const LEAVES_WITHIN_MS = 5_000;

/** Between looks while the call is young; a call that is found is adopted at once, so looking early costs requests only. */
const GAPS: readonly (readonly [ageMs: number, gapMs: number])[] = [
  [4_000, 2_000],
  [15_000, 5_000],
  [60_000, 10_000],
  [STUCK_AFTER_MS, 30_000],
];
const LAST_GAP_MS = 60_000;

/**
 * What a look at the carrier's list decides. What it shows is adopted at any age. That it shows nothing is believed only of a list that
 * has settled, and of a second one after it: lists of carriers lag behind, and a call taken for not placed is dialed again.
 */
export function decideUnknown(
  standing: UnknownStanding,
  sighting: Sighting,
  moment: Date,
  settings: LookSettings,
): UnknownVerdict {
  if (sighting === 'FOUND') return { kind: 'ADOPT' };
  const attention = attentionOf(standing, sighting, moment);
  if (sighting === 'CONTESTED')
    return { kind: 'LOOK_AGAIN', at: nextLook(standing, moment), missingSince: null, attention };
  const { missingSince } = standing;
  if (sighting === 'UNASKED') return { kind: 'LOOK_AGAIN', at: nextLook(standing, moment), missingSince, attention };
  const settledAt = settledFrom(standing, settings);
  if (moment < settledAt) {
    const at = new Date(Math.min(nextLook(standing, moment).getTime(), settledAt.getTime()));
    return { kind: 'LOOK_AGAIN', at, missingSince: null, attention };
  }
  const confirmedAt = missingSince && new Date(missingSince.getTime() + settings.confirmMs);
  if (confirmedAt && moment >= confirmedAt) return { kind: 'NOT_PLACED' };
  const at = confirmedAt ?? new Date(moment.getTime() + settings.confirmMs);
  return { kind: 'LOOK_AGAIN', at, missingSince: missingSince ?? moment, attention };
}

/** The first look comes at once: a call the carrier lists already is not lost for a moment. */
export function nextLook({ unknownSince }: Pick<UnknownStanding, 'unknownSince'>, moment: Date): Date {
  const age = moment.getTime() - unknownSince.getTime();
  const gap = GAPS.find(([below]) => age < below)?.[1] ?? LAST_GAP_MS;
  return new Date(moment.getTime() + gap);
}

/** From when on a list that does not show the call means something: whatever left has arrived, and has been written down. */
function settledFrom({ dialStartedAt, unknownSince }: UnknownStanding, { settleMs, requestMs }: LookSettings): Date {
  const arrived = Math.max(unknownSince.getTime(), dialStartedAt.getTime() + LEAVES_WITHIN_MS + requestMs);
  return new Date(arrived + settleMs);
}

const WHY: Readonly<Record<Exclude<Sighting, 'FOUND'>, AttentionReason>> = {
  MISSING: 'UNRESOLVED',
  CONTESTED: 'CONTESTED',
  UNASKED: 'CARRIER_UNREACHABLE',
};

function attentionOf(
  { unknownSince }: UnknownStanding,
  sighting: Exclude<Sighting, 'FOUND'>,
  moment: Date,
): AttentionReason | null {
  return moment.getTime() - unknownSince.getTime() >= STUCK_AFTER_MS ? WHY[sighting] : null;
}

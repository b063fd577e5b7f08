/** What was asked, as the index knows it. */
export interface Asked {
  /** Of each word of the question, in how many passages it was found; null for one that is never looked for, such as "the". */
  readonly frequencies: readonly (number | null)[];
  /** How much each says about what is asked for: 1, less for an everyday word. */
  readonly importances: readonly number[];
  /** Passages that were searched. */
  readonly passages: number;
}

/** What a passage has of it. */
export interface Evidence {
  /** Numbers of the words it has. */
  readonly words: readonly number[];
  /** By what each was found: 1 its stem, less its meaning or its sound. */
  readonly weights: readonly number[];
}

/** From so much of the question's weight on, a passage is taken to speak of what was asked. */
export const SUPPORTING_COVERAGE = 0.5;
/** A word found by its meaning covers almost as much as one found itself: somebody asks for the cost and the passage says price. */
const MEANING_COVERS = 0.9;
/** A word that stands in no document weighs a little more than one that stands in a single passage. */
const RAREST = 0.5;

/** How rare a word is among the passages: inverse document frequency as in BM25, never below a small part. */
export function weightOf(frequency: number, passages: number): number {
  const seen = Math.max(RAREST, frequency);
  return Math.max(0.2, Math.log(1 + (passages - seen + 0.5) / (seen + 0.5)));
}

/** The part of the question a passage speaks of, 0 to 1, rare words counting more; 0 when nothing particular was asked. */
export function coverageOf({ words, weights }: Evidence, { frequencies, importances, passages }: Asked): number {
  let [covered, whole] = [0, 0];
  for (const [no, frequency] of frequencies.entries()) {
    if (frequency === null) continue;
    const weight = weightOf(frequency, passages) * (importances[no] ?? 1);
    const at = words.indexOf(no);
    whole += weight;
    if (at >= 0) covered += weight * ((weights[at] ?? 0) >= 1 ? 1 : MEANING_COVERS);
  }
  return whole === 0 ? 0 : covered / whole;
}

/** Whether an answer may rest on a passage. When no passage supports, a person is to be offered and nothing made up. */
export function isSupporting(coverage: number): boolean {
  return coverage >= SUPPORTING_COVERAGE;
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PassageDraft } from '../splitting/split-sections';
import { type Stemming, termsOf } from '../terms/terms';
import { wordsOf } from '../terms/words';

/** One row of the index: the passages of a document that have a term, and how much it counts in each, in thousandths. */
export interface Posting {
  readonly term: string;
  readonly ordinals: readonly number[];
  readonly impacts: readonly number[];
}

/** How much an occurrence counts by where it stands. */
const IN_TEXT = 1;
const IN_HEADING = 1.5;
const IN_TITLE = 0.75;

/**
 * BM25 (Robertson, Zaragoza, "The Probabilistic Relevance Framework", 2009) with a fixed mean length: passages are bounded, so that the
 * weight of a term in one never changes and can be stored.
 */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.4;
const MEAN_WORDS = 80;

/** Passages worked through before others get a turn: some ten milliseconds. */
const PASSAGES_IN_A_TURN = 10;

/** Asked of the database for all words of a document at once: word and dictionary to stem, null for a word that says nothing. */
export type StemsOf = (words: readonly Stemming[]) => Promise<ReadonlyMap<string, string | null>>;

/** The name of a word in a map of stems. */
export function stemKey({ word, dictionary }: Stemming): string {
  return `${dictionary} ${word}`;
}

/** The index of a document: every term of its passages, of their headings and its title. Others get their turns meanwhile. */
export async function postingsOf(
  title: string,
  passages: readonly PassageDraft[],
  stemsOf: StemsOf,
): Promise<Posting[]> {
  const counted: ReadonlyMap<string, CountedWord>[] = [];
  const distinct = new Map<string, Stemming>();
  await inTurns(passages, ({ heading, text }) => {
    const words = countWords([text, IN_TEXT], [heading, IN_HEADING], [title, IN_TITLE]);
    counted.push(words);
    for (const [key, { stemming }] of words) distinct.set(key, stemming);
  });
  const stems = await stemsOf([...distinct.values()]);
  const rows = new Map<string, GrowingPosting>();
  await inTurns(counted, (words, ordinal) => {
    const length = passages[ordinal]?.words ?? MEAN_WORDS;
    for (const [term, count] of termCounts(words, stems)) {
      const row = rows.get(term) ?? { term, ordinals: [], impacts: [] };
      rows.set(term, row);
      row.ordinals.push(ordinal);
      row.impacts.push(impactOf(count, length));
    }
  });
  return [...rows.values()];
}

/** Passage by passage: a long document takes seconds, in which the process serves everybody else. */
async function inTurns<T>(passages: readonly T[], work: (passage: T, ordinal: number) => void): Promise<void> {
  for (const [ordinal, passage] of passages.entries()) {
    if (ordinal % PASSAGES_IN_A_TURN === 0) await nextTurn();
    work(passage, ordinal);
  }
}

interface GrowingPosting extends Posting {
  readonly ordinals: number[];
  readonly impacts: number[];
}

interface CountedWord {
  readonly stemming: Stemming;
  readonly others: readonly string[];
  count: number;
}

function countWords(...parts: readonly (readonly [text: string, weight: number])[]): Map<string, CountedWord> {
  const counted = new Map<string, CountedWord>();
  for (const [text, weight] of parts) {
    for (const found of wordsOf(text)) {
      const { word, dictionary, sound, concept } = termsOf(found);
      const key = stemKey({ word, dictionary });
      const one = counted.get(key);
      if (one) one.count += weight;
      else
        counted.set(key, {
          stemming: { word, dictionary },
          others: [sound, concept].filter((term) => term !== null),
          count: weight,
        });
    }
  }
  return counted;
}

function termCounts(
  words: ReadonlyMap<string, CountedWord>,
  stems: ReadonlyMap<string, string | null>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [key, { others, count }] of words) {
    const stem = stems.get(key) ?? null;
    for (const term of stem === null ? others : [stem, ...others]) counts.set(term, (counts.get(term) ?? 0) + count);
  }
  return counts;
}

function impactOf(count: number, words: number): number {
  const length = 1 - LENGTH_SHARE + (LENGTH_SHARE * words) / MEAN_WORDS;
  return Math.round((1_000 * count * (SATURATION + 1)) / (count + SATURATION * length));
}

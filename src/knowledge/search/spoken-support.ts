import { askedQuestion, type AskedWord, termsOf } from '../terms/terms';
import { wordsOf } from '../terms/words';
import { BY_CONCEPT, BY_SOUND } from './search-statement';
import { coverageOf, isSupporting } from './support';

/** Words on record that are in no index, taken apart: stems, meanings and sounds. */
export type SpokenWords = readonly ReadonlySet<string>[];

/** Each paragraph is what a passage is of a document. */
export function spokenWordsOf(texts: readonly string[]): SpokenWords {
  return texts
    .flatMap((text) => text.split(/\n\s*\n/u))
    .filter((paragraph) => paragraph.trim() !== '')
    .map(
      (paragraph) =>
        new Set(
          wordsOf(paragraph)
            .map(termsOf)
            .flatMap(({ word, concept, sound }) => [
              stemOf(word),
              ...(concept ? [concept] : []),
              ...(sound ? [sound] : []),
            ]),
        ),
    );
}

/** Whether a paragraph supports an answer to the question, as a passage of a document would. */
export function supportsAnswerTo(question: string, spoken: SpokenWords): boolean {
  const { words } = askedQuestion(question);
  const importances = words.map(({ importance }) => importance);
  const frequencies = words.map((word) => spoken.filter((paragraph) => weightIn(paragraph, word) > 0).length);
  return spoken.some((paragraph) => {
    const weights = words.map((word) => weightIn(paragraph, word));
    const found = weights.flatMap((weight, no) => (weight > 0 ? [no] : []));
    const evidence = { words: found, weights: found.map((no) => weights[no] ?? 0) };
    return isSupporting(coverageOf(evidence, { frequencies, importances, passages: LEAST_PASSAGES + spoken.length }));
  });
}

/** The words of a text that say what it is about and stand nowhere in what is on record. */
export function unspokenIn(text: string, spoken: SpokenWords): AskedWord[] {
  return askedQuestion(text).words.filter((word) => spoken.every((paragraph) => weightIn(paragraph, word) === 0));
}

/** Words of one text that another has as well, as they stand in the first. */
export function sharedWords(text: string, other: string): AskedWord[] {
  const [paragraph = new Set<string>()] = spokenWordsOf([other.replaceAll('\n', ' ')]);
  return askedQuestion(text).words.filter((word) => weightIn(paragraph, word) > 0);
}

/** So few paragraphs say nothing of how rare a word is: they are taken to stand among others. */
const LEAST_PASSAGES = 100;

function weightIn(paragraph: ReadonlySet<string>, { word, concept, sound }: AskedWord): number {
  if (paragraph.has(stemOf(word))) return 1;
  if (concept !== null && paragraph.has(concept)) return BY_CONCEPT;
  return sound !== null && paragraph.has(sound) ? BY_SOUND : 0;
}

/** English endings off, roughly: it is only compared with what was cut in the same way. */
function stemOf(word: string): string {
  return /^[a-z]{5,}$/.test(word)
    ? word.replace(/(?:ies|ing|ed|es|ly|s|e|y)$/, '')
    : word.replace(/(?<=^[a-z]{3})s$/, '');
}

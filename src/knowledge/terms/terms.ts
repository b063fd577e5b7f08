import { isCommonWord } from './common-words';
import { conceptOf } from './concepts';
import { isQuestionWord, isRomanised } from './question-words';
import { lightArabic } from './light-arabic';
import { soundOf } from './sound';
import { type Script, type Word, wordsOf, writingOf } from './words';

/** PostgreSQL's dictionary that brings words of a writing to their stems; no stemmer for the others. */
const DICTIONARIES: Readonly<Record<Script, string>> = {
  LATIN: 'english_stem',
  ARABIC: 'arabic_stem',
  DEVANAGARI: 'hindi_stem',
  OTHER: 'simple',
};

/** A term that is no stem begins with one of these, which no word does. */
const SOUND = '~';
const CONCEPT = '#';

/** What is left to the database: the stem of a word. */
export interface Stemming {
  readonly word: string;
  readonly dictionary: string;
}

/** The terms of one word beside its stem. */
export interface WordTerms extends Stemming {
  /** How it sounds, of words that are not in Latin letters; they may be asked for in Latin ones. */
  readonly sound: string | null;
  readonly concept: string | null;
}

/** One word of a question that has to be found. */
export interface AskedWord extends WordTerms {
  /** As it is shown. */
  readonly text: string;
  /** How much it says about what is asked for: 1, less for an everyday word. */
  readonly importance: number;
}

const MOST_ASKED = 24;
/** What an everyday word counts beside the name of a thing. */
const OF_COMMON_WORDS = 0.35;

/** Terms of one word of a passage. */
export function termsOf(word: Word): WordTerms {
  const { text, script } = word;
  const concept = conceptOf(word);
  const sound = script === 'ARABIC' || script === 'DEVANAGARI' ? soundOf(word) : null;
  return {
    word: script === 'ARABIC' ? lightArabic(text) : text,
    dictionary: DICTIONARIES[script],
    sound: sound && SOUND + sound,
    concept: concept && CONCEPT + concept,
  };
}

/** A question, taken apart. */
export interface AskedQuestion {
  readonly words: readonly AskedWord[];
  /** The writing it is answered from best; null for Arabic or Hindi in Latin letters, which documents are not written in. */
  readonly writing: Script | null;
}

/** The words of a question that say what it is about, each once, in their order, at most 24; and its writing. */
export function askedQuestion(question: string): AskedQuestion {
  const words = wordsOf(withPhrases(question));
  const isHeard = isRomanised(words.map(({ text }) => text));
  const asked = new Map<string, AskedWord>();
  for (const word of words) {
    const one = askedWord(word, isHeard);
    if (isQuestionWord(word.text) && one.concept === null) continue;
    // Two words of one meaning are asked for once.
    const key = one.concept ?? one.word;
    if (asked.size < MOST_ASKED && !asked.has(key)) asked.set(key, one);
  }
  return { words: [...asked.values()], writing: isHeard ? null : writingOf(question) };
}

function askedWord(word: Word, isHeard: boolean): AskedWord {
  const terms = termsOf(word);
  const heard = isHeard && word.script === 'LATIN' ? soundOf(word) : null;
  const sound = heard === null ? terms.sound : SOUND + heard;
  return { ...terms, sound, text: word.text, importance: importanceOf(word, terms) };
}

function importanceOf(word: Word, { concept }: WordTerms): number {
  return concept === null && isCommonWord(word) ? OF_COMMON_WORDS : 1;
}

/** Questions whose word is no noun: how much, where, when, how long. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bhow much\b|\bkya rate\b/gi, ' price '],
  [/\bhow long\b/gi, ' duration '],
  [/\bhow (?:big|large|spacious)\b/gi, ' size '],
  [
    /\bwhere\b(?= (?:is|are|exactly|can i find))|(?<![\p{L}\p{M}])(?:أين|اين|وين|فين|कहाँ|कहां)(?![\p{L}\p{M}])/giu,
    ' location ',
  ],
  [/\bwhat time\b|\bwhen (?:do|are) you (?:open|close)\b/gi, ' hours '],
];

function withPhrases(question: string): string {
  return PHRASES.reduce((text, [phrase, word]) => text.replace(phrase, word), question);
}

import { MAX_PASSAGES } from '../knowledge-limits';
import type { Section } from '../reading/section';
import { Unreadable } from '../reading/unreadable';

/** A piece of a document that is found and cited as a whole. */
export interface PassageDraft {
  /** Path of headings, outermost first, joined by " › "; empty when there is none. */
  readonly heading: string;
  readonly text: string;
  readonly words: number;
}

/** A passage is closed when it has so many words, and never has more. */
const FULL = 150;
const MOST = 200;
/** Words of the sentences before that a passage begins with, so that nothing is lost at the cut. */
const OVERLAP = 30;
/** A passage of a writing without blanks is bounded by its characters. */
const MOST_CHARACTERS = 2_000;
/** Longer than any word: it is cut. */
const LONGEST_WORD = 200;
const LONGEST_HEADING = 300;

/**
 * Passages of about 150 words and at most 200, cut between paragraphs, else sentences, else words; each lies under one heading, and a
 * row of a FAQ is one. The same document always gives the same passages.
 * @throws Unreadable when there are more than 2,000.
 */
export function splitSections(sections: readonly Section[]): PassageDraft[] {
  const passages: PassageDraft[] = [];
  for (const { path, paragraphs, lead } of sections) {
    const heading = path.join(' › ').slice(0, LONGEST_HEADING);
    for (const text of packed(paragraphs.flatMap(unitsOf))) {
      const whole = lead === undefined ? text : `${lead}\n${text}`;
      passages.push({ heading, text: whole, words: countWords(whole) });
    }
    if (passages.length > MAX_PASSAGES)
      throw new Unreadable(`is too long: it makes more than ${MAX_PASSAGES} passages. Divide it.`);
  }
  return passages;
}

/** What is not cut any further, and what stands between it and the one before. */
interface Unit {
  readonly text: string;
  readonly words: number;
  readonly joint: '\n' | ' ';
}

function unitsOf(paragraph: string): Unit[] {
  const text = paragraph.replace(/[^\S\n]+/g, ' ').trim();
  return fits(text) ? [unit(text, '\n')] : sentencesOf(text).flatMap((sentence, at) => piecesOf(sentence, at === 0));
}

function piecesOf(sentence: string, isFirst: boolean): Unit[] {
  if (fits(sentence)) return [unit(sentence, isFirst ? '\n' : ' ')];
  const pieces: Unit[] = [];
  let [taken, characters]: [string[], number] = [[], 0];
  const close = (): void => {
    if (taken.length > 0) pieces.push(unit(taken.join(' '), isFirst && pieces.length === 0 ? '\n' : ' '));
    [taken, characters] = [[], 0];
  };
  for (const word of sentence.split(/\s+/).flatMap(cutWord)) {
    if (taken.length >= FULL || characters + word.length > MOST_CHARACTERS) close();
    taken.push(word);
    characters += word.length + 1;
  }
  close();
  return pieces;
}

/** By code points: half a character cannot be stored. */
function cutWord(word: string): string[] {
  if (word.length <= LONGEST_WORD) return [word];
  const letters = Array.from(word);
  const pieces: string[] = [];
  for (let at = 0; at < letters.length; at += LONGEST_WORD) pieces.push(letters.slice(at, at + LONGEST_WORD).join(''));
  return pieces;
}

const SENTENCE_END = /(?<=[.!?؟।]["')\]»”]?)\s+|\n+|(?<=[。！？])/;

function sentencesOf(text: string): string[] {
  return text.split(SENTENCE_END).filter((sentence) => sentence !== '');
}

function packed(units: readonly Unit[]): string[] {
  const texts: string[] = [];
  let open: Unit[] = [];
  for (const one of units) {
    const words = wordsIn(open);
    if (
      open.length > 0 &&
      (words >= FULL || words + one.words > MOST || lengthOf(open) + one.text.length > MOST_CHARACTERS)
    ) {
      texts.push(textOf(open));
      open = tailOf(open, one);
    }
    open.push(one);
  }
  if (open.length > 0) texts.push(textOf(open));
  return texts;
}

/** The last sentences of a passage, as many as make a beginning for the next; never all of it. */
function tailOf(closed: readonly Unit[], next: Unit): Unit[] {
  const sentences = sentencesOf(textOf(closed));
  const tail: string[] = [];
  while (sentences.length > 1) {
    const longer = [sentences.at(-1) ?? '', ...tail];
    const words = countWords(longer.join(' '));
    if (words > OVERLAP || words + next.words > MOST) break;
    tail.unshift(sentences.pop() ?? '');
  }
  const text = tail.join(' ');
  return text === '' || text.length + next.text.length >= MOST_CHARACTERS ? [] : [unit(text, '\n')];
}

function textOf(units: readonly Unit[]): string {
  return units.reduce((text, { joint, text: next }) => (text === '' ? next : text + joint + next), '');
}

function fits(text: string): boolean {
  return text.length <= MOST_CHARACTERS && countWords(text) <= FULL && !hasLongWord(text);
}

function hasLongWord(text: string): boolean {
  return text.length > LONGEST_WORD && text.split(/\s+/).some((word) => word.length > LONGEST_WORD);
}

function unit(text: string, joint: '\n' | ' '): Unit {
  return { text, words: countWords(text), joint };
}

function wordsIn(units: readonly Unit[]): number {
  return units.reduce((sum, { words }) => sum + words, 0);
}

function lengthOf(units: readonly Unit[]): number {
  return units.reduce((sum, { text }) => sum + text.length + 1, 0);
}

function countWords(text: string): number {
  return text.split(/\s+/).length;
}

/** Writings that have a stemmer of their own; words of all others are kept as they are. */
export type Script = 'LATIN' | 'ARABIC' | 'DEVANAGARI' | 'OTHER';

/** One word, folded: two spellings of one word are the same text. */
export interface Word {
  readonly text: string;
  readonly script: Script;
}

/** A longer word is cut: it is no word, and a term must fit into an index entry. */
const LONGEST_WORD = 40;

/** Letters of one writing, with digits among or after them; a number stands for itself. */
const WORD =
  /[\p{Script=Arabic}\p{M}\u0640]+|[\p{Script=Devanagari}\p{M}\u200c\u200d]+|[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}\p{M}]*|[\p{L}\p{M}]+/gu;

const ARABIC_LETTER = /\p{Script=Arabic}/u;
const DEVANAGARI_LETTER = /\p{Script=Devanagari}/u;
const LATIN_OR_DIGIT = /^[\p{Script=Latin}\p{N}]/u;

/**
 * The words of a text in their order, folded: NFKC, small letters, Latin without accents, Arabic without harakat and tatweel and
 * with one alef, ya and ha, digits in ASCII, thousands without separators.
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const [found] of folded(text).matchAll(WORD)) {
    const script = scriptOf(found);
    const word = unmarked(found, script).slice(0, LONGEST_WORD);
    if (word !== '') words.push({ text: word, script });
  }
  return words;
}

/** The folded words as plain text, for lists of words that are compared with them. */
export function foldedWords(text: string): string[] {
  return wordsOf(text).map((word) => word.text);
}

/** The writing most words of a text are in; numbers count for none, and a text without words is Latin. */
export function writingOf(text: string): Script {
  const counts = new Map<Script, number>();
  for (const { text: word, script } of wordsOf(text))
    if (/\D/.test(word)) counts.set(script, (counts.get(script) ?? 0) + 1);
  return [...counts].reduce<readonly [Script, number]>((most, one) => (one[1] > most[1] ? one : most), ['LATIN', 0])[0];
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\p{L})['’ʼ](?:s\b)?/gu, '')
    .replace(/[\u0660-\u0669]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0x0660 + 0x30))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0x06f0 + 0x30))
    .replace(/[\u0966-\u096f]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0x0966 + 0x30))
    .replace(/(?<=\d)[,\u066c](?=\d\d\d?)/g, '');
}

function scriptOf(word: string): Script {
  if (ARABIC_LETTER.test(word)) return 'ARABIC';
  if (DEVANAGARI_LETTER.test(word)) return 'DEVANAGARI';
  return LATIN_OR_DIGIT.test(word) ? 'LATIN' : 'OTHER';
}

function unmarked(word: string, script: Script): string {
  if (script === 'ARABIC') return foldArabic(word);
  if (script === 'DEVANAGARI') return word.replace(/\u200c|\u200d|\u093c/g, '');
  if (script === 'LATIN') return word.normalize('NFD').replace(/\p{M}/gu, '');
  return word;
}

/** One spelling of what Arabic writes in several ways. */
function foldArabic(word: string): string {
  return word
    .replace(/[\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]/g, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replace(/ک/g, 'ك')
    .replace(/ة/g, 'ه')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

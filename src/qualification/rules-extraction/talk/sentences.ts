import { normaliseText } from '../../evidence/normalise-text';

/** A word as it stands in a turn. */
export interface Token {
  readonly raw: string;
  /** As words are compared. */
  readonly word: string;
  /** Without the ending of a plural or a tense. */
  readonly stem: string;
  /** Place in the turn. */
  readonly start: number;
  readonly end: number;
}

export interface Sentence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  /** It ends with a question mark. */
  readonly asks: boolean;
}

const WORD =
  /[\p{L}\p{M}\p{N}]+(?:(?:['’:@/+]|(?<!\p{Ll}\p{Ll})\.|\.(?!\p{Lu}\p{Ll})|,(?=\d{2,3}(?!\d)))[\p{L}\p{M}\p{N}]+)*/gu;
const END = /(?<mark>[.!?؟।]+)(?=\s|$|["”'’)]|(?<=\p{Ll}\p{Ll}[.!?])\p{Lu}\p{Ll})|(?<line>\n)/gu;
/** A point after these ends no sentence, after an hour's only where a capital follows. */
const SHORTENED =
  /(?:^|[\s(])(?:dr|mr|mrs|ms|st|ave|blvd|rd|vs|jr|sr|mt|ft|prof|inc|ltd|approx|dept|e\.g|i\.e|u\.s|[a-z]|(?:[a-z]\.)+[a-z])$/iu;

const MERIDIEM = /\d\s?(?:a\.m|p\.m|am|pm)$/iu;

const ASCII = /^[ -~]*$/;

/** `normaliseText` for one word; most are plain. */
export function wordOf(raw: string): string {
  return ASCII.test(raw) ? raw.toLowerCase() : normaliseText(raw);
}

export function tokensOf(text: string): Token[] {
  return [...text.matchAll(WORD)].map(({ 0: raw, index }) => {
    const word = wordOf(raw);
    return { raw, word, stem: stemOf(word), start: index, end: index + raw.length };
  });
}

/** "bedrooms" and "bedroom", "cities" and "city", "Maria's" and "Maria" have one stem. */
export function stemOf(word: string): string {
  const bare = word.replace(/['’]s$/u, '');
  if (bare.length > 4 && bare.endsWith('ies')) return `${bare.slice(0, -3)}y`;
  if (bare.length > 4 && /(?:ch|sh|x|ss)es$/.test(bare)) return bare.slice(0, -2);
  if (bare.length > 3 && bare.endsWith('s') && !/(?:ss|us|is)$/.test(bare)) return bare.slice(0, -1);
  return bare;
}

export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  for (const { index, groups, 0: mark } of text.matchAll(END)) {
    const before = text.slice(start, index);
    const isLast = index + 1 >= text.trimEnd().length;
    const isHour = MERIDIEM.test(before) && !/^\.\s+\p{Lu}/u.test(text.slice(index));
    if (groups?.['mark'] === '.' && !isLast && (SHORTENED.test(before) || isHour)) continue;
    push(sentences, text, start, index + mark.length);
    start = index + mark.length;
  }
  push(sentences, text, start, text.length);
  return sentences;
}

function push(sentences: Sentence[], whole: string, start: number, end: number): void {
  const text = whole.slice(start, end);
  const tokens = tokensOf(text).map((token) => ({ ...token, start: token.start + start, end: token.end + start }));
  if (tokens.length > 0) sentences.push({ text, start, end, tokens, asks: /[?؟]/u.test(text) });
}

const OWNERS = /^(?:my|your|our|their|his|her|its|.+['’]s)$/u;

/**
 * The words of a sentence by which fields of yes or no are spoken of: two that others write as one also stand together ("call you
 * back", "pre-approved"), and an "own" that only stresses whose it is ("my own desk") is none.
 */
export function spokenTokens(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token, at) => {
    const [next, after] = [tokens[at + 1], tokens[at + 2]];
    if (token.word === 'own' && OWNERS.test(tokens[at - 1]?.word ?? '')) return [];
    const other = next && /^(?:me|us|you|him|her|them)$/.test(next.word) ? after : next;
    if (!other) return [token];
    const first = /^(?:ring|phone|calling)$/.test(token.word) ? 'call' : token.word;
    const word = `${first}${other.word}`;
    return [token, { raw: word, word, stem: stemOf(word), start: token.start, end: other.end }];
  });
}

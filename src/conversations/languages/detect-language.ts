import { isArabiziWord } from './arabizi-digits';
import {
  ARABIZI,
  DOUBTFUL_ARABIZI,
  DOUBTFUL_HINGLISH,
  ENGLISH,
  ENGLISH_AND_SPANISH,
  HINGLISH,
  LOAN_WORDS,
  SHARED_ARABIZI,
  SMALL_SPANISH,
  SPANISH,
} from './latin-words';
import { hasScript } from './scripts';

/** `ar-Latn` is Arabic in Latin letters and digits (Arabizi), `hi-Latn` Hindi in Latin letters. */
export const DETECTED_LANGUAGES = ['en', 'ar', 'hi', 'es', 'ar-Latn', 'hi-Latn'] as const;

export type DetectedLanguage = (typeof DETECTED_LANGUAGES)[number];

export interface LanguageReading {
  /** What most of the words are in; English where nothing tells. */
  readonly language: DetectedLanguage;
  /** False when nothing tells ("ok", "42", a name, a loan word): such a turn changes no language. */
  readonly isCertain: boolean;
  /** Scripts that occur at all, though most words may be in another. */
  readonly hasArabic: boolean;
  readonly hasDevanagari: boolean;
}

/** A third of the words, or any where no ordinary English word stands: people who mix say the names of things in English. */
const LEAST_SHARE = 1 / 3;

/** From here on a turn is English, or Spanish, with a stranger in it: one word or digit that may be Arabic proves nothing. */
const FOREIGN_TURN = 2;

/** As many small words of Spanish and nothing else are Spanish: "Ya vi la casa". */
const SPANISH_TURN = 4;

/** Signs of Spanish alone, and letters nobody writes Arabic in; "café" and "Résidence" stand in any language. */
const SPANISH_SIGN = /[¿¡ñ]/iu;
const ROMANCE_SIGN = /[¿¡áéíóúñàèìòùâêîôûãõçü]/iu;

/** Addresses of mail and pages, and names people go by: "mike7jones@gmail.com". */
const ADDRESS =
  /\S+@\S+|@\w+|(?:https?:\/\/|www\.)\S+|(?:[a-z0-9_-]+\.)+(?:com|net|org|info|io|co|ai|me|app|ae|sa|eg|in|pk|uk)(?:\/\S*)?(?![\p{L}\p{N}])/giu;

/** One word each; of the halves one is no Arabic word ("wi-fi"), or an English one ("be kam": how much). */
const WIRELESS = /(?<![\p{L}\p{N}])wi[- ]fi(?![\p{L}\p{N}])/giu;
const HOW_MUCH = /(?<![\p{L}\p{N}])b[ei] kam(?![\p{L}\p{N}])/giu;

const WORD = /[\p{L}\p{M}\p{N}'’]+/gu;

/**
 * The language of one turn, told by its letters, and within Latin letters by words and by digits that stand for Arabic letters
 * ("3ayez sha2a"). Such digits alone are known to find about half of all Arabizi, and words beside them most of the rest; how many these
 * words find was never measured. A loan word ("inshallah") never tells.
 */
export function detectLanguage(text: string): LanguageReading {
  const said = text.normalize('NFKC').replace(ADDRESS, ' ').replace(WIRELESS, 'wifi').replace(HOW_MUCH, 'bekam');
  const words = (said.match(WORD) ?? []).filter((word) => /\p{L}/u.test(word));
  const scripts = { hasArabic: hasScript(text, 'ARABIC'), hasDevanagari: hasScript(text, 'DEVANAGARI') };
  const own = words.filter((word) => hasScript(word, 'ARABIC') || hasScript(word, 'DEVANAGARI'));
  const others = words.filter((word, at) => !own.includes(word) && !isName(word, at));
  const isEnglish = others.some((word) => ENGLISH.has(word.toLowerCase()));
  if (own.length > 0 && (!isEnglish || own.length >= (own.length + others.length) * LEAST_SHARE)) {
    const arabic = own.filter((word) => hasScript(word, 'ARABIC')).length;
    return { language: arabic * 2 >= own.length ? 'ar' : 'hi', isCertain: true, ...scripts };
  }
  return { ...latinLanguage(said, words), ...scripts };
}

/** A capital within a text of another script begins a name or a title: "شغّل All Things Must Pass". */
function isName(word: string, at: number): boolean {
  return at > 0 && /^\p{Lu}/u.test(word);
}

function latinLanguage(text: string, words: readonly string[]): Pick<LanguageReading, 'language' | 'isCertain'> {
  const said = words.map(plainly);
  const english = said.filter((word) => ENGLISH.has(word)).length;
  if (isArabizi(text, words, said)) return { language: 'ar-Latn', isCertain: true };
  if (isHinglish(said, english)) return { language: 'hi-Latn', isCertain: true };
  if (SPANISH_SIGN.test(text) || isSpanish(said)) return { language: 'es', isCertain: true };
  const small = said.filter((word) => SMALL_SPANISH.has(word)).length;
  const ownEnglish = said.filter((word) => ENGLISH.has(word) && !ENGLISH_AND_SPANISH.has(word)).length;
  return { language: 'en', isCertain: words.length > 1 && english > 0 && small <= ownEnglish };
}

/**
 * One word or digit that is Arabic and nothing else tells; in a turn of another language two different clues, one of which may be doubtful.
 * Doubtful words alone tell where no word of another language stands, if one of them is none that Spanish and its sisters have.
 */
function isArabizi(text: string, words: readonly string[], said: readonly string[]): boolean {
  const clear = new Set(said.filter((word, at) => ARABIZI.has(word) || isArabiziWord(words[at] ?? '')));
  if (ROMANCE_SIGN.test(text)) return clear.size > 1;
  const doubtful = new Set(said.filter((word) => DOUBTFUL_ARABIZI.has(word) && !ENGLISH.has(word)));
  const own = [...doubtful].filter((word) => !SHARED_ARABIZI.has(word)).length;
  const spanish = spanishAmong(said);
  const foreign = said.filter((word) => ENGLISH.has(word)).length + spanish;
  if (clear.size > 0) return foreign < FOREIGN_TURN || clear.size + (spanish > 0 ? own : doubtful.size) > 1;
  const loans = said.filter((word) => LOAN_WORDS.has(word)).length;
  const strangers = foreign + said.filter((word) => HINGLISH.has(word)).length;
  return strangers === 0 && own > 0 && doubtful.size + loans > 1;
}

/** Words no Arabic one looks like; the small ones count beside another. */
function spanishAmong(said: readonly string[]): number {
  const own = said.filter((word) => SPANISH.has(word)).length;
  const small = said.filter((word) => SMALL_SPANISH.has(word) && !SHARED_ARABIZI.has(word)).length;
  return own > 0 ? own + small : 0;
}

/** Two different Hindi words, or one that stands among few English ones. */
function isHinglish(said: readonly string[], english: number): boolean {
  if (said.length < 2) return false;
  const hindi = new Set(said.filter((word) => HINGLISH.has(word)));
  const telling = [...hindi].filter((word) => !DOUBTFUL_HINGLISH.has(word));
  if (telling.length > 1) return true;
  return telling.length === 1 && (hindi.size > 1 || english === 0);
}

/** More words of Spanish than of English, one of them its own; of a longer turn one word does not tell. */
function isSpanish(said: readonly string[]): boolean {
  const telling = said.filter((word) => !ENGLISH_AND_SPANISH.has(word));
  const own = telling.filter((word) => SPANISH.has(word)).length;
  const small = telling.filter((word) => SMALL_SPANISH.has(word)).length;
  if (own === 0) return small >= SPANISH_TURN && small === telling.length;
  const english = telling.filter((word) => ENGLISH.has(word)).length;
  return own + small > english && (own + small > 1 || telling.length < 3);
}

/** "yaaani" is "yani". */
function plainly(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/(\p{L})\1{2,}/gu, '$1');
}

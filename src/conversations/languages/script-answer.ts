/** The letters somebody says they prefer. */
export type PreferredScript = 'LATIN' | 'ARABIC';

/** More words than these are about something else: "send me the contract in Arabic and English, with the plan of the floor". */
const LONGEST = 8;

const EDGE = String.raw`[\p{L}\p{M}\p{N}]`;
/** "and", "in", "the", which Arabic writes onto the word: "باللاتيني", "بالفرانكو". */
const ONTO = '(?:و|ف)?(?:ب|ل)?(?:ال|ل)?';

const LATIN_NAMES =
  'لاتيني|لاتينى|لاتينية|لاتينيه|فرانكو|فرنكو|عربيزي|عربيزى|أرابيزي|ارابيزي|latin|latini|lateeni|franco|franko|frnko|arabizi|3arabizi';
const ARABIC_NAMES = 'عربي|عربى|عربية|عربيه|arabic|arabi|3arabi|3araby';

/** "Arabic in Latin letters", "franco arabic" and "حروف إنجليزية" are Latin ones. */
const LATIN = word(
  String.raw`(?:(?:${ONTO})(?:${ARABIC_NAMES})\s+(?:(?:in|with|bel|b)\s+)?(?:${ONTO}(?:حروف|أحرف|احرف)\s+)?)?${ONTO}(?:${LATIN_NAMES})(?:[\s-]+${ONTO}(?:${ARABIC_NAMES}|arab|آراب|اراب))?` +
    String.raw`|${ONTO}(?:حروف|أحرف|احرف)\s+${ONTO}[إا]نجليزي[ةه]?|english\s+(?:letters|alphabet|characters)`,
);
const ARABIC = word(`${ONTO}(?:${ARABIC_NAMES})`);

/** Right before the name the other is meant: "مش عربي", "not Latin". */
const NOT_THIS = word(String.raw`(?:مش|مو|موب|ليس|ليست|not|mesh|mish|mosh)\s+(?:in\s+|the\s+)?$`, false);
/** Elsewhere before it nothing is told: "I don't speak Arabic". */
const DENIED = word(
  String.raw`(?:ما|مش|مو|لا|not|no|dont|cant|cannot|never|mesh|mish)\s+${EDGE}.*$|\S*n't\s.*$`,
  false,
);

/** What the lead answers to the question which letters they prefer; null when they name neither or both. */
export function scriptAnswer(text: string): PreferredScript | null {
  const said = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[\p{Cf}\u0640\u064b-\u0652]/gu, '');
  if ((said.match(/\S+/gu) ?? []).length > LONGEST) return null;
  const meant = new Set(said.split(/[.,!?؟،;\n]+/u).flatMap(meantIn));
  const [only] = meant;
  return meant.size === 1 && only ? only : null;
}

function meantIn(clause: string): PreferredScript[] {
  const withoutLatin = clause.replace(LATIN, (name) => ' '.repeat(name.length));
  return [...named(clause, LATIN, 'LATIN', 'ARABIC'), ...named(withoutLatin, ARABIC, 'ARABIC', 'LATIN')];
}

function named(clause: string, name: RegExp, own: PreferredScript, other: PreferredScript): PreferredScript[] {
  const at = name.exec(clause)?.index;
  if (at === undefined) return [];
  const before = clause.slice(0, at);
  if (NOT_THIS.test(before)) return [other];
  return DENIED.test(before) ? [] : [own];
}

function word(pattern: string, isWhole = true): RegExp {
  return new RegExp(`(?<!${EDGE})(?:${pattern})${isWhole ? `(?!${EDGE})` : ''}`, 'u');
}

import type { DetectedLanguage } from './detect-language';

/** Names of the languages we answer in, as people write them. */
const NAMES: readonly (readonly [Exclude<DetectedLanguage, `${string}-Latn`>, string])[] = [
  ['ar', 'arabic|3arabi|arabi|عربي|العربي|عربى|العربية|العربيه|بالعربي|بالعربية|بالعربى|अरबी'],
  [
    'en',
    'english|inglizi|ingleezi|engleezi|angrezi|angreji|انجليزي|إنجليزي|الانجليزي|الإنجليزية|الانجليزية|بالانجليزي|بالإنجليزي|بالانجليزية|अंग्रेज़ी|अंग्रेजी|इंग्लिश|inglés|ingles',
  ],
  ['hi', 'hindi|हिंदी|हिन्दी|هندي|بالهندي'],
  ['es', 'spanish|español|espanol|castellano'],
];

const POLITE =
  "(?:please|pls|plz|only|ok|okay|yes|hi|hello|sorry|can we|could we|lets|let's|just|من فضلك|لو سمحت|رجاء|فقط|بس|कृपया|प्लीज|por favor|law sama7t|min fadlak)";
const IN = '(?:in|into|to|bel|bil|b|en|mein|me|में|use)';
const TALKING =
  '(?:speak|talk|talking|write|text|type|reply|answer|respond|continue|chat|switch|change|explain|say it|tell me|communicate|conversation|converse|habla|hable|hablar|hablamos|escriba)';
const ASKING = "(?:can|could|would|will|do|may|you|u|we|i|i'd|let|lets|let's|please|pls|prefer|rather|want to|like to)";
const NOT = "(?:not|n't|dont|don't|cannot|can't|cant|no|never|without|isn't)";
const EDGE = String.raw`[\p{L}\p{M}\p{N}]`;

interface Pattern {
  readonly language: DetectedLanguage;
  readonly patterns: readonly RegExp[];
}

const PATTERNS: readonly Pattern[] = NAMES.map(([language, names]) => {
  const name = `(?<!${EDGE})(?:${names})(?!${EDGE})`;
  return {
    language,
    patterns: [
      // Nothing but the name and politeness: "arabic please", "بالعربي لو سمحت", "in hindi".
      new RegExp(String.raw`^(?:${POLITE}[\s,]*)*(?:${IN}\s+)?${name}(?:\s+${IN})?(?:[\s,]*${POLITE})*$`, 'u'),
      // "Can you speak Arabic?", "let's switch to English", "I would prefer to talk in Hindi".
      new RegExp(
        String.raw`(?<!${EDGE})${ASKING}\s(?:[^.!?؟।]{0,30}\s)?${TALKING}\s(?:to me |with me |me |back |this )?(?:${IN}\s+)?${name}`,
        'u',
      ),
      new RegExp(String.raw`^(?:${POLITE}[\s,]*)*${TALKING}\s(?:to me |with me |me |back )?(?:${IN}\s+)?${name}`, 'u'),
      new RegExp(
        String.raw`(?:prefer|rather have|comfortable (?:in|with)|switch to|change to)\s(?:it )?(?:${IN}\s+)?${name}`,
        'u',
      ),
      new RegExp(
        String.raw`(?<!${EDGE})(?:تكلم|تكلمي|تكلموا|كلمني|كلميني|احكي|احك|اكتب|اكتبي|رد|ردي|خلينا|نتكلم|نحكي|تحكي|تتكلم|تتكلمي|t7ki|te7ki|tetkalem|etkalem|kallemni|7ki|e7ki|i7ki|khallina)(?:\s${EDGE}+)?\s+(?:ب|in |bel |bil |b )?${name}`,
        'u',
      ),
      new RegExp(
        String.raw`${name}\s+(?:mein|me|main|में)\s+(?:${EDGE}+\s+){0,2}(?:baat|bat|bol|bolo|boliye|bolie|batao|bataiye|likho|likhiye|kar|karo|karein|kariye|samjhao|jawab|बात|बोल|बोलो|बोलिए|बताओ|बताइए|लिखो|लिखिए|जवाब)`,
        'u',
      ),
    ],
  };
});

/**
 * The language somebody asks to be answered in: "arabic please", "can we speak English?", "hindi mein baat karo", "عربي". That one is
 * spoken, taught or not known is no request ("I don't speak Arabic", "my wife speaks Hindi").
 */
export function requestedLanguage(text: string): DetectedLanguage | null {
  const said = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s]+/gu, ' ')
    .trim();
  const sentences = said.split(/[.!?؟।\n]+/u).map((sentence) => sentence.trim());
  for (const sentence of sentences.filter(Boolean)) {
    const plain = sentence.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, '');
    const found = PATTERNS.find(({ patterns }) => patterns.some((pattern) => isAsked(plain, pattern)));
    if (found) return found.language;
  }
  return null;
}

function isAsked(sentence: string, pattern: RegExp): boolean {
  const match = pattern.exec(sentence);
  if (!match) return false;
  const upTo = sentence.slice(0, match.index + match[0].length);
  return !new RegExp(
    `(?<!${EDGE}|why )${NOT}(?!${EDGE})|n't(?!${EDGE})|(?<!${EDGE})(?:ما|مش|لا|नहीं|nahi|mesh|mish)(?!${EDGE})`,
    'u',
  ).test(upTo);
}

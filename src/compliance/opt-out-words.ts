import {
  EVERYDAY_WORDS,
  FILLERS,
  FILLERS_OF_KEYWORDS,
  HELP_KEYWORDS,
  NEGATED_KEYWORDS,
  NOT_AFTER_STOP,
  NOT_AMONG_OTHERS,
  OPT_OUT_CLAUSES,
  OPT_OUT_KEYWORDS,
  OPT_OUT_PHRASES,
  RESUME_KEYWORDS,
} from './data/opt-out-phrases';

/** TEXT: an SMS, WhatsApp or chat message, in which words are commands. LETTER: what was written in a form. SPEECH: what a speech recogniser understood. */
export type OptOutMedium = 'TEXT' | 'LETTER' | 'SPEECH';

export type OptOutCommand = 'OPT_OUT' | 'HELP' | 'RESUME';

const everyday: ReadonlySet<string> = new Set(EVERYDAY_WORDS);
const negated: ReadonlySet<string> = new Set(NEGATED_KEYWORDS);
const notAmongOthers: ReadonlySet<string> = new Set(NOT_AMONG_OTHERS);
const keywords: Readonly<Record<OptOutMedium, ReadonlySet<string>>> = {
  TEXT: new Set(OPT_OUT_KEYWORDS),
  LETTER: new Set(OPT_OUT_KEYWORDS),
  SPEECH: new Set(OPT_OUT_KEYWORDS.filter((word) => !everyday.has(word))),
};
const helpKeywords: ReadonlySet<string> = new Set(HELP_KEYWORDS);
const resumeKeywords: ReadonlySet<string> = new Set(RESUME_KEYWORDS);
const notAfterStop: ReadonlySet<string> = new Set(NOT_AFTER_STOP);
const phrases = new RegExp(`(?:^| )(?:${OPT_OUT_PHRASES.join('|')})(?: |$)`, 'u');
const wholeClauses = new RegExp(`^(?:${OPT_OUT_CLAUSES.join('|')})$`, 'u');
const polite = around(FILLERS);
const anyFiller = around([...FILLERS, ...FILLERS_OF_KEYWORDS]);
/** Ends of sentences and clauses in Latin, Arabic and Devanagari script. */
const CLAUSE_ENDS = /[.!?;:,…\r\n،؛؟۔।]+/u;

/**
 * What a message or an utterance orders, in English, Spanish, Arabic or Hindi, the last two in Latin letters too. It is asked before any
 * model sees the text and acted on at once: consent may be revoked "in any reasonable manner", and a caller may not insist on one
 * (47 CFR 64.1200(a)(10)). Of a text the words of that rule count by themselves, and whatever begins with "stop"; aloud the same words
 * count unless they are everyday answers, or "stop" begins a visit or a halt ("stop by my office"). A letter is prose: the words count
 * when it says nothing else, and what begins with "stop" as it does aloud. HELP and RESUME are commands of texts only.
 */
export function optOutCommandOf(text: string, medium: OptOutMedium): OptOutCommand | null {
  const said = normalise(text);
  if (said === '') return null;
  if (asksForNoMore(said, text, medium)) return 'OPT_OUT';
  if (medium !== 'TEXT') return null;
  const bare = bareFormsOf(said);
  if (bare.some((form) => helpKeywords.has(form))) return 'HELP';
  return bare.some((form) => resumeKeywords.has(form)) ? 'RESUME' : null;
}

/**
 * True when somebody asks aloud not to be contacted any more. A wish about when ("don't call me before six"), a visit ("stop by my
 * office") or its opposite ("don't stop") is no opt-out; nor is a lack of interest.
 */
export function isOptOut(text: string): boolean {
  return optOutCommandOf(text, 'SPEECH') === 'OPT_OUT';
}

function asksForNoMore(said: string, text: string, medium: OptOutMedium): boolean {
  if (medium === 'TEXT' && /^stop(?!\p{L})/u.test(said)) return true;
  return isKeyword(said, medium) || phrases.test(said) || saysItInAClause(text, medium);
}

function isKeyword(said: string, medium: OptOutMedium): boolean {
  if (negated.has(said)) return false;
  const bare = bareFormsOf(said);
  if (bare.some((form) => keywords[medium].has(form) || wholeClauses.test(form))) return true;
  return bare.some((form) => {
    const [first = '', second = ''] = form.split(' ');
    return first === 'stop' && !notAfterStop.has(second);
  });
}

/** "Not interested. Stop." Aloud only the last words count so: "wait, stop, let me find a pen" is a halt. */
function saysItInAClause(text: string, medium: OptOutMedium): boolean {
  const clauses = text.split(CLAUSE_ENDS).map(normalise);
  const spoken = clauses.filter((clause) => clause !== '');
  if (spoken.length < 2) return false;
  const telling = medium === 'SPEECH' ? spoken.slice(-1) : spoken;
  return telling.some((clause) =>
    bareFormsOf(clause).some(
      (form) => (keywords.SPEECH.has(form) && !notAmongOthers.has(form)) || wholeClauses.test(form),
    ),
  );
}

/** Without politeness, without repeats: "please cancel cancel cancel" is "cancel". */
function bareFormsOf(said: string): string[] {
  const forms = [said, without(polite, said), without(anyFiller, said)];
  return [...new Set([...forms, ...forms.map(withoutRepeats)])];
}

function withoutRepeats(said: string): string {
  return [...new Set(said.split(' '))].join(' ');
}

interface Around {
  readonly before: RegExp;
  readonly after: RegExp;
}

function around(fillers: readonly string[]): Around {
  const filler = `(?:${fillers.join('|')})`;
  return { before: new RegExp(`^(?:${filler} )+`, 'u'), after: new RegExp(`(?: ${filler})+$`, 'u') };
}

function without({ before, after }: Around, said: string): string {
  return said.replace(before, '').replace(after, '');
}

/**
 * Lower case; accents, vowel marks, hamza, nukta and the marks of emoji dropped; Arabic letter variants made one; apostrophes closed
 * (`don't` is `dont`); a letter drawn out is one letter (`stooop`), letters spelled out are a word (`s t o p`); every other mark is a
 * space.
 */
function normalise(text: string): string {
  const words = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Cf}|\u0640|[\u0300-\u036f]|[\u064b-\u065f\u0670]|\u093c|[\u20d0-\u20ff]|[\ufe00-\ufe0f]/gu, '')
    .replace(/['’‘ʼ`´]/gu, '')
    .replace(/[\u0649\u06cc]/gu, '\u064a')
    .replace(/\u0671/gu, '\u0627')
    .replace(/\u0629/gu, '\u0647')
    .replace(/\u06a9/gu, '\u0643')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .trim();
  return /^\p{L}(?: \p{L}){2,11}$/u.test(words) ? words.replaceAll(' ', '') : words;
}

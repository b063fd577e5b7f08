import { type DetectedLanguage, detectLanguage } from './detect-language';
import { requestedLanguage } from './requested-language';
import { type PreferredScript, scriptAnswer } from './script-answer';

/** What a conversation is answered in. Hindi in Latin letters is answered in them: its readers write it so. */
export type ReplyLanguage = DetectedLanguage;

/** What is remembered between the turns of one conversation; a plain value, kept with it. */
export interface LanguageState {
  /** What the lead speaks or writes; null before anything told. */
  readonly spoken: DetectedLanguage | null;
  readonly reply: ReplyLanguage;
  /** A language heard since, and in how many turns running. */
  readonly candidate: DetectedLanguage | null;
  readonly heard: number;
  /**
   * Arabic in Latin letters is answered in Arabic letters, and its writer asked once whether they prefer the other. DUE: ask with the
   * next answer; `askedForScript` says that it was done. LATIN and ARABIC are their answer.
   */
  readonly script: 'UNASKED' | 'DUE' | 'ASKED' | 'LATIN' | 'ARABIC';
}

/** Turns running in another language before the conversation changes to it. */
const TURNS_TO_SWITCH = 2;

/** @param own language tag of the agent (BCP 47), spoken until the lead shows another. */
export function firstLanguage(own: string): LanguageState {
  const [code = 'en'] = own.toLowerCase().split('-');
  const reply = code === 'ar' || code === 'arb' ? 'ar' : code === 'hi' || code === 'es' ? code : 'en';
  return { spoken: null, reply, candidate: null, heard: 0, script: 'UNASKED' };
}

/**
 * The state after one turn of the lead: the first turn that tells decides; later ones change the language when two running are in the
 * same other one, or at once when it is asked for. Turns that tell nothing ("ok", "42") change nothing. Who was asked about letters is
 * taken at their word, whatever letters it is in: "اللاتينية" are Latin ones.
 */
export function nextLanguage(state: LanguageState, turn: string): LanguageState {
  const preferred = isAsked(state) ? scriptAnswer(turn) : null;
  if (preferred) return inScript(state, preferred);
  const requested = requestedLanguage(turn);
  if (requested) return asWished(state, requested);
  const { language, isCertain } = detectLanguage(turn);
  if (!isCertain) return state;
  if (state.spoken === null) return spokenIn(state, language);
  if (language === state.spoken) return goingOn({ ...state, candidate: null, heard: 0 });
  // Who is answered in another language than they write, by their own wish, goes on writing as before.
  if (language === state.reply) return inArabicLetters({ ...state, candidate: null, heard: 0 });
  const heard = language === state.candidate ? state.heard + 1 : 1;
  if (heard < TURNS_TO_SWITCH) return { ...state, candidate: language, heard };
  return spokenIn(state, language);
}

/** The state once the lead was asked which letters they prefer. */
export function askedForScript(state: LanguageState): LanguageState {
  return state.script === 'DUE' ? { ...state, script: 'ASKED' } : state;
}

function spokenIn(state: LanguageState, language: DetectedLanguage): LanguageState {
  const settled = { ...state, spoken: language, candidate: null, heard: 0 };
  if (language !== 'ar-Latn') return { ...settled, reply: language };
  if (state.script === 'LATIN') return { ...settled, reply: 'ar-Latn' };
  return { ...settled, reply: 'ar', script: state.script === 'UNASKED' ? 'DUE' : state.script };
}

function isAsked({ spoken, script }: LanguageState): boolean {
  return spoken === 'ar-Latn' && script === 'ASKED';
}

function inScript(state: LanguageState, script: PreferredScript): LanguageState {
  return script === 'ARABIC' ? asWished(state, 'ar') : { ...asWished(state, 'ar-Latn'), script };
}

/** Who was asked, and goes on in Latin letters, has answered. */
function goingOn(state: LanguageState): LanguageState {
  return isAsked(state) ? { ...state, reply: 'ar-Latn', script: 'LATIN' } : state;
}

function inArabicLetters(state: LanguageState): LanguageState {
  return isAsked(state) ? { ...state, spoken: 'ar', script: 'ARABIC' } : state;
}

function asWished(state: LanguageState, language: DetectedLanguage): LanguageState {
  const script = language === 'ar' ? 'ARABIC' : state.script;
  return { spoken: language, reply: language, candidate: null, heard: 0, script };
}

import { type Script, scriptOf } from '../../conversations/languages/scripts';

/** Languages this program has sentences of its own in. */
export const SPOKEN_LANGUAGES = ['en', 'ar', 'hi', 'es'] as const;

export type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number];

export interface Tongue {
  /** BCP 47. */
  readonly language: string;
  /** A voice the carrier knows. */
  readonly voice: string;
}

/** What a language is spoken with when the agent's own voice is of another (twilio.com/docs/voice/twiml/say/text-speech). */
const DEFAULT_TONGUES: Readonly<Record<SpokenLanguage, Tongue>> = {
  en: { language: 'en-US', voice: 'Polly.Joanna-Neural' },
  ar: { language: 'ar-AE', voice: 'Polly.Hala-Neural' },
  hi: { language: 'hi-IN', voice: 'Polly.Kajal-Neural' },
  es: { language: 'es-US', voice: 'Polly.Lupe-Neural' },
};

/** Languages not written in Latin letters, by primary subtag; the rest is taken for Latin. */
const SCRIPT_OF: ReadonlyMap<string, Script | 'OTHER'> = new Map<string, Script | 'OTHER'>([
  ...['ar', 'arb', 'fa', 'ur', 'ps'].map((code) => [code, 'ARABIC'] as const),
  ...['hi', 'mr', 'ne'].map((code) => [code, 'DEVANAGARI'] as const),
  ...['zh', 'cmn', 'yue', 'ja', 'ko', 'ru', 'uk', 'bg', 'el', 'he', 'th', 'bn', 'ta', 'te', 'gu', 'kn', 'ml'].map(
    (code) => [code, 'OTHER'] as const,
  ),
]);

const FALLBACK: Readonly<Record<Script, SpokenLanguage>> = { ARABIC: 'ar', DEVANAGARI: 'hi', LATIN: 'en' };

/** The language whose sentences suit a tag; English when there are none. */
export function spokenLanguageOf(tag: string): SpokenLanguage {
  const code = primary(tag);
  return SPOKEN_LANGUAGES.find((language) => language === (code === 'arb' ? 'ar' : code)) ?? 'en';
}

/**
 * The tag of the language `text` is in, judged by its script. Within one script the language spoken so far goes on; a single
 * Latin word ("okay") does not end an Arabic conversation.
 */
export function languageOf(text: string, current: string, own: string): string {
  const script = scriptOf(text);
  if (!script || script === scriptOfTag(current)) return current;
  if (script === 'LATIN' && text.trim().split(/\s+/).length < 2) return current;
  return script === scriptOfTag(own) ? own : DEFAULT_TONGUES[FALLBACK[script]].language;
}

/** The voice for a language: the agent's own when it is of that language. */
export function voiceFor(language: string, own: Tongue): string {
  if (primary(language) === primary(own.language)) return own.voice;
  return DEFAULT_TONGUES[spokenLanguageOf(language)].voice;
}

function scriptOfTag(tag: string): Script | 'OTHER' {
  return SCRIPT_OF.get(primary(tag)) ?? 'LATIN';
}

function primary(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? '';
}

import { lightArabic } from './light-arabic';
import type { Word } from './words';

/**
 * The consonants a word is heard by, the same for a word in its own writing and in Latin letters: سعر, se3r and si3r are all "s3r", कीमत
 * and keemat "kmt". Vowels, long ones too, are left out, which also brings most Arabic plurals to their singulars.
 */
export function soundOf({ text, script }: Word): string | null {
  const heard = soundIn(text, script);
  return heard !== null && heard.length >= LEAST ? heard.slice(0, MOST) : null;
}

const LEAST = 2;
const MOST = 12;

function soundIn(text: string, script: Word['script']): string | null {
  if (script === 'ARABIC') return withoutDoubles(spelled(lightArabic(text), ARABIC));
  if (script === 'DEVANAGARI') return withoutDoubles(spelled(text.replace(/[ेोि]?[ंँ]$/u, ''), DEVANAGARI));
  if (script === 'LATIN' && /[a-z]/.test(text)) return withoutDoubles(spelled(latinParts(text), LATIN));
  return null;
}

const ARABIC = soundsBy(
  'ب b|تط t|ث t|ج j|ح h|خ x|دضذ d|ر r|زظ z|سص s|ش c|ع 3|غ j|ف f|قك k|ل l|م m|ن n|ه h|پ b|چ c|گ j|ڤ f',
);
const DEVANAGARI = soundsBy('क k|ख x|गघजझ j|चछशष c|टठतथ t|डढदध d|र r|नणङञंँ n|पब b|फ f|भ b|म m|लळ l|स s|ह h');
const LATIN = soundsBy(
  'b b|p b|t t|6 t|j j|g j|7 h|h h|x x|5 x|d d|r r|z z|s s|9 s|c c|3 3|f f|q k|k k|8 k|l l|m m|n n',
);

function soundsBy(table: string): ReadonlyMap<string, string> {
  return new Map(
    table.split('|').flatMap((entry) => {
      const [letters = '', sound = ''] = entry.split(' ');
      return Array.from(letters, (letter): [string, string] => [letter, sound]);
    }),
  );
}

function spelled(text: string, sounds: ReadonlyMap<string, string>): string {
  return Array.from(text, (letter) => sounds.get(letter) ?? '').join('');
}

/** Two letters for one sound, the article, and the h of a final "-ah", which is not heard. */
function latinParts(text: string): string {
  return text
    .replace(/^(?:w|b|l)?(?:el|al|il)(?=[^aeiou].{2})/, '')
    .replace(/(?<=[aeiou])h$/, '')
    .replace(/c(?!h)/g, 'k')
    .replace(/[cs]h/g, 'c')
    .replace(/kh/g, 'x')
    .replace(/ph/g, 'f')
    .replace(/([gtdbj])h/g, '$1');
}

function withoutDoubles(sound: string): string {
  return sound.replace(/(.)\1+/g, '$1');
}

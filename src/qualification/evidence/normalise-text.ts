/** Letters that are written differently and heard alike: alef with hamza or madda, alef maqsura, ta marbuta. */
const ARABIC: readonly (readonly [RegExp, string])[] = [
  [/[\u0640\u064B-\u0652\u0670]/g, ''],
  [/[\u0622\u0623\u0625\u0671]/g, '\u0627'],
  [/\u0649/g, '\u064A'],
  [/\u0629/g, '\u0647'],
];

/** What makes a word longer: a letter, a mark, a digit, or the point or comma within a number. */
const RUNS_ON_BEFORE = /(?:[\p{L}\p{M}\p{N}]|\d[.,٫٬])$/u;
const RUNS_ON_AFTER = /^(?:[\p{L}\p{M}\p{N}]|[.,٫٬]\d)/u;

/** First digits of the Arabic-Indic, Persian and Devanagari rows. */
const ZEROS = [0x0660, 0x06f0, 0x0966] as const;

/**
 * The form in which words are compared: compatibility forms folded (Unicode NFKC), lower case, one space between words, digits in
 * ASCII, Arabic letters unified, and without the characters nobody hears: controls, zero-width and direction marks, fillers.
 */
export function normaliseText(text: string): string {
  const plain = foldDigits(text.normalize('NFKC').toLowerCase())
    .replace(/[\p{Cf}\p{DI}]/gu, '')
    .replace(/[\u2018\u2019\u02BC]/g, "'")
    .replace(/[\u201C\u201D]/g, '"')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return ARABIC.reduce((folded, [letters, instead]) => folded.replace(letters, instead), plain);
}

function foldDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = ZEROS.find((first) => code >= first && code <= first + 9) ?? code;
    return String(code - zero);
  });
}

/** Letters of other alphabets that look like Latin ones, each with its twin. */
const LOOKALIKES = new Map(
  [
    ['авекмнорстухіјѕԁԛԝһ', 'abekmhopctyxijsdqwh'],
    ['αβεικνορτυχηω', 'abeikvoptuxnw'],
  ].flatMap(([letters = '', twins = '']) =>
    letters.split('').map((letter, i): [string, string] => [letter, twins[i] ?? '']),
  ),
);

/**
 * Words that mix alphabets as Latin ones, so that "ignоre" with a Cyrillic o is read as people read it. For looking at what is meant
 * and never for comparing quotes: a word of one alphabet stays as it is.
 */
export function unmasked(normalised: string): string {
  return normalised.replace(/\p{L}+/gu, (word) =>
    /[a-z]/.test(word) ? word.replace(/./gu, (letter) => LOOKALIKES.get(letter) ?? letter) : word,
  );
}

/**
 * True when `text` has exactly these words side by side, both as they are compared: "5 million" is not in "1.5 million", nor "slow"
 * in "slowly". Marks around the words do not matter.
 */
export function hasWords(text: string, words: string): boolean {
  const wanted = words.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, '');
  if (wanted === '') return false;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    if (!RUNS_ON_BEFORE.test(text.slice(0, at)) && !RUNS_ON_AFTER.test(text.slice(at + wanted.length))) return true;
  }
  return false;
}

import { HELP_KEYWORDS, OPT_OUT_KEYWORDS, RESUME_KEYWORDS } from './data/opt-out-phrases';
import { isOptOut, optOutCommandOf } from './opt-out-words';

/** Those that revoke by themselves (47 CFR 64.1200(a)(10)), then those the messaging platforms honour. */
const BY_LAW = ['stop', 'quit', 'end', 'revoke', 'opt out', 'cancel', 'unsubscribe'];
const BY_PLATFORMS = [
  'stopall',
  'stop all',
  'optout',
  'opt-out',
  'remove',
  'remove me',
  'do not call',
  'do not text',
  'dnc',
];

const FATHA = '\u064e';
const TATWEEL = '\u0640';

/** Ways to write one word, none of which makes it another. */
const FORMS: Record<string, (word: string) => string> = {
  'as it is': (word) => word,
  'in capitals': (word) => word.toUpperCase(),
  'with a capital': (word) => word.charAt(0).toUpperCase() + word.slice(1),
  'in Mixed cAsE': (word) =>
    Array.from(word)
      .map((letter, i) => (i % 2 ? letter.toUpperCase() : letter))
      .join(''),
  'with a full stop': (word) => `${word}.`,
  'with marks': (word) => `  ${word} !!! `,
  'with a danda': (word) => `${word}।`,
  'with an Arabic question mark': (word) => `${word}؟`,
  'in straight quotes': (word) => `"${word}"`,
  'in single quotes': (word) => `'${word}'`,
  'in curly quotes': (word) => `“${word}”`,
  'in guillemets': (word) => `«${word}»`,
  'in brackets': (word) => `[${word}]`,
  'with asterisks': (word) => `*${word}*`,
  'with an emoji after': (word) => `${word} 🙏🏽`,
  'with a sign before': (word) => `🛑️ ${word}`,
  'with a family': (word) => `${word} 👨‍👩‍👧❤️`,
  'with direction marks': (word) => `\u200f\u202b${word}\u202c\u200e`,
  'on a line of its own': (word) => `\n\t${word}\r\n`,
  'with hard spaces': (word) => `\u00a0${word.replaceAll(' ', '\u00a0')}\u00a0`,
  'with wide spaces': (word) => ` ${word.replaceAll(' ', '   ')} `,
  'full width': (word) => Array.from(word).map(fullWidth).join(''),
  decomposed: (word) => word.normalize('NFD'),
  'said three times': (word) => `${word} ${word} ${word}`,
  'with please': (word) => `please ${word} thank you`,
  'with vowel signs': (word) =>
    isArabic(word)
      ? Array.from(word)
          .map((letter) => `${letter}${FATHA}`)
          .join('')
      : word,
  'drawn out by tatweel': (word) => (isArabic(word) ? Array.from(word).join(TATWEEL) : word),
};

function fullWidth(letter: string): string {
  return /[!-~]/.test(letter) ? String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0) : letter;
}

function isArabic(word: string): boolean {
  return /\p{Script=Arabic}/u.test(word);
}

describe.each(Object.entries(FORMS))('a keyword %s', (_form, written) => {
  it.each([...new Set([...OPT_OUT_KEYWORDS, ...BY_LAW, ...BY_PLATFORMS])])('%s is an opt-out as a text', (word) => {
    expect(optOutCommandOf(written(word), 'TEXT')).toBe('OPT_OUT');
  });

  it.each([...BY_LAW, ...BY_PLATFORMS, 'alto', 'basta', 'توقف', 'إلغاء', 'स्टॉप', 'बंद करो'])(
    '%s is an opt-out aloud',
    (word) => {
      expect(optOutCommandOf(written(word), 'SPEECH')).toBe('OPT_OUT');
    },
  );

  it.each(HELP_KEYWORDS)('%s asks who writes', (word) => {
    expect(optOutCommandOf(written(word), 'TEXT')).toBe('HELP');
    expect(optOutCommandOf(written(word), 'SPEECH')).toBeNull();
  });

  it.each(RESUME_KEYWORDS)('%s asks for messages again', (word) => {
    expect(optOutCommandOf(written(word), 'TEXT')).toBe('RESUME');
    expect(optOutCommandOf(written(word), 'SPEECH')).toBeNull();
  });
});

it.each([
  'stop it',
  'STOP2END',
  'Stop by my office',
  'stop. I told you',
  'Stop-calling!',
  'stop और मत भेजो',
  'STOP توقف',
  'stop\nstop',
  'sToP mAKiNg tHeSe CaLLs',
])('a text that begins with stop is one: %s', (text) => {
  expect(optOutCommandOf(text, 'TEXT')).toBe('OPT_OUT');
});

it.each([
  'Not interested. Stop.',
  'Not interested, STOP',
  'who is this? unsubscribe',
  'no thanks; opt out',
  'No, توقف',
  'لا شكرا، توقف',
  'मुझे नहीं चाहिए। बंद करो',
  'No me interesa. No llamen.',
  'wrong number\nSTOP',
  'not interested stop',
  'No, paren',
])('it may follow other words: %s', (text) => {
  expect(optOutCommandOf(text, 'TEXT')).toBe('OPT_OUT');
  expect(isOptOut(text)).toBe(true);
});

it.each(['STOOOP', 'stoppp', 's t o p', 'S.T.O.P.', 's-t-o-p', 'توقفففف'])(
  'it may be drawn or spelled out: %s',
  (text) => {
    expect(optOutCommandOf(text, 'TEXT')).toBe('OPT_OUT');
    expect(isOptOut(text)).toBe(true);
  },
);

it('aloud "wait, stop, let me find a pen" is a halt, "wait, stop" is none', () => {
  expect(isOptOut('wait, stop, let me find a pen')).toBe(false);
  expect(isOptOut('wait, stop')).toBe(true);
});

it.each(['', ' ', '🛑', '👍', '...', '\u200f', '9', '2', 'STOPWATCH', 'ok', 'Y', '\ud83d'])(
  'nothing is ordered by %p',
  (text) => {
    expect(optOutCommandOf(text, 'TEXT')).toBeNull();
    expect(optOutCommandOf(text, 'SPEECH')).toBeNull();
  },
);

describe('a letter', () => {
  it.each(['STOP', 'Cancel', 'please quit', 'End.', 'Hello. Stop. Anna', 'Do not contact me again'])(
    'is one: %s',
    (text) => {
      expect(optOutCommandOf(text, 'LETTER')).toBe('OPT_OUT');
    },
  );

  it.each(['Stop by my office', 'Hello, we may cancel, thanks', 'We may end, quit or go on', 'HELP', 'START'])(
    'orders nothing: %s',
    (text) => {
      expect(optOutCommandOf(text, 'LETTER')).toBeNull();
    },
  );
});

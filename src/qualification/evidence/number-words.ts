/** Words, as `normaliseText` leaves them, that stand for numbers below a hundred. */
export const SMALL_NUMBERS: ReadonlyMap<string, number> = new Map(
  [
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    'صفر واحد اثنين ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره',
  ]
    .flatMap((row) => row.split(' ').map((word, i): [string, number] => [word, i]))
    .concat(
      'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, i) => [word, 20 + 10 * i]),
      'عشرين ثلاثين اربعين خمسين ستين سبعين ثمانين تسعين'.split(' ').map((word, i) => [word, 20 + 10 * i]),
    ),
);

export const HUNDREDS: ReadonlySet<string> = new Set(['hundred', 'مئه', 'ميه', 'مايه', 'सौ']);

/** Words and letters that multiply what stands before them. */
export const MULTIPLIERS: ReadonlyMap<string, number> = new Map(
  (
    [
      [1e3, 'k thousand thousands grand mil alf الف الاف hazaar hazar हज़ार हजार'],
      [1e5, 'lakh lakhs lac lacs लाख'],
      [1e6, 'm mn mm million millions millon millones مليون ملايين'],
      [1e7, 'crore crores cr करोड़ करोड'],
      [1e9, 'b bn billion billions مليار'],
    ] as const
  ).flatMap(([factor, words]) => words.split(' ').map((word): [string, number] => [word.normalize('NFKC'), factor])),
);

/** Words that are a number with its multiplier. */
export const WHOLE_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['الفين', 2_000],
  ['مليونين', 2_000_000],
  ['مئتين', 200],
]);

export const HALVES: ReadonlySet<string> = new Set(['half', 'نص', 'نصف', 'ونص', 'ونصف']);

/** `m` is also a metre and `b` a lot of things: the bare number stays possible. */
export const DOUBTFUL_MULTIPLIERS: ReadonlySet<string> = new Set(['m', 'b', 'mil', 'cr']);

import { checkFact, type SpokenTurn } from '../../../src/qualification/evidence/verify-facts';
import type { FieldDefinition } from '../../../src/qualification/rules/field-definitions';

const FIELD: FieldDefinition = { name: 'amount', kind: 'NUMBER', description: 'An amount.' };

/** One amount in many mouths. */
const SAID: readonly (readonly [number, readonly string[]])[] = [
  [
    800_000,
    [
      '800k',
      '800,000',
      'eight hundred thousand',
      '٨٠٠ ألف',
      '٨٠٠٬٠٠٠',
      'ثمانمئة ألف',
      '८ लाख',
      'आठ लाख',
      '8 lakh',
      'aath lakh',
    ],
  ],
  [8_000_000, ['8 million', '8,000,000', 'eight million', '٨ مليون', '८० लाख', 'अस्सी लाख', '80 lakh', 'assi lakh']],
  [80_000, ['80k', '80,000', 'eighty thousand', '٨٠ ألف', 'ثمانين ألف', '८० हज़ार', '80 thousand']],
  [
    500_000,
    [
      '500k',
      'half a million',
      'five hundred thousand',
      'نص مليون',
      'خمسمئة ألف',
      '٥٠٠ ألف',
      'पाँच लाख',
      '5 lakh',
      '5,00,000',
    ],
  ],
  [2_000_000, ['2 million', 'two million', 'مليونين', '٢ مليون', 'बीस लाख', '20 lakh', 'bees lakh', '20,00,000']],
  [
    1_500_000,
    ['1.5 million', 'one and a half million', 'مليون ونص', '١٫٥ مليون', 'पंद्रह लाख', '15 lakh', 'milyon w nos'],
  ],
  [
    350_000,
    [
      '350k',
      'three hundred fifty thousand',
      'ثلاثمئة وخمسين ألف',
      '٣٥٠ ألف',
      'साढ़े तीन लाख',
      'sadhe teen lakh',
      '3,50,000',
    ],
  ],
  [25_000_000, ['25 million', 'twenty five million', '٢٥ مليون', 'ढाई करोड़', 'dhai crore', '2.5 crore']],
  [12, ['12', 'twelve', '١٢', 'اثنا عشر', '१२', 'बारह']],
  [3, ['3', 'three', '٣', 'ثلاثة', '३', 'तीन']],
];

/** Sentences around an amount, one of each language. */
const FRAMES: readonly ((words: string) => string)[] = [
  (words) => `my budget is ${words} at most`,
  (words) => `ميزانيتي ${words} تقريبا`,
  (words) => `मेरा बजट ${words} है`,
];

export interface SwapReport {
  /** True amounts that were believed. */
  readonly held: number;
  readonly told: number;
  /** Swapped amounts that were thrown out. */
  readonly caught: number;
  readonly swaps: number;
  readonly escaped: readonly string[];
}

/** Puts every other amount in the place of each: once as the value beside the true quote, once in the quote too. */
export function swapNumbers(): SwapReport {
  const claims = SAID.flatMap(([amount, wordings]) =>
    wordings.flatMap((words) => FRAMES.map((frame) => ({ amount, words, text: frame(words), frame }))),
  );
  const escaped: string[] = [];
  let [held, swaps] = [0, 0];
  for (const { amount, text, frame } of claims) {
    if (isBelieved(amount, text, text)) held += 1;
    for (const [other, wordings] of SAID) {
      if (other === amount) continue;
      swaps += 1 + wordings.length;
      if (isBelieved(other, text, text)) escaped.push(`${other} for ${JSON.stringify(text)}`);
      for (const words of wordings)
        if (isBelieved(other, frame(words), text))
          escaped.push(`${JSON.stringify(frame(words))} for ${JSON.stringify(text)}`);
    }
  }
  return { held, told: claims.length, caught: swaps - escaped.length, swaps, escaped };
}

function isBelieved(value: number, quote: string, spoken: string): boolean {
  const turns: SpokenTurn[] = [{ seq: 1, speaker: 'LEAD', text: spoken }];
  const claim = { field: FIELD.name, status: 'stated' as const, value, raw: null, quotes: [{ turn: 1, text: quote }] };
  return checkFact(claim, FIELD, turns).verified;
}

import { currencyBeside, currencyIn } from '../../qualification/evidence/currency-words';
import { normaliseText } from '../../qualification/evidence/normalise-text';
import { MULTIPLIERS, SMALL_NUMBERS, WHOLE_NUMBERS } from '../../qualification/evidence/number-words';
import { numbersIn, readableNumbers, type SpokenNumber } from '../../qualification/evidence/spoken-amounts';

/** Something in a text that somebody might rely on, in digits or in words, and where it stands. */
export interface Amount {
  /** Each says all of it: `v:` a value however written, `m:` a small one of money, `p:` a percentage, `d:` bare digits. */
  readonly keys: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** Small numbers stand in every text: as money or a percentage they count only where they were that. */
const SMALL = 100;
const LARGE_FACTOR = 1_000;

const PERCENT =
  /^\s*(?:[%٪]|(?:percent|per cent|pct|por ?ciento|بالمي?[هئ]ه?|بالمائه|في المي?[هئ]ه?|في المائه|[fb][ei]l meya|प्रतिशत|फ\u093c?ीसदी|परसेंट|pratishat)(?![\p{L}\p{M}]))/u;
const SIGN_BEHIND = /^\s*\p{Sc}/u;
const SIGN_BEFORE = /\p{Sc}\s*$/u;
/** "The price is 5.": nothing is counted by it. */
const PRICE_BEFORE =
  /(?<![\p{L}\p{M}])(?:prices?|costs?|fees?|rates?|pays?|(?:ال|و|ب|بال)?(?:سعر|سعره|سعرها|تكلفه|تكلفته)|تدفع|कीमत|दाम|se3r|se3ro|si3r|daam|keemat|kimat)\s+(?:(?:is|are|it|you|will|would|be|only|just|to|of|هو|هي|فقط|بس|सिर्फ|केवल|bas|sirf)\s+)*$/u;
const NOTHING_BEHIND = /^\s*(?:only|فقط|بس|है|hai)?[\s.,!]*$/u;
const TENS_AND_ONES =
  /(?<=(?<!\p{L})(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety))[-‐‑–](?=(?:one|two|three|four|five|six|seven|eight|nine)(?!\p{L}))/gu;
/** "450 000": spaces and apostrophes between groups. */
const GAPS = /(?<=(?<![\d.,])\d{1,3}(?:[ ']\d{3}){0,3})[ '](?=\d{3}(?:[ ']\d{3})*(?!\d))/gu;
/** What Arabic writes in one with the word behind it. */
const JOINED = /(?<![\p{L}\p{M}])(وب|بال|فب|ب|ل|ف|و)(?=(\p{L}{3,})(?![\p{L}\p{M}]))/gu;
/** Behind a number, an "and" in one with the next word goes on with it, and is read so. */
const BEHIND_NUMBER = /(?:^|[^\p{L}])([\p{L}\p{M}]+)\s+$/u;
const ONE = /(?<![\p{L}\p{M}])(?:a single|a|an|single|un|una)(?=\s+(\p{L}+|\p{Sc})(?![\p{L}\p{M}]))/gu;

/** A text in the form that `amountsIn` reads. */
export function readable(text: string): string {
  return readableNumbers(text)
    .replace(TENS_AND_ONES, ' ')
    .replace(GAPS, '')
    .replace(JOINED, apart)
    .replace(ONE, (article: string, word: string) => (isCurrency(word) ? '1' : article));
}

function apart(letters: string, _: string, word: string, at: number, text: string): string {
  if (!isNumberWord(word) && !isCurrency(word)) return letters;
  const before = BEHIND_NUMBER.exec(text.slice(0, at))?.[1] ?? '';
  return letters === 'و' && isNumberWord(before.replace(/^[بلو](?=\p{L}{3})/u, '')) ? letters : `${letters} `;
}

/**
 * Amounts of money and percentages of a readable text, in digits or in words: numbers with a currency or a percentage beside them, and
 * such as are said with "thousand", "lakh" or "million". A bare "thousand" is one only where something is granted ("a thousand thanks").
 */
export function amountsOf(text: string, isGranted: boolean): Amount[] {
  return numbersIn(text).flatMap((number) => {
    const { from, to, rangeFrom, value } = number;
    const isPercent = PERCENT.test(text.slice(to));
    if (!isPercent && !isMoney(text, number) && !(isLarge(text, number) && (isGranted || !isVague(text, number))))
      return [];
    const kind = isPercent ? 'p' : 'm';
    const all = [value, ...(number.doubtful === undefined ? [] : [number.doubtful])];
    const digits = digitsOf(text, number);
    const whole = {
      keys: [...all.map((one) => keyOf(one, kind)), ...(digits.length > 2 ? [`d:${digits}`] : [])],
      from,
      to,
    };
    return rangeFrom === undefined ? [whole] : [whole, { keys: [keyOf(rangeFrom, kind)], from, to }];
  });
}

/** What a text vouches for: its amounts, every larger number, and in rows and lists that name a currency the small ones too. */
export function keysOf(text: string): string[] {
  const namesCurrency = currencyIn(normaliseText(text), undefined) !== undefined;
  return text.split('\n').flatMap((line) => {
    const said = readable(line);
    const numbers = numbersIn(said).flatMap(({ value, doubtful, rangeFrom, from }) => {
      const isListed = namesCurrency && /[:|\t]\s*$/u.test(said.slice(0, from));
      return [value, doubtful, rangeFrom].flatMap((one) =>
        one !== undefined && (one >= SMALL || isListed) ? [keyOf(one, 'm')] : [],
      );
    });
    return [...numbers, ...amountsOf(said, true).flatMap(({ keys }) => keys)];
  });
}

function keyOf(value: number, kind: 'm' | 'p'): string {
  return value >= SMALL ? `v:${value}` : `${kind}:${value}`;
}

function isMoney(text: string, { from, to }: SpokenNumber): boolean {
  if (SIGN_BEFORE.test(text.slice(0, from)) || SIGN_BEHIND.test(text.slice(to))) return true;
  if (PRICE_BEFORE.test(text.slice(0, from)) && NOTHING_BEHIND.test(text.slice(to))) return true;
  return currencyBeside(text, from, to, undefined) !== undefined;
}

function isLarge(text: string, { from, to, value, multiplier }: SpokenNumber): boolean {
  return multiplier >= LARGE_FACTOR || (value >= SMALL && !/\d/u.test(text.slice(from, to)));
}

/** "a million", "مئة": a word alone; "5 m": perhaps metres. */
function isVague(text: string, { from, to, value, doubtful }: SpokenNumber): boolean {
  return (
    doubtful !== undefined ||
    (/^1(?:00)*0*$/u.test(String(value)) && /^(?:an? |un )?(\p{L}+)(?: \1)?$/u.test(text.slice(from, to)))
  );
}

/** The digits of a number that no word multiplies. */
function digitsOf(text: string, { from, to, multiplier }: SpokenNumber): string {
  return multiplier === 1 ? text.slice(from, to).replace(/\D/gu, '') : '';
}

function isNumberWord(word: string): boolean {
  return SMALL_NUMBERS.has(word) || WHOLE_NUMBERS.has(word) || MULTIPLIERS.has(word);
}

function isCurrency(word: string): boolean {
  return /\p{Sc}/u.test(word) || currencyIn(word, undefined) !== undefined;
}

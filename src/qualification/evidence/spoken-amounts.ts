import { normaliseText } from './normalise-text';
import {
  BEFORE_MULTIPLIER,
  DOUBTFUL_MULTIPLIERS,
  HALVES,
  HUNDREDS,
  INDIAN_MULTIPLIERS,
  LATIN_HINDI,
  MULTIPLIERS,
  SHIFTS,
  SMALL_NUMBERS,
  WHOLE_NUMBERS,
} from './number-words';
import { firstEnd, makesRange, type RangeEnd } from './spoken-ranges';

/** 800,000 or 3,50,000 or 1.200.000 or 800000.5, and the 1,5 of "1,5 millones"; never part of a time such as 5:30. */
const NUMERAL =
  /(?<![\d:.,])(?:\d{1,3},\d{1,2}(?= ?mil(?:l[oó]n(?:es)?)?(?!\p{L}))|\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:\.\d+)?)(?![\d:]|\.\d)/uy;
const WORD = /[\p{L}\p{M}]+/uy;

const ARABIC_TEEN: ReadonlySet<string> = new Set(['عشر', 'عشره']);

/** "a million", "un millón". */
const ONE_OF: ReadonlySet<string> = new Set(['a', 'an', 'un', 'una']);

interface Token {
  readonly text: string;
  /** Set for numerals. */
  readonly value?: number;
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
}

/** One number as it was said, with the multiplier that ended it. */
interface Said extends RangeEnd {
  /** Position after its last token. */
  readonly end: number;
  readonly doubtful?: number;
}

/** One number of a text, and where it stands. */
export interface SpokenNumber {
  readonly value: number;
  /** 1 for a number that no word such as "thousand" multiplies. */
  readonly multiplier: number;
  readonly from: number;
  readonly to: number;
  /** What it is when a letter behind it is none of ours: the 5 of "5 m". */
  readonly doubtful?: number;
  /** The other end of a range that it closes: 50,000 for the 70 of "50 to 70 thousand"; absent where no honest one can be told. */
  readonly rangeFrom?: number;
}

/** The numbers of a text in the form that `readableNumbers` gives it, in order. */
export function numbersIn(readable: string): SpokenNumber[] {
  const tokens = tokensOf(readable);
  const found: SpokenNumber[] = [];
  let before: Said | undefined;
  for (let at = 0; at < tokens.length;) {
    const said = numberAt(tokens, at);
    if (!said) {
      at += 1;
      continue;
    }
    const { value, multiplier, doubtful } = said;
    const rangeFrom = before && isRange(tokens, before, at) ? firstEnd(before, said) : undefined;
    found.push({
      value,
      multiplier,
      from: tokens[at]?.from ?? 0,
      to: tokens[said.end - 1]?.to ?? 0,
      ...(doubtful === undefined ? {} : { doubtful }),
      ...(rangeFrom === undefined ? {} : { rangeFrom }),
    });
    before = said;
    at = said.end;
  }
  return found;
}

/** A text with every kind of digit and separator in one form. */
export function readableNumbers(text: string): string {
  return normaliseText(text).replaceAll('٬', ',').replaceAll('٫', '.');
}

/**
 * Every number a text may mean: in digits of any script, with multipliers (800k, 1.2 million, 45 lakh, ٨٠٠ ألف), and in the words of
 * English, Arabic, Spanish and Hindi. More than one reading of the same words is possible; a value is supported when it is among them.
 */
export function amountsIn(text: string): number[] {
  const all = numbersIn(readableNumbers(text)).flatMap(({ value, doubtful, rangeFrom }) => [
    value,
    doubtful,
    rangeFrom,
  ]);
  return [...new Set(all.filter((amount) => amount !== undefined))];
}

/** True when the text speaks of exactly this number. */
export function saysAmount(text: string, amount: number): boolean {
  return amountsIn(text).some((said) => Math.abs(said - amount) <= Math.abs(amount) * 1e-9);
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    NUMERAL.lastIndex = WORD.lastIndex = at;
    const numeral = NUMERAL.exec(text)?.[0];
    const token = numeral ?? WORD.exec(text)?.[0];
    const place = { from: at, to: at + (token?.length ?? 1) };
    if (token) tokens.push({ text: token, ...place, ...(numeral ? { value: numeralValue(token) } : {}) });
    else if (text[at] === '-' || text[at] === '–') tokens.push({ text: 'to', ...place });
    at = place.to;
  }
  return tokens;
}

function numeralValue(numeral: string): number {
  if (/^\d+,\d\d?$/.test(numeral)) return Number(numeral.replace(',', '.'));
  const grouped = /^\d{1,3}(\.\d{3}){2,}$/.test(numeral) ? numeral.replaceAll('.', '') : numeral.replaceAll(',', '');
  return Number(grouped);
}

function isRange(tokens: readonly Token[], before: Said, at: number): boolean {
  return makesRange(tokens.slice(before.end, at).map(({ text }) => text));
}

/** The number that begins at a token, read as far as it goes. */
function numberAt(tokens: readonly Token[], start: number): Said | undefined {
  const reader = new NumberReader(start === 0 || BEFORE_MULTIPLIER.has(tokens[start - 1]?.text ?? ''));
  let at = start;
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token || !reader.take(token, tokens.slice(at + 1))) break;
  }
  const { total, multiplier, doubtful } = reader;
  return total === undefined ? undefined : { value: total, multiplier, end: Math.max(at, start + 1), doubtful };
}

/** The tens after the hundreds, the ones after the tens, and خمسة عشر; but "five six" are two numbers, and so are "five ten". */
function isNextPart(group: number, value: number, text: string): boolean {
  if (ARABIC_TEEN.has(text)) return group % 100 > 1 && group % 100 < 10;
  return value < 100 && group % (value >= 10 ? 100 : 10) === 0;
}

function latinHindi(text: string, [next]: readonly Token[]): number | undefined {
  return INDIAN_MULTIPLIERS.has(next?.text ?? '') ? LATIN_HINDI.get(text) : undefined;
}

/** Adds up one number, token by token: "one and a half million", "two hundred fifty thousand", "12 lakh 50 thousand". */
class NumberReader {
  multiplier = 1;
  doubtful?: number;
  private sum = 0;
  private group?: number;
  private finished = false;
  private fraction?: number;
  private shift = 0;

  /** @param mayBeBare whether a multiplier alone is a number here. */
  constructor(private readonly mayBeBare: boolean) {}

  get total(): number | undefined {
    return this.group === undefined && !this.finished ? undefined : this.sum + (this.group ?? 0);
  }

  /** False when the token does not belong to the number. */
  take({ text, value }: Token, following: readonly Token[]): boolean {
    if (value !== undefined) return this.addNumeral(value);
    return this.takeWord(text, following) || (this.started && this.takeJoined(text, following));
  }

  private get started(): boolean {
    return this.group !== undefined || this.finished;
  }

  /** Arabic writes "and" in one with the number behind it, and says the ones before the tens: خمسة وعشرين. */
  private takeJoined(text: string, following: readonly Token[]): boolean {
    if (!text.startsWith('و')) return false;
    const rest = text.slice(1);
    const small = SMALL_NUMBERS.get(rest);
    const ones = (this.group ?? 0) % 100;
    if (small !== undefined && small >= 20 && small < 100 && ones > 0 && ones < 10) return this.add(small);
    return this.takeWord(rest, following);
  }

  private takeWord(text: string, following: readonly Token[]): boolean {
    const whole = WHOLE_NUMBERS.get(text);
    if (whole !== undefined) return this.addWhole(whole);
    const small = SMALL_NUMBERS.get(text) ?? latinHindi(text, following);
    if (small !== undefined) return this.addWord(small, text);
    if (SHIFTS.has(text)) return this.beginShift(text, following);
    if (HALVES.has(text)) return this.addHalf();
    if (text === 'point') return this.beginFraction(following);
    if (HUNDREDS.has(text)) return this.multiplyGroup();
    const factor = MULTIPLIERS.get(text);
    if (factor !== undefined) return this.multiply(factor, text, following);
    return this.isFiller(text, following);
  }

  private addNumeral(value: number): boolean {
    if (this.group !== undefined) return false;
    return this.add(value);
  }

  /** ألفين and مليونين hold their multiplier: what follows is a half of it, or less than it. */
  private addWhole(value: number): boolean {
    if (this.group !== undefined || (this.finished && value >= this.multiplier)) return false;
    this.sum += value;
    this.finished = true;
    this.multiplier = value / 2;
    return true;
  }

  private add(value: number): boolean {
    this.group = (this.group ?? 0) + value + this.shift;
    this.shift = 0;
    return true;
  }

  /** साढ़े, सवा and पौने say something only of a number behind them. */
  private beginShift(text: string, following: readonly Token[]): boolean {
    const next: Pick<Token, 'text' | 'value'> = following[0] ?? { text: '' };
    const isNumber = next.value !== undefined || SMALL_NUMBERS.has(next.text) || LATIN_HINDI.has(next.text);
    if (this.started || !(isNumber || MULTIPLIERS.has(next.text))) return false;
    this.shift = SHIFTS.get(text) ?? 0;
    if (!isNumber) this.add(1);
    return true;
  }

  private addWord(value: number, text: string): boolean {
    if (this.fraction !== undefined) {
      this.group = (this.group ?? 0) + value * this.fraction;
      this.fraction /= 10;
      return true;
    }
    if (this.group !== undefined && !isNextPart(this.group, value, text)) return false;
    return this.add(value);
  }

  private addHalf(): boolean {
    // After a multiplier the half is of it: "مليون ونص"; before one it is part of the number: "one and a half million".
    if (this.group === undefined && this.finished) this.sum += this.multiplier / 2;
    else this.group = (this.group ?? 0) + 0.5;
    return true;
  }

  private beginFraction(following: readonly Token[]): boolean {
    if (this.group === undefined || !SMALL_NUMBERS.has(following[0]?.text ?? '')) return false;
    this.fraction = 0.1;
    return true;
  }

  private multiplyGroup(): boolean {
    this.group = (this.group ?? 1) * 100;
    return true;
  }

  private multiply(factor: number, text: string, [next]: readonly Token[]): boolean {
    if (this.finished && factor >= this.multiplier) return false;
    const isBare = this.group === undefined;
    // A thousand is said without a one before it in Spanish: "mil quinientos".
    const opens = text === 'mil' && SMALL_NUMBERS.has(next?.text ?? '');
    // A letter alone is not a number; the word "million" is one.
    const isDoubtful = DOUBTFUL_MULTIPLIERS.has(text);
    if (isBare && (this.finished || (!opens && (!this.mayBeBare || isDoubtful || text === 'k')))) return false;
    if (isDoubtful && !this.finished) this.doubtful = this.group;
    this.sum += (this.group ?? 1) * factor;
    this.group = undefined;
    this.fraction = undefined;
    this.finished = true;
    this.multiplier = factor;
    return true;
  }

  /** "a" and "and" belong to a number only where more of it follows. */
  private isFiller(text: string, following: readonly Token[]): boolean {
    const next = following[0]?.text ?? '';
    if (ONE_OF.has(text)) return HALVES.has(next) || HUNDREDS.has(next) || MULTIPLIERS.has(next);
    if (!this.started) return false;
    // Arabic in Latin letters writes "and" apart: "milyon w nos".
    if (text === 'w') return HALVES.has(next);
    if (text === 'y')
      return HALVES.has(next) || ((this.group ?? 0) % 100 >= 30 && (SMALL_NUMBERS.get(next) ?? 10) < 10);
    if (text !== 'and') return false;
    const [, then = { text: '' }] = following;
    if (HALVES.has(next) || (next === 'a' && HALVES.has(then.text))) return true;
    // "two hundred and fifty", but not "five hundred and six hundred".
    return (this.group ?? 0) % 100 === 0 && SMALL_NUMBERS.has(next) && !HUNDREDS.has(then.text);
  }
}

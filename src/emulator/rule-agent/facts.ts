import { moneyIn } from './money';
import { statements, type Line } from './transcript';

export type FactStatus = 'stated' | 'implied' | 'refused' | 'not_mentioned';

export interface Fact {
  field: string;
  status: FactStatus;
  value: string | number | boolean | string[] | null;
  /** The words as spoken. */
  raw: string | null;
  /** ISO 4217, for money. */
  currency: string | null;
  /** The sentence that says so; null when nothing was said. */
  quote: { turn: number; text: string } | null;
  confidence: number;
}

type Reading = Pick<Fact, 'value'> & Partial<Pick<Fact, 'status' | 'raw' | 'currency'>>;
type Reader = (sentence: string) => Reading | null;

const timelines: readonly (readonly [string, RegExp])[] = [
  ['none', /\b(no (rush|hurry|timeline)|not in a (rush|hurry))\b/i],
  ['immediate', /\b(immediately|right away|as soon as possible|asap|today|tomorrow|this week)\b|فورا|هذا الأسبوع/i],
  [
    'within_month',
    /\b(within (a|the|one) month|this month|(next|within|in)( the next| about)? (few|two|three|four|2|3|4) weeks|within the next three weeks|next month)\b|خلال شهر|هذا الشهر/i,
  ],
  [
    'within_quarter',
    /\b(this quarter|within (a|the) quarter|(in|within)( about| the next)? (two|three|2|3|a couple of) months|couple of months)\b|خلال ثلاثة أشهر/i,
  ],
  ['within_year', /\b(this year|within (a|the) year|six months|end of the year|in a year)\b|هذا العام|هذه السنة/i],
  ['later', /\b(next year|some ?day|one day|much later|in a few years)\b|العام القادم|لاحقا/i],
];

const place =
  /\b(?:[Ii]n|[Nn]ear|[Aa]round|[Aa]t)\s+(?:the\s+)?((?:[A-Z][\w'-]+)(?:\s+(?:[A-Z][\w'-]+|of|the))*)|منطقة\s+([\p{L}\s]+)/u;

const readers: Record<string, Reader> = {
  budget: (sentence) => {
    const money = moneyIn(sentence);
    if (money) return { value: money.amount, currency: money.currency };
    return /\b(rather not|not going to|won't|prefer not).{0,20}\b(say|tell|share|discuss)\b/i.test(sentence) &&
      /\b(budget|money|price|spend)\b/i.test(sentence)
      ? { value: null, status: 'refused' }
      : null;
  },
  timeline: (sentence) => {
    const found = timelines.find(([, pattern]) => pattern.test(sentence));
    return found ? { value: found[0] } : null;
  },
  decision_maker: (sentence) => {
    const others =
      /\b(need to|have to|would|must) (ask|check with|consult)\b|\bmy (wife|husband|boss|partner|brother|father|manager) (decides|makes)\b|\bdecides? (these things )?with me\b/i;
    const own =
      /\bI('m| am)? (the one who )?(decide|make the decision|the decision.?maker)|\b(it is|it's) (my decision|up to me)\b|\bI'm the owner\b|صاحب القرار|القرار لي/i;
    if (others.test(sentence)) return { value: false };
    return own.test(sentence) ? { value: true } : null;
  },
  pain_points: (sentence) =>
    /\b(too (small|slow|expensive|long|big|old|far)|struggl\w+|problem\w*|issues?|tired of|baby on the way|can't|cannot)\b|صغير جدا|مشكلة/i.test(
      sentence,
    )
      ? { value: [trimmed(sentence)] }
      : null,
  service_interest: (sentence) => {
    const english =
      /\b(?:looking for|interested in|want to buy|need|would like)\s+(an?\s+[\w\s-]+?)(?=\s+because\b|[.,;!]|$)/i;
    const found = english.exec(sentence)?.[1] ?? /أبحث عن ([\p{L}\s]+?)(?=\s+لأن|[.،]|$)/u.exec(sentence)?.[1];
    return found ? { value: found.replace(/^an?\s+/i, '').trim() } : null;
  },
  location: (sentence) => {
    const found = place.exec(sentence);
    const name = (found?.[1] ?? found?.[2])?.trim();
    return name && !/^(I|My|System|The)$/.test(name) ? { value: name } : null;
  },
  urgency: (sentence) => {
    const timeline = readers['timeline']?.(sentence)?.value;
    if (/\burgent(ly)?\b/i.test(sentence)) return { value: 'high' };
    if (timeline === 'immediate' || timeline === 'within_month') return { value: 'high', status: 'implied' };
    if (timeline === 'within_quarter') return { value: 'medium', status: 'implied' };
    return timeline ? { value: 'low', status: 'implied' } : null;
  },
};

const synonyms: Record<string, string> = {
  money: 'budget',
  authority: 'decision_maker',
  decisionmaker: 'decision_maker',
  need: 'pain_points',
  needs: 'pain_points',
  challenges: 'pain_points',
  painpoints: 'pain_points',
  painpoint: 'pain_points',
  interest: 'service_interest',
  serviceinterest: 'service_interest',
  product: 'service_interest',
  area: 'location',
  timeframe: 'timeline',
};

/** What the lead said about one field, the last statement counting; a field nobody spoke of is `not_mentioned`. */
export function factOf(field: string, lines: readonly Line[]): Fact {
  const read = readerFor(field);
  for (const { turn, text } of statements(lines).reverse()) {
    const reading = read(text);
    if (!reading) continue;
    const status = reading.status ?? 'stated';
    return {
      field,
      status,
      value: reading.value,
      raw: reading.raw ?? text,
      currency: reading.currency ?? null,
      quote: { turn, text },
      confidence: status === 'stated' ? 0.95 : 0.7,
    };
  }
  const nothing = { value: null, raw: null, currency: null, quote: null, confidence: 0.9 };
  return { field, status: 'not_mentioned', ...nothing };
}

export const standardFields = Object.keys(readers);

/** The name of the standard field a name stands for, or null: `decisionMaker` and `authority` are `decision_maker`. */
export function standardField(name: string): string | null {
  const plain = name.toLowerCase().replace(/[\s-]+/g, '_');
  if (readers[plain]) return plain;
  return synonyms[plain.replace(/_/g, '')] ?? null;
}

function readerFor(field: string): Reader {
  const standard = standardField(field);
  const known = standard ? readers[standard] : undefined;
  return known ?? mention(field);
}

/** A field of the client's own counts as stated where its words are spoken: a number beside them, or the sentence. */
function mention(field: string): Reader {
  const words = field
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length > 2);
  return (sentence) => {
    const folded = sentence.toLowerCase();
    if (words.length === 0 || !words.every((word) => folded.includes(word.replace(/s$/, '')))) return null;
    const number = /\d+(?:\.\d+)?/.exec(sentence)?.[0];
    return { value: number === undefined ? trimmed(sentence) : Number(number) };
  };
}

function trimmed(sentence: string): string {
  return sentence.replace(/[.!؟?]+$/, '');
}

import { type Candidate, matched } from './candidate';

const ORDINAL_WORDS =
  '(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth';
const ORDINAL = String.raw`(?:\d{1,2}\s?(?:st|nd|rd|th)|${ORDINAL_WORDS})`;
const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\b\\.?';
const WEEKDAY = '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tues|thurs|mon|tue|wed|thu|fri|sat)';
const YEAR = String.raw`(?:,?\s+(?:of\s+)?20\d\d)?`;
/** Months whose names are no other words. */
const MONTH_NAME = '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
const SEASON = '(?:spring|summer|autumn|fall|winter)';
const NUMBER_WORD = '(?:\\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|(?:a )?couple of|(?:a )?few)';

/** As people name a day; the surest first. */
const DATES: readonly RegExp[] = [
  /\b20\d\d-\d\d-\d\d\b/g,
  /(?<![\d/])\d{1,2}\/\d{1,2}(?:\/(?:20)?\d\d)?(?![\d/])/g,
  new RegExp(String.raw`\b${ORDINAL}\s+(?:of\s+)?(?:${MONTH}|this month|next month|the month)${YEAR}(?!\w)`, 'gi'),
  new RegExp(
    String.raw`\b${MONTH}\s+(?:the\s+)?(?:${ORDINAL}|\d{1,2}(?!\s*(?:[ap]\.?m|people|ticket|person|:|\d)))${YEAR}(?![\w:])`,
    'gi',
  ),
  new RegExp(String.raw`\b\d{1,2}\s+(?:of\s+)?${MONTH}${YEAR}(?!\w)`, 'gi'),
  new RegExp(
    String.raw`\b${WEEKDAY}\s+(?:next|after next|this coming|this|of this|of next)\s+week\b|\b(?:next|this) week(?:'s)?\s+(?:on\s+)?${WEEKDAY}\b`,
    'gi',
  ),
  new RegExp(String.raw`\b(?:the\s+)?(?:next|this(?: coming)?|coming|upcoming|following)\s+${WEEKDAY}\b`, 'gi'),
  new RegExp(String.raw`\b${WEEKDAY}\b(?!\s+(?:night )?(?:market|club)\b)`, 'gi'),
  /\b(?:the\s+)?day after tomorrow\b|\blater today\b|\btomorrow\b|\btoday\b|\btonight\b/gi,
  /\b(?:later )?(?:this|next|the coming|the) week(?:end)?\b(?!s)|\b(?:beginning|start|end|middle) of (?:the|this|next) (?:week|month|year)\b|\bnext (?:month|year)\b/gi,
  new RegExp(
    String.raw`\b(?:early|mid|late|the (?:beginning|start|middle|end) of|(?:beginning|start|middle|end) of|next|this coming|this)[ -]+(?:in\s+)?(?:the\s+)?(?!may\s+[a-z])(?:${MONTH}|${SEASON})${YEAR}(?![\w:])`,
    'gi',
  ),
  new RegExp(
    String.raw`(?<=\b(?:in|by|since|before|around|until|till|during)\s)(?:the\s+)?(?:${MONTH_NAME}|(?<=in\s+(?:the\s+)?)${SEASON})${YEAR}(?![\w:]|\s+(?:\d|(?:street|st|road|rd|avenue|ave|lane|lake|drive|court|place)\b))`,
    'gi',
  ),
  new RegExp(
    String.raw`\b(?:in|within)\s+(?:the next\s+)?(?:(?:about|around|roughly|maybe)\s+)?${NUMBER_WORD}(?:\s+(?:or|to)\s+${NUMBER_WORD})?\s+(?:days|weeks|months|day|week|month)\b(?!\s*['’])`,
    'gi',
  ),
  new RegExp(
    String.raw`\b(?:in\s+)?${NUMBER_WORD}\s+(?:days?|weeks?|months?)\s+(?:from\s+(?:now|today)|later)\b`,
    'gi',
  ),
  /\b(?:new year's eve|christmas(?: eve| day)?|thanksgiving|valentine's day|easter)\b/gi,
  new RegExp(
    String.raw`(?<=\b(?:on|from|until|till|to|for|by|before|after|through|the)\s)(?:the\s+)?(?:\d{1,2}\s?(?:st|nd|rd|th))(?!\s+(?:\p{L}+\s)?(?:floor|street|st|avenue|ave|grade|birthday|time|one|anniversary|century)\b)(?!\w)`,
    'giu',
  ),
  new RegExp(String.raw`\b(?:the\s+)\d{1,2}\s?(?:st|nd|rd|th)\b(?!\s+(?:floor|street|st|avenue|ave|grade|one))`, 'gi'),
  new RegExp(String.raw`(?<=\bon\s)the\s+(?:${ORDINAL_WORDS})\b(?!\s+(?:floor|street|avenue|day|one|of))`, 'gi'),
  /(?<![\d.,])\b\d{1,2}(?:st|nd|rd|th)\b(?!\s+(?:\p{L}+\s)?(?:floor|street|st|avenue|ave|grade))/giu,
];

const MERIDIEM = String.raw`[ap]\.?\s?m\b\.?`;
const PART = String.raw`(?:\s+(?:o'?\s?clock\s+)?(?:in the|at|this|tomorrow)\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|noon))`;
const HOUR_WORD = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
const HOUR = String.raw`(?:\d{1,2}|${HOUR_WORD})`;
const DAY_PART = '(?:morning|afternoon|evening|night)';

const TIMES: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:half|quarter|a quarter|\d{1,2}|ten|five|twenty)(?: minutes)?\s+(?:past|to|after|before|till)\s+${HOUR}\b(?:\s*${MERIDIEM}|${PART})?`,
    'gi',
  ),
  new RegExp(String.raw`\b${DAY_PART}\s+(?:at\s+)?\d{1,2}(?::\d\d)?(?:\s+o'?\s?clock)?(?:\s*${MERIDIEM})?(?!\w)`, 'gi'),
  new RegExp(String.raw`\b\d{1,2}[:.]\d\d\s*${MERIDIEM}`, 'gi'),
  new RegExp(String.raw`(?<![\d:.])\d{1,2}:\d\d(?:${PART})?(?![\d:])`, 'gi'),
  new RegExp(String.raw`(?<![\d:.,$])\b${HOUR}\s*${MERIDIEM}`, 'gi'),
  new RegExp(String.raw`(?<![\d:.,])\b${HOUR}\s+o'?\s?clock\b(?:${PART})?`, 'gi'),
  new RegExp(String.raw`(?<![\d:.,])\b${HOUR}${PART}`, 'gi'),
  /\b(?:12 )?(?:noon|midnight|midday)\b/gi,
];

/** Hours without any sign of being one: only where a time is asked for or nothing else can follow ("at 7"). */
const BARE_HOUR =
  /(?<=\b(?:at|around|about|by|after|before)\s)\d{1,2}(?=\s*(?:[.,!?](?!\d)|$|on\b|please\b|tomorrow\b|today\b|tonight\b|instead\b))/gi;

const DAY_PARTS = /\b(?:in the |early |late |this )?(?:morning|afternoon|evening)\b/gi;

/** No day by themselves: only where one is asked for. */
const LOOSE_DATES: readonly RegExp[] = [
  /\b(?:as soon as possible|asap|right away|straight away|immediately)\b/gi,
  new RegExp(String.raw`\b(?:${MONTH_NAME}|${SEASON})${YEAR}(?![\w:])`, 'gi'),
  /\b(?:about|around)?\s*(?:two|three|four|five|six|\d{1,2}|a couple of|a few)\s+(?:weeks|months)\b/gi,
];

/** "In August", "in two weeks": gives way to a day. */
export function isVague(date: string): boolean {
  return !/\d|day|tomorrow|tonight|\b(?:mon|tues?|wed|thurs?|fri|sat)\b|(?:first|second|third|(?<!mon)th)\b/i.test(
    date,
  );
}

/** "Thanks for helping me today." */
const HELPED =
  /\b(?:help|helping|helped|assist|assisting|assistance|agenda|all set|that(?:['’]s| is| was|['’]ll be| will be| would be)? (?:all|it|everything)|nothing (?:else|more)|do for you)(?: \p{L}+){0,4} $/iu;

/** @param isAsked a day was just asked for, so that "July" and "as soon as possible" are one. */
export function datesIn(text: string, isAsked: boolean): Candidate[] {
  return [...DATES, ...(isAsked ? LOOSE_DATES : [])]
    .flatMap((pattern) => matched('DATE', text, pattern))
    .filter(({ text: said, start }) => !/\d(?:St|Nd|Rd|Th)$/.test(said) && !HELPED.test(text.slice(0, start)))
    .map(trimmed);
}

/** @param isAsked a time was just asked for, so that "7" and "in the morning" are one. */
export function timesIn(text: string, isAsked: boolean): Candidate[] {
  const bare = matched('TIME', text, BARE_HOUR);
  const parts = isAsked ? matched('TIME', text, DAY_PARTS) : [];
  const clock = [...TIMES.flatMap((pattern) => matched('TIME', text, pattern)), ...bare];
  return (clock.length > 0 ? clock : parts).map(trimmed);
}

/** Without the full stop of a sentence: but "p.m." keeps its own. */
function trimmed(candidate: Candidate): Candidate {
  const text = /[ap]\.m\.$/i.test(candidate.text) ? candidate.text : candidate.text.replace(/[.,]+$/, '');
  return { ...candidate, text: text.replace(/^(?:in )?the (?=(?:early |late )?(?:morning|afternoon|evening))/i, '') };
}

const CLOCK_WORDS = ['twelve', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'];

/** Minutes since midnight or noon, by which "half past 6 in the evening" is "6:30 pm"; undefined for parts of a day. */
function minutesOf(time: string): number | undefined {
  const said = time
    .toLowerCase()
    .replace(new RegExp(CLOCK_WORDS.join('|'), 'g'), (word) => String(CLOCK_WORDS.indexOf(word) || 12));
  if (/noon|midday|midnight/.test(said) && !/\d/.test(said)) return 0;
  const [, part, side, beside] =
    /(half|quarter|\d{1,2})(?: minutes)? (past|to|after|before|till) (\d{1,2})/.exec(said) ?? [];
  if (beside !== undefined) {
    const minutes = part === 'half' ? 30 : part === 'quarter' ? 15 : Number(part);
    return ((Number(beside) % 12) * 60 + (side === 'past' || side === 'after' ? minutes : -minutes) + 720) % 720;
  }
  const [, hour, minute = '0'] = /(\d{1,2})(?:[:.](\d\d))?/.exec(said) ?? [];
  return hour === undefined ? undefined : (Number(hour) % 12) * 60 + Number(minute);
}

/** True where two wordings can name one moment: the person's own is then kept. */
export function sameMoment(kind: 'DATE' | 'TIME', one: string, other: string): boolean {
  if (kind === 'TIME') return minutesOf(one) === minutesOf(other);
  const [a, b] = [dayOf(one), dayOf(other)];
  return a.day === undefined || b.day === undefined
    ? a.weekday === undefined || b.weekday === undefined || a.weekday === b.weekday
    : a.day === b.day;
}

function dayOf(date: string): { day?: string; weekday?: string } {
  const said = date.toLowerCase();
  const day = /\d{1,2}/.exec(said)?.[0];
  const weekday = new RegExp(WEEKDAY).exec(said)?.[0];
  return { ...(day === undefined ? {} : { day }), ...(weekday === undefined ? {} : { weekday: weekday.slice(0, 3) }) };
}

import type { WantedField } from '../dialogue';
import { isTimeUnit } from './concepts';
import { stemOf, wordOf } from '../talk/sentences';
import { type FieldKind, kindOf } from './field-kind';
import { lexiconFor } from './lexicons';

/** Which end of a journey, a stay or a loan a field is about. */
export type Role = 'FROM' | 'TO';

/** A word a field is spoken of in, and how much it tells. */
export interface Keyword {
  readonly stem: string;
  readonly weight: number;
}

export interface FieldProfile {
  readonly field: WantedField;
  readonly kind: FieldKind;
  readonly keywords: readonly Keyword[];
  /** Those of its name; of its description where the name says nothing. */
  readonly core: readonly Keyword[];
  readonly role?: Role;
  /** Values a CHOICE may have: those of the field, or everyday ones of its sort. */
  readonly choices: readonly string[];
  /** Of a field that holds how long something takes: the units it may be told in. */
  readonly spans?: ReadonlySet<string>;
  /** The values are the field's own, and so the only ones. */
  readonly isClosed: boolean;
  /** Its value is a result that only the agent tells: never taken from an offer. */
  readonly isResult: boolean;
  /** "dontcare" is a value of fields in this dialogue. */
  readonly anyValue?: string;
}

/** Tell nothing of what a field is about. */
const EMPTY = new Set(
  'a an the of for to in on at by from with or and is are was be been if whether flag indicating indicate boolean true false yes no that this it its their his her user customer person client want wanted desired preferred preference name number count num total value type kind category does do has have can will would should any which who what when where how much many long as per their they them alone other most say allow allowed available offer offered serve used use make take user-specified specified given e.g etc not only lead people-who current today takes place located good need'
    .split(' ')
    .map(stemOf),
);

/** Tell little. */
const GENERAL = new Set(
  'reservation booking book search find looking look reserve service information detail option range date time day city location place area price property apartment house hotel restaurant room trip ticket seat ride car flight movie event song account money start end show unit include including home purchase buy rent travel appointment doctor music person people amount'
    .split(' ')
    .map(stemOf),
);

const FROM_WORDS =
  /^(?:from|origin|source|start|starting|begin|outbound|depart\w*|leav\w*|pickup|pick|checkin|onward)$/;
const TO_WORDS =
  /^(?:to|destination|dest|end|ending|return\w*|arriv\w*|dropoff|drop|checkout|going|inbound|recipient|receiver|payee|until)$/;

export function profilesOf(fields: readonly WantedField[]): FieldProfile[] {
  const words = fields.map(wordsOf);
  const spread = new Map<string, number>();
  for (const { name, description } of words) {
    for (const stem of new Set([...name, ...description].map(stemOf))) spread.set(stem, (spread.get(stem) ?? 0) + 1);
  }
  const anyValue = fields.flatMap(({ values }) => values ?? []).find((value) => /^don'?t[ _]?care$/i.test(value));
  return fields.map((field, at) => profileOf(field, words[at] ?? { name: [], description: [] }, spread, anyValue));
}

const OCCASION = /\b(?:event|appointment|meeting|calendar|occasion)\b/i;
const SORT = /\b(?:type|kind|category|subcategory|genre|sort)\b.*/i;

/** True where what takes place is called by what it is: a field for its name, and none for its kind or who is seen. */
export function holdsOccasions(profiles: readonly FieldProfile[]): boolean {
  const about = profiles.filter(({ field }) =>
    OCCASION.test(`${field.name.replaceAll('_', ' ')} ${field.description}`),
  );
  const isSort = ({ field }: FieldProfile): boolean =>
    SORT.test(`${field.name.replaceAll('_', ' ')} ${field.description}`);
  return about.some(({ kind }) => kind === 'NAME') && !about.some(isSort);
}

interface Words {
  readonly name: readonly string[];
  readonly description: readonly string[];
}

function profileOf(
  field: WantedField,
  { name, description }: Words,
  spread: ReadonlyMap<string, number>,
  anyValue?: string,
): FieldProfile {
  const kind = kindOf(field, name);
  const weights = new Map<string, number>();
  const note = (word: string, weight: number): void => {
    const stem = stemOf(word);
    if (EMPTY.has(stem) || stem.length < 2) return;
    const told = (weight * (GENERAL.has(stem) ? 0.4 : 1)) / (spread.get(stem) ?? 1) ** 0.7;
    weights.set(stem, Math.max(weights.get(stem) ?? 0, told));
  };
  for (const word of description) note(word, 0.6);
  for (const word of name) note(word, 1);
  const core = new Set(name.map(stemOf));
  const keywords = [...weights].map(([stem, weight]) => ({ stem, weight }));
  const named = keywords.filter(({ stem }) => core.has(stem));
  const closed = field.values && field.values.length > 0;
  return {
    field,
    kind,
    keywords,
    core: named.length > 0 ? named : keywords,
    ...roleOf(name, description, kind),
    ...spansOf(field, { name, description }, kind),
    choices: closed ? (field.values ?? []) : lexiconFor([...name, ...description].join(' ')),
    isClosed: closed === true,
    isResult:
      /\b(?:phone|address|telephone|rating|price|fare|cost|temperature|humidity|wind|precipitation|balance|fee|total|website)\b/.test(
        [...name, ...description].join(' '),
      ),
    ...(anyValue === undefined || (closed && !field.values?.includes(anyValue)) ? {} : { anyValue }),
  };
}

const NAMES_SPAN = /\b(?:length|duration|long|stay|nights|days)\b/;
const TELLS_SPAN = /\b(?:length of|duration|how long|number of (?:days|nights|weeks|months))\b/;

/** Days and nights are told in one another; a field that names no unit is told in any, one with a list in days. */
function spansOf(
  { values }: WantedField,
  { name, description }: Words,
  kind: FieldKind,
): { spans?: ReadonlySet<string> } {
  if (kind !== 'COUNT' || !(NAMES_SPAN.test(name.join(' ')) || TELLS_SPAN.test(description.join(' ')))) return {};
  const named = [...name, ...description].map(stemOf).filter(isTimeUnit);
  const days = ['day', 'night'];
  if (named.length === 0)
    return { spans: new Set(values?.length ? days : [...days, 'minute', 'hour', 'week', 'month', 'year']) };
  return { spans: new Set(named.some((unit) => days.includes(unit)) ? [...named, ...days] : named) };
}

function roleOf(name: readonly string[], description: readonly string[], kind: FieldKind): { role?: Role } {
  if (
    kind !== 'PLACE' &&
    kind !== 'DATE' &&
    kind !== 'TIME' &&
    kind !== 'CHOICE' &&
    kind !== 'PERSON' &&
    kind !== 'ADDRESS'
  )
    return {};
  const joined = name
    .join(' ')
    .replace(/check in/, 'checkin')
    .replace(/check out/, 'checkout')
    .replace(/drop off/, 'dropoff');
  const found =
    rolesIn(joined.split(' ')) ??
    rolesIn(description.filter((word) => word !== 'to' && word !== 'start' && word !== 'from'));
  return found ? { role: found } : {};
}

/** The last one counts: a "departure date of the return flight" is about the return. */
function rolesIn(words: readonly string[]): Role | undefined {
  const roles = words.flatMap((word): Role[] => (TO_WORDS.test(word) ? ['TO'] : FROM_WORDS.test(word) ? ['FROM'] : []));
  return roles.includes('TO') && roles.includes('FROM') && words.includes('return') ? 'TO' : roles[0];
}

function wordsOf({ name, description }: WantedField): Words {
  return {
    name: nameWords(name),
    description: description
      .split(/[^\p{L}\p{M}\p{N}']+/u)
      .filter(Boolean)
      .map(wordOf),
  };
}

/** "hotel-bookpeople", "checkInDate" and "number_of_beds" in words. */
export function nameWords(name: string): string[] {
  return name
    .replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, ' ')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
    .map(wordOf)
    .flatMap((word) =>
      word
        .replace(/^book(?=people|day|stay|time|date)/, 'book ')
        .replace(/^price(?=range)/, 'price ')
        .replace(/^(leave|arrive)(at|by)$/, '$1 time')
        .split(' '),
    );
}

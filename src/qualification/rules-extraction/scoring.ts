import { isAlike, isCounted, isTimeUnit, sameThing } from './fields/concepts';
import type { FieldKind } from './fields/field-kind';
import type { FieldProfile, Role } from './fields/field-profile';
import type { Candidate } from './finders/candidate';
import { isVague } from './finders/moments';
import { isKnownPlace } from './finders/places';
import { nameFit } from './name-scoring';
import type { Token } from './talk/sentences';
import { isAside, type Topic } from './talk/topic';

/** From here on a candidate is taken for a field. */
export const ENOUGH = 0.85;

/** What is known around the words. */
export interface Surroundings {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Fields just asked for, and how clearly. */
  readonly asked: ReadonlyMap<FieldProfile, number>;
  readonly isFilled: (profile: FieldProfile) => boolean;
  readonly speaker: 'USER' | 'SYSTEM';
  readonly candidates: readonly Candidate[];
  /** What the person is looking for, where the fields are about several things. */
  readonly topic?: Topic | undefined;
}

const FITS: Readonly<Record<Candidate['kind'], Partial<Record<FieldKind, number>>>> = {
  DATE: { DATE: 1 },
  TIME: { TIME: 1 },
  MONEY: { MONEY: 1 },
  NUMBER: { COUNT: 0.3, MONEY: 0.15, CODE: 0.1 },
  NAME: { PLACE: 0.5, PERSON: 0.3, NAME: 0.4 },
  PHONE: { PHONE: 1 },
  EMAIL: { EMAIL: 1 },
  ADDRESS: { ADDRESS: 1, PLACE: 0.75, NAME: 0.3 },
  CODE: { CODE: 1 },
};

/** Of a field that is about something else than what is being looked for. */
export const ASIDE = -0.35;

const NEAR = 5;
const HOUSE = /property|apartment|house|home|place|hotel/i;

/** How well a candidate suits a field; 0 or less where it does not. */
export function suits(candidate: Candidate, profile: FieldProfile, around: Surroundings): number {
  const fit = FITS[candidate.kind][profile.kind];
  if (fit === undefined || !isPossible(candidate, profile)) return 0;
  const before = wordsBefore(candidate, around);
  const after = wordsAfter(candidate, around);
  const asked = around.asked.get(profile) ?? 0;
  return (
    fit +
    (isAside(profile, around.topic) ? ASIDE : 0) +
    asked +
    nearness(profile, before, after) +
    roleFit(
      profile,
      isArrival(candidate, around) ? 'TO' : roleOf(candidate, before, after, around, isOfStay(profile)),
      around,
    ) +
    (profile.kind === 'COUNT' || candidate.kind === 'NUMBER' ? countFit(candidate, profile, before, after, asked) : 0) +
    (candidate.kind === 'ADDRESS' && profile.kind === 'NAME' ? addressAsName(profile, around) : 0) +
    (candidate.kind === 'DATE' && isVague(candidate.text) ? -0.05 : 0) +
    (candidate.kind === 'NAME' ? nameFit(candidate, profile, before, around) : 0)
  );
}

/** A house may be known by its address, unless the turn names it. */
function addressAsName({ field }: FieldProfile, { candidates }: Surroundings): number {
  const isNamed = candidates.some(({ kind, text }) => kind === 'NAME' && !isKnownPlace(text));
  return HOUSE.test(field.name) && !isNamed ? 0.6 : 0;
}

function isPossible(
  { kind, amount, text }: Candidate,
  { kind: wanted, isClosed, choices, field }: FieldProfile,
): boolean {
  if (wanted === 'COUNT' && amount !== undefined && isClosed)
    return choices.some((choice) => Number.parseFloat(choice) === amount);
  if (wanted === 'COUNT' && amount !== undefined) return Number.isFinite(amount) && amount >= 0;
  if (kind === 'NUMBER' && wanted === 'MONEY') return (amount ?? 0) >= 10;
  // A house is known by its address, a city is not.
  if (kind === 'ADDRESS' && wanted === 'PLACE')
    return !/\b(?:city|town|area)\b/i.test(`${field.name} ${field.description}`);
  if (kind === 'NAME' && wanted === 'PERSON') return !isKnownPlace(text);
  return true;
}

/** Words of the field close by, nearer ones more. */
export function nearness({ keywords }: FieldProfile, before: readonly Token[], after: readonly Token[]): number {
  const tell = (tokens: readonly Token[]): number =>
    Math.max(
      0,
      ...tokens
        .slice(0, NEAR)
        .flatMap((token, distance) =>
          keywords.map(({ stem, weight }) => (sameThing(token.stem, stem) ? weight * (1 - distance * 0.13) : 0)),
        ),
    );
  return 0.7 * Math.max(tell(before), 0.8 * tell(after.slice(0, 3)));
}

/** Nearest first, as far as the sentence or the candidate before reaches. */
export function wordsBefore(
  span: { start: number },
  { tokens, text, candidates }: Pick<Surroundings, 'tokens' | 'text' | 'candidates'>,
): Token[] {
  const border = Math.max(0, ...candidates.filter(({ end }) => end <= span.start).map(({ end }) => end));
  const found = tokens.filter(({ start, end }) => end <= span.start && start >= border).reverse();
  const stop = found.findIndex(({ end }, at) =>
    /[.!?;]\s|\n/u.test(text.slice(end, found[at - 1]?.start ?? span.start)),
  );
  return stop === -1 ? found : found.slice(0, stop);
}

export function wordsAfter(
  span: { end: number },
  { tokens, text, candidates }: Pick<Surroundings, 'tokens' | 'text' | 'candidates'>,
): Token[] {
  const border = Math.min(
    text.length,
    ...candidates.filter(({ start }) => start >= span.end).map(({ start }) => start),
  );
  const found = tokens.filter(({ start, end }) => start >= span.end && end <= border);
  const stop = found.findIndex(({ start }, at) =>
    /[.!?;,]|\n/u.test(text.slice(found[at - 1]?.end ?? span.end, start)),
  );
  return stop === -1 ? found : found.slice(0, stop);
}

const FROM =
  /^(?:from|leaving|leave|leaves|departing|departs|depart|departure|starting|start|starts|beginning|begin|begins|pick|pickup|picking|pick-up|out|outbound|checking|check-in|checkin|between|since|من|se)$/;
const TO =
  /^(?:to|until|till|through|return|returning|returns|back|drop|dropping|dropped|dropoff|drop-off|check-out|checkout|inbound|heading|headed|towards|toward|into|arriving|arrive|arrives|going|visit|visiting|reach|ending|ends|end|إلى|الى|tak)$/;
/** Between a marker and what it marks. */
const PASSED =
  /^(?:on|at|in|the|of|for|a|an|up|off|by|around|about|me|us|it|date|is|day|my|i|will|be|would|and|or|like|want|fly|go|get|come|time|early|late|trip|city|this|next)$/;

const LEAVES = /^(?:leav|depart)(?:e|es|ing|s)?$/;
const BACK = /^(?:return|returning|inbound|back)$/;
const END = /^(?:check-?(?:in|out)|pick-?up|drop-?off|departure|return|arrival|start|end|in|out|up|off)$/;
const STAYS = /\b(?:check ?-?in|check ?-?out|stay|hotel|house|room|rental property|accommodation)\b/i;

/** Who stays somewhere arrives first, and leaves at the end. */
function isOfStay({ kind, field }: FieldProfile): boolean {
  return kind === 'DATE' && STAYS.test(`${field.name.replaceAll('_', ' ')} ${field.description}`);
}

export function roleOf(
  candidate: { start: number; end: number },
  before: readonly Token[],
  after: readonly Token[],
  { text, candidates }: Pick<Surroundings, 'text' | 'candidates'>,
  isStay = false,
): Role | undefined {
  for (const [at, { word }] of before.slice(0, 8).entries()) {
    const earlier = before[at + 1]?.word ?? '';
    if (isStay && LEAVES.test(word)) return 'TO';
    if (isStay && /^(?:arriv\w*|going|coming|there)$/.test(word)) return 'FROM';
    if (LEAVES.test(word) && before.slice(at + 1, at + 4).some((other) => BACK.test(other.word))) return 'TO';
    // "Change the check-in to the 4th".
    if (word === 'to' && END.test(earlier)) continue;
    if (word === 'in' && /^(?:check|checking|checks)$/.test(earlier)) return 'FROM';
    if (word === 'out' && before.slice(at + 1, at + 3).some((other) => /^(?:check|checking|checks)$/.test(other.word)))
      return 'TO';
    if (word === 'to' && /^(?:need|want|like|have|how)$/.test(earlier)) continue;
    if (TO.test(word)) return 'TO';
    if (FROM.test(word)) return 'FROM';
    if (!PASSED.test(word) && at > 1) break;
  }
  const follows = candidates.find(
    ({ start }) => start > candidate.end && text.slice(candidate.end, start).trim() === 'to',
  );
  return follows && after[0]?.word === 'to' ? 'FROM' : undefined;
}

const ARRIVES =
  /\b(?:be|being|get|getting|arriv\p{L}*|reach\p{L}*|make it)\s+(?:(?:me|us|back|home|there|here|in|at|to|into|the)\s+)*(?:\p{Lu}[\p{L}'’.-]*\s+){0,4}(?:by|before|no later than)\s+(?:about |around )?$/u;

/** "Be there by 14:45", "get to Ely before 9 am": an hour to arrive, though nothing says so. */
function isArrival({ kind, start }: Candidate, { text }: Surroundings): boolean {
  return kind === 'TIME' && ARRIVES.test(text.slice(0, start));
}

function roleFit({ role, kind }: FieldProfile, said: Role | undefined, { asked }: Surroundings): number {
  if (role === 'TO' && kind === 'PLACE' && said === undefined && asked.size > 0) return 0.02;
  if (role === undefined) return said === undefined || kind !== 'PLACE' ? 0 : said === 'TO' ? 0.2 : 0;
  if (said === undefined) return role === 'FROM' || asked.size > 0 ? 0 : kind === 'PLACE' ? 0 : -0.1;
  return said === role ? 0.7 : -1;
}

/** Days, nights and weeks are told of stays; years, hours and minutes of much else. */
function spanFit(spans: ReadonlySet<string>, unit: string): number {
  if (!spans.has(unit)) return -1.5;
  return unit === 'day' || unit === 'night' ? 1.2 : unit === 'week' ? 0.6 : 0.5;
}

function countFit(
  { counts, kind, amount }: Candidate,
  profile: FieldProfile,
  before: readonly Token[],
  after: readonly Token[],
  asked: number,
): number {
  const isYear = kind === 'NUMBER' && amount !== undefined && amount > 1_900 && amount < 2_100;
  if (isYear && !profile.keywords.some(({ stem }) => stem === 'year') && profile.kind === 'COUNT') return -1;
  if (isYear && profile.kind === 'COUNT') return 0.6;
  const { keywords } = profile;
  const unit = after[0]?.stem ?? '';
  if (profile.spans && isTimeUnit(unit)) return spanFit(profile.spans, unit);
  const nouns = counts ? [counts] : after.slice(0, 3).map(({ stem }) => stem);
  const of = nouns.findIndex((noun) => keywords.some(({ stem, weight }) => weight > 0.05 && sameThing(noun, stem)));
  const another = nouns.findIndex((noun) => isCounted(noun) && !keywords.some(({ stem }) => sameThing(noun, stem)));
  // "1 hotel room": the noun before only tells of what kind.
  if (of !== -1 && (another === -1 || of <= another + 1)) return 1.2 - of * 0.1;
  if (another !== -1) {
    const noun = nouns[another] ?? '';
    return keywords.some(({ stem }) => isAlike(noun, stem)) ? 0.7 : -1.5;
  }
  const group = before
    .slice(0, 2)
    .map(({ word }) => word)
    .join(' ');
  const isForPeople =
    /^(?:of (?:family|party|group|table)|for|for (?:table|reservation|it|room|booking|book)|are we|(?:we['’]re|we['’]ll))(?: |$)/.test(
      group,
    ) || group === 'be will';
  const isAlone =
    after.length === 0 ||
    /^(?:on|at|in|please|and|tomorrow|today|tonight|this|next|from|around|by)$/.test(after[0]?.word ?? '');
  if (isForPeople && isAlone && keywords.some(({ stem }) => sameThing(stem, 'people'))) return 1.1;
  if (/^of (?:family|party|group)/.test(group))
    return keywords.some(({ stem }) => isAlike(stem, 'people') || sameThing(stem, 'people')) ? 1.1 : -1;
  return kind === 'NUMBER' && profile.kind === 'MONEY' && after.length > 0 && asked === 0 ? -0.3 : 0;
}

import type { FieldProfile } from './fields/field-profile';
import type { Candidate } from './finders/candidate';
import { isChoiceOf, mentionsOf } from './finders/choices';
import { isTimeUnit, sameThing } from './fields/concepts';
import { stemOf, type Token } from './talk/sentences';
import { isAside } from './talk/topic';
import { ASIDE, ENOUGH, nearness, roleOf, suits, type Surroundings, wordsAfter, wordsBefore } from './scoring';

/** A field with the value some words give it. */
export interface Filling {
  readonly profile: FieldProfile;
  readonly value: string;
  /** Of numbers and money. */
  readonly amount?: number;
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

const LEFT_OUT =
  /(?:\bnot|n't want|\binstead of|\brather than|\bexcept|\bother than|\banything but|\bnot in|\bnot at|\bno|\b(?:leave|leaving|sell|selling) (?:our|my)|\b(?:our|my) (?:current|old|present))\s+(?:a |an |the |on |in )?$/i;

/** "Tuesday is too soon": spoken of to be set aside. */
const WRONG =
  /^ (?:(?:is|was|would be|['’]s) (?:(?:way|much|a bit|a little) )?too (?:soon|late|early|far|expensive|pricey|long|short)|(?:does not|doesn['’]t|won['’]t|will not|wouldn['’]t) (?:work|suit|do|fit))\b/i;

/** Gives each candidate to the field it suits best, and each field one candidate, the best pairs first. */
export function assigned(profiles: readonly FieldProfile[], around: Surroundings): Filling[] {
  const pairs = [...candidatePairs(profiles, around), ...choicePairs(profiles, around)].filter(
    ({ score, start, end }) =>
      score >= ENOUGH && !LEFT_OUT.test(around.text.slice(0, start)) && !WRONG.test(around.text.slice(end)),
  );
  const taken: Filling[] = [];
  for (const pair of pairs.sort((a, b) => b.score - a.score || a.start - b.start)) {
    const isFree = taken.every(
      (other) => other.profile !== pair.profile && (!overlaps(other, pair) || mayShare(pair, other)),
    );
    if (isFree) taken.push(pair);
  }
  return taken;
}

/** Every name that would do for a field of names, for who is shown several. */
export function namesFor(profiles: readonly FieldProfile[], around: Surroundings): Filling[] {
  const things = profiles.filter(({ kind }) => kind === 'NAME');
  const listed = { ...around, candidates: around.candidates.flatMap((one) => listItems(one, around.text)) };
  return candidatePairs(things, listed).filter(
    (pair, _, all) =>
      pair.score >= ENOUGH && all.every((other) => other.start !== pair.start || other.score <= pair.score),
  );
}

/** The end of a list: "Little, Dogman and Dumbo". */
function listItems(candidate: Candidate, text: string): Candidate[] {
  const [, one = '', joint = '', other = ''] = /^(.+?)(\s+(?:and|&)\s+)(.+)$/u.exec(candidate.text) ?? [];
  if (other === '' || candidate.kind !== 'NAME' || !/\p{L},\s$/u.test(text.slice(0, candidate.start)))
    return [candidate];
  const next = candidate.start + one.length + joint.length;
  return [
    { ...candidate, text: one, end: candidate.start + one.length },
    { ...candidate, text: other, start: next },
  ];
}

/** A day may be a date and one of a list; a name is not one of a list as well. */
function mayShare(a: Filling, b: Filling): boolean {
  return (isChoice(a) && !isNamed(b)) || (isChoice(b) && !isNamed(a));
}

function isChoice({ profile }: Filling): boolean {
  return profile.kind === 'CHOICE';
}

function isNamed({ profile }: Filling): boolean {
  return profile.kind === 'NAME' || profile.kind === 'PERSON' || profile.kind === 'CHOICE';
}

function overlaps(a: Filling, b: Filling): boolean {
  return a.start < b.end && b.start < a.end;
}

function candidatePairs(profiles: readonly FieldProfile[], around: Surroundings): Filling[] {
  const values = profiles
    .filter(({ kind, isClosed }) => kind === 'CHOICE' && isClosed)
    .flatMap((profile) => mentionsOf(profile, around.text));
  const candidates = around.candidates
    .map((candidate) => withoutChoice(candidate, profiles))
    .filter((candidate) => !isWithinValue(candidate, values));
  return candidates.flatMap((candidate) =>
    named(candidate, profiles).map((profile) => ({
      profile,
      value: spanOf(candidate, profile, around) ?? valueOf(candidate, profile),
      ...(candidate.amount === undefined ? {} : { amount: candidate.amount }),
      start: candidate.start,
      end: candidate.end,
      score: suits(candidate, profile, around),
    })),
  );
}

/** "The Kitchen" of "the Kitchen speaker": part of a value, and no name. */
function isWithinValue(
  { kind, isMarked, text, start, end }: Candidate,
  values: readonly { readonly start: number; readonly end: number; readonly strength: number }[],
): boolean {
  const begin = /^the\s/iu.test(text) ? start + 4 : start;
  return (
    kind === 'NAME' &&
    isMarked !== true &&
    values.some((value) => value.strength >= 0.9 && value.start <= begin && end < value.end)
  );
}

/** "General Practitioner Mina Abazari": the kind before the name is another field's. */
function withoutChoice(candidate: Candidate, profiles: readonly FieldProfile[]): Candidate {
  if (candidate.kind !== 'NAME' || candidate.isMarked) return candidate;
  const before = profiles
    .filter(({ kind, isClosed }) => kind === 'CHOICE' && isClosed)
    .flatMap(({ choices }) => choices)
    .find((choice) => candidate.text.toLowerCase().startsWith(`${choice.toLowerCase()} `));
  const start = before ? candidate.start + before.length + 1 : candidate.start;
  const last = profiles
    .filter(({ kind, isClosed }) => kind === 'CHOICE' && isClosed)
    .flatMap(({ choices }) => choices)
    .map((choice) =>
      new RegExp(String.raw`\s+(?:on|in|at)\s+(?:the\s+)?${choice.replace(/[^\p{L}\p{N} ]/gu, '.')}$`, 'iu').exec(
        candidate.text,
      ),
    )
    .find((found) => found !== null);
  if (last) return { ...candidate, text: candidate.text.slice(0, last.index), end: candidate.start + last.index };
  return before ? { ...candidate, text: candidate.text.slice(before.length + 1), start } : candidate;
}

/** The fields a candidate may be of: what is one of a list is no name. */
function named(candidate: Candidate, profiles: readonly FieldProfile[]): readonly FieldProfile[] {
  const isValue =
    candidate.kind === 'NAME' && !candidate.isMarked && isChoiceOf(profiles, candidate.text.replace(/^the\s+/iu, ''));
  return isValue ? profiles.filter(({ kind }) => !NAMED.has(kind)) : profiles;
}

const NAMED: ReadonlySet<string> = new Set(['NAME', 'PERSON', 'PLACE']);

/** "Two weeks" keeps its unit where the field names none: a bare number would be of days. */
function spanOf(candidate: Candidate, { spans }: FieldProfile, around: Surroundings): string | undefined {
  const [unit] = wordsAfter(candidate, around);
  if (candidate.kind !== 'NUMBER' || !unit || !spans?.has('week') || !spans.has('day')) return undefined;
  return isTimeUnit(unit.stem) && !/^(?:day|night)$/.test(unit.stem)
    ? around.text.slice(candidate.start, unit.end)
    : undefined;
}

const AS_NUMBER = /\b(?:plain number|as a number|number without|numeric|integer)\b/i;

function valueOf({ kind, amount, text }: Candidate, { kind: wanted, isClosed, choices, field }: FieldProfile): string {
  if (amount === undefined) return wanted === 'PERSON' ? text.replace(/['’]s$/u, '') : text;
  if (wanted === 'COUNT')
    return isClosed
      ? (choices.find((choice) => Number.parseFloat(choice) === amount) ?? String(amount))
      : /^\d+\.\d+$/.test(text)
        ? text
        : String(amount);
  if (wanted === 'MONEY' && (AS_NUMBER.test(field.description) || kind === 'NUMBER'))
    return kind === 'NUMBER' && !AS_NUMBER.test(field.description) ? text : String(amount);
  return text;
}

/** Third persons own the other account, the caller their own. */
const THEIRS = /^(?:her|his|their|\p{L}+['’]s)$/u;

function choicePairs(profiles: readonly FieldProfile[], around: Surroundings): Filling[] {
  const choices = profiles.filter(({ kind }) => kind === 'CHOICE');
  return choices.flatMap((profile) =>
    mentionsOf(profile, around.text).map(({ value, start, end, strength }) => {
      const [before, after] = [
        wordsBefore({ start }, { ...around, candidates: [] }),
        wordsAfter({ end }, { ...around, candidates: [] }),
      ];
      const role = THEIRS.test(before[0]?.word ?? '')
        ? 'TO'
        : before[0]?.word === 'my'
          ? 'FROM'
          : roleOf({ start, end }, before, after, around);
      const rival = rivals(profile, choices, before, after);
      const asked = around.asked.get(profile) ?? 0;
      const byRole =
        profile.role && role ? (profile.role === role ? 0.5 : -0.6) : profile.role === 'TO' && asked === 0 ? -0.2 : 0;
      return {
        profile,
        value,
        start,
        end,
        score:
          (isAside(profile, around.topic) ? ASIDE : 0) +
          strength * 0.9 +
          asked +
          nearness(profile, before, after) +
          byRole +
          (isOfKind(profile, strength, before[0], after) ? 0.5 : 0) -
          (isInName({ start, end }, profile, around) ? 0.6 : 0) -
          (strength < 1 ? rival : 0),
      };
    }),
  );
}

/** "A standard car", "a regular ride": an everyday word before what the field tells the kind of. */
function isOfKind(
  { field, isClosed }: FieldProfile,
  strength: number,
  before: Token | undefined,
  after: readonly { stem: string }[],
): boolean {
  const [next] = after;
  if (!isClosed || strength >= 0.9) return false;
  if (
    /^an?$/.test(before?.word ?? '') &&
    (!next || /^(?:on|at|in|from|for|until|till|by|and|please|with)$/.test(next.stem))
  )
    return true;
  if (!next) return false;
  return `${field.name.replaceAll('_', ' ')} ${field.description}`
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some((word) => word.length > 2 && sameThing(next.stem, stemOf(word)));
}

/** "The Hidden World" is of no genre: a value within a longer name, beside more than what the field is about. */
function isInName(
  { start, end }: { start: number; end: number },
  { keywords, isClosed }: FieldProfile,
  { candidates, text }: Surroundings,
): boolean {
  if (isClosed) return false;
  const name = candidates.find(
    (one) => one.kind === 'NAME' && one.start <= start && end <= one.end && one.end - one.start > end - start,
  );
  if (!name || !/\p{Lu}/u.test(text.slice(start, end))) return false;
  const others = `${text.slice(name.start, start)} ${text.slice(end, name.end)}`.toLowerCase().split(/[^\p{L}]+/u);
  return others.some(
    (word) =>
      word.length > 2 &&
      !/^(?:some|any|the|good|nice|best|more|other|for|with|and)$/.test(word) &&
      keywords.every(({ stem }) => !sameThing(stem, stemOf(word))),
  );
}

/** Another field's word stands right before or after: "business class" is no business. */
function rivals(
  profile: FieldProfile,
  choices: readonly FieldProfile[],
  before: readonly { stem: string }[],
  after: readonly { stem: string }[],
): number {
  const beside = [...before.slice(0, 1), ...after.slice(0, 1)];
  const own = beside.some(({ stem }) => profile.core.some((word) => sameThing(word.stem, stem)));
  const others = choices.filter((other) => other !== profile);
  return !own &&
    others.some((other) =>
      beside.some(({ stem }) => other.core.some((word) => word.weight > 0.5 && sameThing(word.stem, stem))),
    )
    ? 0.15
    : 0;
}

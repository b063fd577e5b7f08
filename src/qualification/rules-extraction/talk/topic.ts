import { type FieldProfile } from '../fields/field-profile';

/** What people look for in one conversation after another: fields and turns that speak of it belong together. */
const SUBJECTS: readonly RegExp[] = [
  /\b(?:cars?|vehicles?|rental cars?|suv)\b/i,
  /\b(?:apartments?|flats?|houses?|homes?|propert(?:y|ies)|condos?|villas?)\b/i,
  /\b(?:hotels?|motels?|hostels?|accommodations?)\b/i,
  /\b(?:restaurants?|diners?|caf[eé]s?)\b/i,
  /\b(?:bus|buses)\b/i,
  /\btrains?\b/i,
  /\b(?:flights?|airlines?|planes?)\b/i,
  /\b(?:movies?|films?|cinemas?)\b/i,
  /\b(?:songs?|albums?|tracks?)\b/i,
  /\b(?:events?|concerts?|games?|match|matches)\b/i,
  /\b(?:attractions?|sights?|sightseeing)\b/i,
  /\b(?:cabs?|taxis?|rides?)\b/i,
  /\b(?:doctors?|physicians?)\b/i,
  /\b(?:dentists?)\b/i,
  /\b(?:salons?|stylists?|hairdressers?|barbers?)\b/i,
  /\b(?:therapists?|psychologists?|psychiatrists?|counsell?ors?)\b/i,
];

export type Topic = ReadonlySet<number>;

export function subjectsIn(text: string): Topic {
  return new Set(SUBJECTS.flatMap((subject, at) => (subject.test(text) ? [at] : [])));
}

const known = new WeakMap<FieldProfile, Topic>();

function subjectsOf(profile: FieldProfile): Topic {
  let subjects = known.get(profile);
  if (!subjects) {
    subjects = subjectsIn(`${profile.field.name.replaceAll('_', ' ')} ${profile.field.description}`);
    known.set(profile, subjects);
  }
  return subjects;
}

/** What a turn goes over to, of what the fields are about; undefined where it speaks of none of it. */
export function topicOf(text: string, profiles: readonly FieldProfile[]): Topic | undefined {
  const subjects = [...subjectsIn(text)].filter((subject) =>
    profiles.some((profile) => subjectsOf(profile).has(subject)),
  );
  return subjects.length > 0 ? new Set(subjects) : undefined;
}

export function isAbout(profile: FieldProfile, topic: Topic | undefined): boolean {
  return topic !== undefined && [...subjectsOf(profile)].some((subject) => topic.has(subject));
}

/** A field of something else than what is being looked for. */
export function isAside(profile: FieldProfile, topic: Topic | undefined): boolean {
  return topic !== undefined && subjectsOf(profile).size > 0 && !isAbout(profile, topic);
}

const CITY = /\b(?:city|town|area|neighbou?rhood)\b/i;
const STAY = /\bhotel\b/i;
/** "An apartment in that area", "a hotel there", "attractions nearby". */
const BACK =
  /\b(?:there(?! (?:is|are|was|were|any|a|an)\b)|(?:in|around|of) (?:that|this|the) (?:same )?(?:area|city|town|neighbou?rhood|region|place)|nearby|near (?:there|by|here)|around here|close by|(?:the )?same (?:city|area|town|place)|local)\b/i;

export function pointsBack(text: string): boolean {
  return BACK.test(text);
}

/** Fields of towns; where a hotel is to be is one as well. */
export function holdsTown({ kind, field }: FieldProfile): boolean {
  const words = `${field.name.replaceAll('_', ' ')} ${field.description}`;
  return kind === 'PLACE' && (CITY.test(words) || STAY.test(words)) && !/\baddress\b/i.test(words);
}

import { sameThing } from './fields/concepts';
import type { FieldProfile } from './fields/field-profile';
import type { Candidate } from './finders/candidate';
import { isKnownPlace } from './finders/places';
import type { Token } from './talk/sentences';

const PLACE_WORDS =
  /^(?:in|near|around|to|from|towards|visit|visiting|leaving|departing|within|outside|في|بـ|fi|fel|mein|إلى|من)$/;
const NAME_WORDS =
  /^(?:called|named|titled|about|play|playing|watch|watching|see|seeing|hear|listen|for|suggest|recommend|try|considered|consider|like|is|have|book|reserve|with|to|visit|buy|maybe|at|use|using|attend|then|on)$/;
/** Fields that hold who made something. */
export const CREATOR = /\b(?:artist|singer|author|direct\w*|performer|composer|band|perform\w*)\b/i;
const BUILT =
  /\b(?:station|airport|park|hall|center|centre|stadium|terminal|mall|depot|arena|theat(?:er|re)|cinema|hospital|university|college|library|museum)$/i;
const VENUE =
  /\b(?:stadium|arena|ballpark|coliseum|amphitheat(?:er|re)|auditorium|theat(?:er|re)|cinema|airport|station)\b/i;
/** Ends the names of houses and businesses. */
const BUSINESS =
  /\b(?:apartments?|apts?|hotel|inn|suites?|hostel|lodge|resort|motel|house|homes|villas?|towers?|residences?|associates|terrace|gardens|manor|estates?|condos?|lofts?|properties|restaurant|caf[eé]|grill|kitchen|bistro|diner|bar|salon|barber\w*|shop|spa|clinic|dental|dentistry|care|md|dds|inc|llc|club|cuisine|bakery)\.?$/iu;
const INTRODUCES =
  /\b(?:my (?:\p{L}+ )?name(?: is|['’]s)|this is|name['’]s|i['’]m|i am|call me|under(?: the name(?: of)?)?)\s+$/iu;
/** Fields that hold who sees people by appointment, be it somebody or a house. */
export const PROVIDER =
  /\b(?:doctor|dentist|dental|therapist|stylist|hairdress\w*|salon|barber|counsell?or|provider|practitioner|physician|surgeon|medical practice|clinic|agent)\b/i;
/** Somebody else than who speaks: known by "to", "for" and "with". */
const RECIPIENT =
  /\b(?:recipient|receiver|payee|friend|contact|beneficiary|companion|attendee|participant|invitee|guest|passenger|patient|account|meeting)/i;
const OWN = /\b(?:customer|lead|caller|user|client|full|first|last|your)\b/i;
const ACTOR = /\b(?:actor|actress|starring|cast|stars?)\b/i;

/** A name and what stands before it. */
interface NamedIn {
  readonly candidate: Candidate;
  readonly text: string;
  readonly speaker: 'USER' | 'SYSTEM';
  /** The word before it, articles left out. */
  readonly previous: string;
  /** "tickets to", "seats for". */
  readonly isTicket: boolean;
  readonly isKnown: boolean;
}

/** True for fields that hold the name of who speaks, and not of somebody they speak of. */
export function isOwnName(profile: FieldProfile): boolean {
  const words = wordsOf(profile);
  if (profile.kind === 'PERSON' && OWN.test(profile.field.name.replaceAll('_', ' ')) && !PROVIDER.test(words))
    return true;
  return profile.kind === 'PERSON' && ![CREATOR, ACTOR, PROVIDER, RECIPIENT].some((other) => other.test(words));
}

/** "My name is", "I'm": what follows is who speaks. */
export function introducesAt(text: string, start: number): boolean {
  return INTRODUCES.test(text.slice(0, start));
}

/** How well a name suits a field of places, people or things. */
export function nameFit(
  candidate: Candidate,
  profile: FieldProfile,
  before: readonly Token[],
  { text, speaker }: Pick<NamedIn, 'text' | 'speaker'>,
): number {
  const words = before.map(({ word }) => word);
  const previous = (/^(?:the|an?)$/.test(words[0] ?? '') ? words[1] : words[0]) ?? '';
  const isTicket =
    /^(?:to|for)$/.test(previous) && before.slice(1, 3).some(({ stem }) => /^(?:ticket|seat)$/.test(stem));
  const named = { candidate, text, speaker, previous, isTicket, isKnown: isKnownPlace(candidate.text) };
  if (profile.kind === 'PLACE') return placeFit(named, profile);
  if (candidate.isPlace) return -1;
  return profile.kind === 'PERSON' ? personFit(named, profile) : thingFit(named, profile);
}

function wordsOf({ field }: FieldProfile): string {
  return `${field.name.replaceAll('_', ' ')} ${field.description}`;
}

/** Of a field of names what it names: "movie" of `movie_name`, and nothing where its name says that it is a venue. */
function nounsOf(profile: FieldProfile): string {
  return profile.core.some(({ stem }) => VENUE.test(stem)) ? '' : wordsOf(profile);
}

function placeFit({ candidate, text, speaker, previous, isTicket, isKnown }: NamedIn, profile: FieldProfile): number {
  const words = wordsOf(profile);
  const wantsCity = /\b(?:city|town|area|neighbou?rhood)\b/i.test(words);
  if (wantsCity && !isKnown && BUSINESS.test(candidate.text)) return -1;
  const byVoice = /^(?:by|with|called|named|starring)$/.test(previous) ? -1 : 0;
  const isVisited =
    wantsCity &&
    !isKnown &&
    (previous.startsWith('visit') || /\bvisit(?:ing|ation)?(?: to)?(?: the)? $/i.test(text.slice(0, candidate.start)));
  const placed = isVisited ? 0 : PLACE_WORDS.test(previous) ? 0.5 : previous === 'at' && !wantsCity ? 0.35 : 0;
  const isBuilt = BUILT.test(candidate.text);
  const known = isKnown ? (wantsCity ? 0.5 : 0.4) : 0;
  const built = isBuilt
    ? wantsCity
      ? -0.6
      : 0.4
    : isKnown && !wantsCity && /\b(?:station|airport|venue)\b/i.test(words)
      ? -0.2
      : 0;
  // "You'll pick up the standard Cruze": what an agent speaks of without saying where is no place.
  const unsaid =
    speaker === 'SYSTEM' && placed === 0 && !isKnown && !isBuilt && !candidate.isPlace ? (wantsCity ? -1 : -0.6) : 0;
  const inCity = wantsCity && previous === 'in' ? 0.05 : 0;
  return (
    unsaid + inCity + byVoice + (candidate.isPlace ? 0.6 : 0) + (isTicket && !isKnown ? -0.8 : placed) + known + built
  );
}

/** "Supercuts is also in Napa": what a sentence is about. */
function isSubject({ start, end }: Candidate, text: string): boolean {
  return /(?:^|[.!?]\s*)$/u.test(text.slice(0, start)) && /^ (?:is|has|looks|seems|would)\b/u.test(text.slice(end));
}

function personFit({ candidate, text, speaker, previous }: NamedIn, profile: FieldProfile): number {
  const words = wordsOf(profile);
  if (CREATOR.test(words) && isWork(candidate, text)) return 1;
  const isArtist = CREATOR.test(words) || ACTOR.test(words);
  const isOther = !isOwnName(profile) && (PROVIDER.test(words) || RECIPIENT.test(words));
  if (introducesAt(text, candidate.start)) return isArtist ? 0 : 0.7;
  if (/^(?:dr|prof)\b/i.test(candidate.text))
    return /\b(?:doctor|dentist|provider|therapist|physician)/i.test(words) ? 0.9 : 0.2;
  if (speaker === 'SYSTEM' && PROVIDER.test(words) && previous !== 'by')
    return candidate.text.includes(' ') || isSubject(candidate, text) ? 0.6 : 0.3;
  if (previous === 'at' && speaker === 'USER' && PROVIDER.test(words)) return 0.6;
  if (previous === 'by') return CREATOR.test(words) ? 0.8 : -0.5;
  if (/^(?:with|starring|featuring)$/.test(previous))
    return ACTOR.test(words) ? 0.7 : isArtist ? 0.2 : isOther ? 0.55 : -0.5;
  if (/^(?:to|for)$/.test(previous) && !isArtist) return isOther ? 0.55 : -0.5;
  if (/^(?:is|am|this|it's|name)$/.test(previous) && !isArtist) return 0.35;
  return candidate.text.includes(' ') ? 0.1 : 0;
}

/** Where something takes place is not its name, unless the field is about such a place. */
function isVenue(text: string, core: FieldProfile['core']): boolean {
  const [venue] = VENUE.exec(text) ?? [];
  return (
    venue !== undefined &&
    !core.some(
      ({ stem }) =>
        /^(?:venue|place|attraction|location|property|hotel|restaurant|theat\w*|cinema)$/.test(stem) ||
        sameThing(venue.toLowerCase(), stem),
    )
  );
}

/** "Songs like Lena Harlow", "more Lena Harlow songs": whose works they are. */
function isWork({ start, end }: Candidate, text: string): boolean {
  return (
    /^(?:['’]s)? (?:songs?|music|tracks?|tunes?|albums?|movies|films|books)\b/i.test(text.slice(end)) ||
    /\b(?:songs?|music|tracks?|artists?|bands?|singers?|something|movies|films|books) (?:like|similar to|in the style of)(?: (?:music|songs) by)? $/i.test(
      text.slice(0, start),
    )
  );
}

function thingFit({ candidate, text, speaker, previous, isTicket, isKnown }: NamedIn, profile: FieldProfile): number {
  const { core } = profile;
  const isBusiness = BUSINESS.test(candidate.text);
  const isRoom = core.some(({ stem }) => VENUE.test(stem));
  if (
    /^(?:in|near|from|around|by)$/.test(previous) &&
    !candidate.isMarked &&
    !isBusiness &&
    !(isRoom && speaker === 'USER')
  )
    return -0.6;
  const isOwn = candidate.text
    .split(/\s+/)
    .some((word) => core.some(({ stem }) => sameThing(word.toLowerCase(), stem)));
  const begins = previous === '' && (speaker === 'SYSTEM' || candidate.text.includes(' '));
  const asOffer = NAME_WORDS.test(previous) || begins || speaker === 'SYSTEM' ? 0.5 : 0.2;
  // What takes place is not called by where it does.
  const isAt =
    previous === 'at' &&
    /\b(?:event|match|show|concert|performer|artist|game|movie|film|song)\b/i.test(nounsOf(profile));
  return (
    asOffer +
    (isWork(candidate, text) && speaker === 'USER' ? -1 : 0) +
    (isKnown ? -1 : 0) +
    (isAt || isVenue(candidate.text, core) ? -0.5 : 0) +
    (isRoom && !VENUE.test(candidate.text) && previous !== 'at' ? -0.2 : 0) +
    (/^dr\.?\s/i.test(candidate.text) ? -0.6 : 0) +
    (candidate.isMarked ? 0.6 : 0) +
    (isOwn ? 0.4 : 0) +
    (isTicket ? 0.4 : 0) +
    (/\svs?\.?\s/i.test(candidate.text) ? 0.3 : 0)
  );
}

import { normaliseText } from '../../evidence/normalise-text';
import { stemOf } from '../talk/sentences';

/** Words for one thing. A field that is described by one of them is spoken of in any of them. */
const GROUPS = `
person people guest adult traveler traveller passenger party group rider attendee diner occupant us member travelling traveling شخص اشخاص log logon
bed bedroom bhk br बेडरूम غرفه غرف ghoraf ghorfa odtein oda odet noum कमरा कमरे kamra kamre
bath bathroom restroom حمام
ticket
seat
room
day night
week
hour
star rating rated rate stars
city town place area location neighborhood neighbourhood region district suburb where locality المنطقه منطقه مدينه इलाका
date day when
time hour oclock clock
price cost fare rent budget amount money fee charge spend expense dollar ميزانيه ميزانيتي ميزانيتك الميزانيه बजट
cheap inexpensive
movie film show picture
song track music tune
car vehicle automobile auto truck
apartment property house home flat unit condo residence villa شقه فيلا sha2a
hotel lodging accommodation inn motel hostel stay
restaurant eatery diner bistro
laundry washer dryer washing laundromat
pet dog cat animal puppy kitten
wifi internet wireless wlan
garage
parking park
kid child children toddler son daughter
smoking smoke smoker cigarette
visit viewing tour
pickup collect
dropoff drop return
insurance insure insured coverage cover covered
luggage baggage bag suitcase
share shared sharing pool carpool
doctor physician practitioner
dentist dental
stylist hairdresser salon barber
therapist counselor psychologist psychiatrist
alcohol drink wine beer liquor bar
outdoor outside patio terrace outdoors
furnished furniture
refund refundable money-back
nonstop direct
airline carrier
cuisine food eat dish meal cooking
genre kind
event concert game play
theater theatre cinema
director directed
actor actress starring star cast
artist singer band musician performer
song_name album
recipient receiver payee
account
flight fly plane
train rail
bus coach
taxi cab ride uber lyft
mortgage loan finance financing financed
decide decision decision-maker decider signing sign-off sign قرار القرار फैसला
timeline soon timeframe start begin move متى كب
email mail
phone telephone mobile cell number
company firm business organisation organization employer
software tool system product solution crm platform
problem pain issue challenge trouble bother frustration complaint struggle difficulty
refund
breakfast
pool swimming
gym fitness
vegetarian vegan
subtitle caption
language
balance
class cabin
stop layover
kitchen
elevator lift
balcony
owner ownership homeowner homeownership
agent realtor broker
preapproved preapproval preapprove prequalified prequalification
accident crash collision
square sq sqft
foot feet ft sqft
`;

const CONCEPT = new Map<string, Set<number>>();
GROUPS.trim()
  .split('\n')
  .forEach((line, index) => {
    for (const word of line.split(' ')) {
      const stem = stemOf(normaliseText(word));
      CONCEPT.set(stem, (CONCEPT.get(stem) ?? new Set()).add(index));
    }
  });

/** True for two stems that stand for the same thing. */
export function sameThing(a: string, b: string): boolean {
  if (a === b) return true;
  const [ofA, ofB] = [CONCEPT.get(a), CONCEPT.get(b)];
  if (ofA && ofB) return [...ofA].some((concept) => ofB.has(concept));
  // "depart", "departing", "departure"
  return a.length > 4 && b.length > 4 && (a.startsWith(b.slice(0, -1)) || b.startsWith(a.slice(0, -1)));
}

/** Nouns that are counted: a number before one of them is of it and of nothing else. */
const COUNTED = new Set(
  'person people guest adult traveler traveller passenger us bed bedroom bhk br bath bathroom ticket seat room day night week month year hour minute star child kid mile block bag suitcase car stop employee user table غرفه غرف ghoraf कमरे'
    .split(' ')
    .map((word) => stemOf(normaliseText(word))),
);

export function isCounted(stem: string): boolean {
  return COUNTED.has(stem);
}

const TIME_UNITS = new Set(['minute', 'hour', 'day', 'night', 'week', 'month', 'year']);

export function isTimeUnit(stem: string): boolean {
  return TIME_UNITS.has(stem);
}

/** Words too wide, or with too many other meanings, to stand for one of a list: a "place to stay" is no hotel yet. */
const WIDE = new Set(
  'person people us member day night week hour star rating city town place area location where when time date price cost fare budget amount money charge apartment property house home flat unit hotel stay show picture play game event kind class drop return pick collect share start begin move cell need account direct director cast star food eat dish meal drink bar coach company system solution platform product tool stop lift park parking pool room seat ticket number'
    .split(' ')
    .map(stemOf),
);

/** Other words for a thing that is one of a list. */
export function otherWordsFor(word: string): string[] {
  const own = stemOf(word);
  if (WIDE.has(own)) return [];
  const concepts = CONCEPT.get(own) ?? new Set<number>();
  return [...CONCEPT]
    .filter(([stem, of]) => stem !== own && !WIDE.has(stem) && [...of].some((concept) => concepts.has(concept)))
    .map(([stem]) => stem);
}

/** Tickets, seats and people are one for another where nothing else fits. */
const ALIKE = new Set(
  'ticket seat person people passenger guest traveler adult traveller us party group rider'.split(' ').map(stemOf),
);

export function isAlike(a: string, b: string): boolean {
  return ALIKE.has(a) && ALIKE.has(b);
}

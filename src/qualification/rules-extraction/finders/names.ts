import { detectLanguage } from '../../../conversations/languages/detect-language';
import { type Candidate, matched } from './candidate';
import { isKnownPlace, KNOWN_PLACE } from './places';

/** Capitalised for other reasons than being a name. */
const ORDINARY = new Set(
  `i i'm i'd i'll i've ok okay yup yea ya mainly mostly roughly about usually honestly actually yes yeah yep no nope sure hi hello hey thanks thank please great good nice perfect awesome excellent wonderful fantastic cool alright right correct exactly absolutely well so and but or also then now actually sorry maybe can could would will shall should might must do does did is are was were what when where which who how why the a an this that these those there here it its it's in on at for from to with by of my your our their his her we you they he she me us let let's find book show give tell get make play add set put send buy rent look looking search search check confirm confirming want need like just only any some all both each every not never nothing something anything everything one two three four five six seven eight nine ten if as about after before until during while because since than too very really yes, today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december mr mrs ms am pm usd aed sar inr egp eur gbp ai id sms tv wifi suv gps pos crm ceo cfo cto coo vp hr it faq pdf api asap btw fyi rsvp dj atm vs welcome goodbye bye have has had done may reserve reserved going go i'm another other more most many much few several last next first second third anywhere somewhere everywhere anyone someone something whatever either neither instead unfortunately fine lovely interesting looks sounds seems cheap economy business note how's what's where's who's when's that's there's here's he's she's they're we're you're don't doesn't didn't can't won't isn't aren't wasn't yours mine none nah hmm um uh oh ah wow dear sir madam ma'am leaving departing going starting coming flying traveling travelling staying arriving returning depart arrive return leave visit see watch listen hear order call text email plan schedule cancel change keep take try consider considered considering recommend suggest maybe perhaps probably definitely certainly of course tickets ticket seats seat people rooms room nights night days day hotel hotels restaurant restaurants flight flights bus buses train trains movie movies song songs apartment apartments house houses event events car cars doctor doctors table tables party parties reservation reservations booking bookings appointment dinner lunch breakfast brunch family group early late mid travel alrighty again congrats congratulations confirmed confirming booking booked making playing proceeding reserving scheduling scheduled live super later checking alas apologies sounds works currently category there games game match matches sports concerts concert music check-in check-out checkin checkout pick-up pickup drop-off dropoff`
    .split(/\s+/)
    .filter(Boolean),
);

const CAPITAL = String.raw`(?:\p{Lu}[\p{L}\p{M}\p{N}]*(?:(?:['’&/-]|\.(?!\p{Lu}\p{Ll}))[\p{L}\p{M}\p{N}]+)*(?:(?<=\b(?:Dr|St|Mt|Ft|Mr|Mrs|Ms|Jr|Sr|\p{Lu}))\.)?)`;
const PART = String.raw`(?:${CAPITAL}|\d{1,4}(?:\p{Lu}\p{L}+)?(?=\s+\p{Lu})|&)`;
const JOINT = String.raw`(?:of the|of a|of|and the|and|a|&|de la|de|del|du|la|le|el|al|the|for|in the|on the|on|to the|vs\.?|v\.?|von|van|bin|with)`;
const SEQUENCE = new RegExp(
  String.raw`(?:[Tt]he\s+)?${PART}(?:[ ]+(?:${JOINT}[ ]+)?${PART})*(?:[ ]+\d{1,3}(?![\d:.,]|\s*(?:[ap]\.?m|people|ticket|star|bed|room|night|day|%|o'clock)))?(?:,\s[A-Z]{2}(?![\p{L}]))?(?:\s[-–]\s(?:(?:A|An|By)\s)?${CAPITAL}(?:[ ]+(?:${JOINT}[ ]+)?${PART})+)?`,
  'gu',
);
/** Small letters that belong to a name before them: "Village barber shop". */
const TRADE =
  /^(?:\s+(?:barber|hair|beauty|nail))*\s+(?:shop|barbershop|barbers|salon|spa|studio)(?![\p{L}])|^\s+(?:station|airport|apartments?|apartment homes|townhomes|condominiums)(?![\p{L}])/u;
/** Degrees and forms of companies after a name. */
const SUFFIX = /^(?:,? (?:M\.?D|D\.?O|D\.?D\.?S|D\.?M\.?D|Ph\.?D|MPH|FACS|Jr|Sr|Inc|LLC|Ltd)\b\.?)+/u;
const QUOTED = /["“”«]([^"“”«»]{2,60})["“”»]/gu;
const AFTER_JOINT = new RegExp(String.raw`^(.+?)\s+(?:${JOINT})\s+(.+)$`, 'u');

/** Names, known places and what stands in quotation marks. */
export function namesIn(text: string): Candidate[] {
  const quoted = matched('NAME', text, QUOTED, 1).map((found) => ({ ...found, isMarked: true }));
  const sequences = matched('NAME', text, SEQUENCE)
    .flatMap((found) => peeled(found, text))
    .map((found) => withTrade(found, text));
  const places = matched('NAME', text, KNOWN_PLACE);
  // "castro Valley" is the whole of it; "Hotel Dubai Creek" is more than the place in it.
  const whole = sequences.filter((one) => !places.some((place) => isPartOf(one, place)));
  const apart = places.filter((place) => whole.every((other) => place.end <= other.start || place.start >= other.end));
  return [...quoted, ...calledIn(text), ...subjectsIn(text), ...placedIn(text), ...whole, ...apart];
}

function isPartOf(one: Candidate, other: Candidate): boolean {
  return other.start <= one.start && one.end <= other.end && other.end - other.start > one.end - one.start;
}

function withTrade(found: Candidate, text: string): Candidate {
  if (isKnownPlace(found.text)) return found;
  const after = text.slice(found.end);
  const [tail = ''] = TRADE.exec(after) ?? SUFFIX.exec(after) ?? [];
  // The last point is of the sentence, unless the letters before have theirs.
  const own = /(?<!\.\p{L})\.$/u.test(tail) && !/\b(?:Jr|Sr|Inc|Ltd)\.$/.test(tail) ? tail.slice(0, -1) : tail;
  return { ...found, text: `${found.text}${own}`, end: found.end + own.length };
}

const CALLED = /\b(?:called|named|titled|name it|call it|label it)\s+([^.,;!?"“”\n]{2,40})/giu;
const AFTER_CALLED =
  /\s+(?:(?:in|at|on)\s.*|(?:for|with|and|please|is|it|which|that|located|would|by|from|to)(?:\s+(?=[\p{Ll}\d]).*|$)|(?:next|this|tomorrow|today|tonight)(?:\s.*|$))/u;

/** "Call it Piano lesson": as far as the name goes, whatever its letters. */
function calledIn(text: string): Candidate[] {
  return matched('NAME', text, CALLED, 1)
    .map((found) => ({ ...found, text: found.text.replace(AFTER_CALLED, '').trim() }))
    .filter(({ text: said }) => said.length > 1 && /^[\p{Lu}\d]/u.test(said) && !isOrdinary(said, ''))
    .map((found) => ({ ...found, end: found.start + found.text.length, isMarked: true }));
}

const WORDS = String.raw`\p{Lu}[\p{L}'’&-]*(?: \p{Lu}[\p{L}'’&-]*)*`;
const SUBJECT = new RegExp(
  String.raw`(?:^|[.!?:]\s+)((?:The )?${WORDS} at (?:the )?${WORDS})(?= (?:has|have|offers|comes|features|rents|goes for|is an?)\b)`,
  'gu',
);

const PRACTICE = new RegExp(String.raw`${WORDS}: ${WORDS} (?:MD|DO|DDS|DMD)(?!\p{L})`, 'gu');

/** "Arbors at Mountain View has one bedroom": as the subject of a sentence it is one name, and so is a practice with its doctor. */
function subjectsIn(text: string): Candidate[] {
  return [...matched('NAME', text, SUBJECT, 1), ...matched('NAME', text, PRACTICE)].map((found) => ({
    ...found,
    isMarked: true,
  }));
}

const STOP_AR =
  /^(?:ان|إن|شاء|الله|مع|من|على|عن|و|أو|او|بس|حوالي|تقريبا|هذا|هذه|خلال|السنة|الشهر|أقرب|اقرب|أسرع|وقت|الحقيقة|البداية|نفس|كل|لو|سمحت|ميزانية|أي|اي)$/u;
const ARABIC_PLACE =
  /(?<!\p{L})(?:في|قرب|بمنطقة|منطقة|بمدينة|مدينة)\s+((?:(?:مدينة|منطقة|حي)\s+)?[\p{Script=Arabic}]+(?:\s+[\p{Script=Arabic}]+)?)/gu;
const HINDI_PLACE = /(?<![\p{L}\p{M}])([\p{Script=Devanagari}\p{M}]+)\s+(?:में|के पास|मे)(?![\p{L}\p{M}])/gu;
const LATIN_HINDI_PLACE = /(?<![\p{L}])(\p{L}{3,})\s+(?:mein|mai|me|ke paas)(?!\p{L})/giu;
const ARABIZI_PLACE = /(?<![\p{L}])(?:fi|fe|fel|fil|f)\s+(?:el\s+)?([\p{L}\d]{3,})/giu;
const NO_PLACE =
  /^(?:is|isi|ek|do|agle|मेरे|इस|इसी|एक|अगले|बाद|आप|महीने|साल|mahine|saal|hafte|hindi|english|baad|budget|let|tell|give|show|call|help|send|for|with|and|can|get|wait|excuse|sha2a|villa|shahr|sana|el)$/iu;

/** Where something is, in the grammar of Arabic and Hindi, and both in Latin letters. */
function placedIn(text: string): Candidate[] {
  const arabic = matched('NAME', text, ARABIC_PLACE, 1).map((found) => ({ ...found, text: withoutStop(found.text) }));
  const { language } = detectLanguage(text);
  const others = [
    ...matched('NAME', text, HINDI_PLACE, 1),
    ...(language === 'hi-Latn' ? matched('NAME', text, LATIN_HINDI_PLACE, 1) : []),
    ...(language === 'ar-Latn' ? matched('NAME', text, ARABIZI_PLACE, 1) : []),
  ];
  return [...arabic, ...others]
    .filter((found) => found.text !== '' && !NO_PLACE.test(found.text))
    .map((found) => ({ ...found, end: found.start + found.text.length, isPlace: true }));
}

function withoutStop(said: string): string {
  const words = said.split(/\s+/);
  const stop = words.findIndex((word) => STOP_AR.test(word));
  return (stop === -1 ? words : words.slice(0, stop)).join(' ');
}

/** Ordinary words fall off both ends: "Is Mario", "Perfect, Lena Harlow". Two places joined by "and" are two, and so are "the Grand and the Gable". */
function peeled(found: Candidate, text: string): Candidate[] {
  const parts = splitPlaces(withoutCarrier(found, text));
  return parts.flatMap((part) => {
    let { start, text: said } = part;
    for (;;) {
      const [, first = '', gap = ''] = /^(\S+)(\s*)/u.exec(said) ?? [];
      const isBegun = /^the$/i.test(first)
        ? startsSentence(text, start) || said.length === 3
        : isOrdinary(first, said) &&
          (startsSentence(text, start) ? !isSubjectName(first, said, text.slice(part.end)) : !isInName(first, said));
      if (first === '' || !isBegun) break;
      start += first.length + gap.length;
      said = said.slice(first.length + gap.length);
    }
    said = said
      .replace(/(?:\s+(?:and|&|the|of|in|on|for|with|vs))+$/u, '')
      .replace(/(?<!\b(?:\p{L}|Dr|St|Jr|Sr))\.$/u, '');
    for (
      let last = lastWord(said);
      last !== '' &&
      said !== last &&
      !/^ by \p{Lu}/u.test(text.slice(part.end)) &&
      !NOUNS.test(last) &&
      !/,\s[A-Z]{2}$/.test(said) &&
      isOrdinary(last, '');
      last = lastWord(said)
    )
      said = said
        .slice(0, -last.length)
        .trimEnd()
        .replace(/\s+(?:and|of|in|on|for|with)$/u, '');
    return said.length > 1 && !isOnlyBeginning(said, text, start) && /\p{Lu}/u.test(said) && !isOrdinary(said, '')
      ? [{ ...part, text: said, start, end: start + said.length }]
      : [];
  });
}

const BEFORE_DAY =
  /^(.+?)\s(?:on|for)\s(?:the\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Tomorrow|Today)\b/u;

/** "Bloody Mary on the Lady Gaga album", "Linden Apartments on March 9th": the name ends before what it is on. */
function withoutCarrier(found: Candidate, text: string): Candidate {
  const [, carried] = /^(.+?)\s(?:on|from|in)\s(?:the\s)?\p{Lu}/u.exec(found.text) ?? [];
  const isOn = /^ (?:album|speakers?|device|tv|television|playlist|channel|station|app|line)\b/iu.test(
    text.slice(found.end),
  );
  const name = (isOn ? carried : undefined) ?? BEFORE_DAY.exec(found.text)?.[1];
  return name === undefined ? found : { ...found, text: name, end: found.start + name.length };
}

/** "Great Clips is a nice salon": what a sentence goes on to speak of is a name, praise though it begins with. */
function isSubjectName(first: string, said: string, after: string): boolean {
  return (
    /^(?:great|nice|good|best|super|perfect|first)$/i.test(first) &&
    /^\S+\s+\p{Lu}/u.test(said) &&
    /^ (?:is|has|offers)\b/.test(after)
  );
}

/** Within a sentence a capital before another is part of the name: "a place called Great Clips Corner". */
function isInName(first: string, said: string): boolean {
  return (
    !/^(?:i|i['’]\p{L}+|mr|mrs|ms|am|pm|ok|okay|yes|no)\.?$/iu.test(first) &&
    /^\S+\s+(?:(?:the|a|of)\s+)?\p{Lu}/u.test(said)
  );
}

/** One capital at the beginning of a sentence that goes on in small letters is nothing but its beginning. */
function isOnlyBeginning(said: string, text: string, start: number): boolean {
  if (/\s/.test(said) || isKnownPlace(said) || !startsSentence(text, start)) return false;
  return /^\s+(?!(?:is|was|sounds|would|will|works|looks|seems|please|and|or|in|on|at|for|to|then|it|should|has|from|right|if|does|makes|decides)\b)\p{Ll}/u.test(
    text.slice(start + said.length),
  );
}

/** Ordinary at the beginning, and the end of many a name: "Grand Marais Hotel". */
const NOUNS =
  /^(?:hotel|apartment|restaurant|house|houses|day|days|night|nights|room|rooms|seat|song|songs|car|cars|train|bus|flight|hotels|apartments|event|events|way|first|last|one|two|three|four|five|six|seven|eight|nine|ten|home|right|all|me|you|us|her|him|now|again|more|after|before|love|go|up|down|in|on|off|out|it|cheap|fine|sun|time)$/i;

function lastWord(said: string): string {
  return /\S+$/u.exec(said)?.[0] ?? '';
}

function isOrdinary(word: string, within: string): boolean {
  const plain = word.toLowerCase().replaceAll('’', "'").replace(/[.,]$/, '');
  if (!ORDINARY.has(plain)) return false;
  // "May Street", "Second Avenue", "Two Left Shoes" and "Night Ferry" are names: a capital follows within the same name.
  return !(
    within !== '' &&
    /^(?:two|three|four|five|seven|second|first|third|last|night|may|one|good|great|nice|wonderful|perfect|business|every|all|cool|right|house|hotel|car|day|days|room|seven|six|ten|never|nothing|something|everything|another|most|welcome|before|after|until|while|about|with|into|her|his|my|our|table|party|family|group|early|late|breakfast|dinner|travel)$/.test(
      plain,
    ) &&
    /^\S+\s+\p{Lu}/u.test(within) &&
    !/^(?:good|great|nice|wonderful|perfect|cool|right|welcome|another|about|after|before|while|until|all|every|my|her|his|our)$/.test(
      plain,
    )
  );
}

function startsSentence(text: string, at: number): boolean {
  return /(?:^|[.!?:]\s*)$/u.test(text.slice(0, at));
}

function splitPlaces(found: Candidate): Candidate[] {
  const [, one = '', other = ''] = AFTER_JOINT.exec(found.text) ?? [];
  const isTwo =
    isKnownPlace(one) ||
    (isKnownPlace(other) && !/\sof$/u.test(found.text.slice(0, -other.length).trimEnd())) ||
    /^the\s\p{Lu}.*\sand the\s\p{Lu}/u.test(found.text) ||
    (/\s(?:with|on|in|to|for)\s/u.test(found.text) && one !== '' && /\s(?:with|for)\s\p{Lu}/u.test(found.text));
  if (one === '' || !isTwo || isKnownPlace(found.text)) return [found];
  const at = found.text.length - other.length;
  return [
    { ...found, text: one, end: found.start + one.length },
    ...splitPlaces({ ...found, text: other, start: found.start + at }),
  ];
}

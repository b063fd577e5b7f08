import { normaliseText } from '../../evidence/normalise-text';
import type { FieldProfile } from './field-profile';

/** Fields of sales conversations that people speak of in sentences rather than values. */
export type Sense = 'DECISION' | 'TIMELINE' | 'URGENCY' | 'PROBLEM' | 'INTEREST';

const SENSES: readonly (readonly [Sense, RegExp])[] = [
  [
    'DECISION',
    /\bdecision[ _-]?(?:maker|making|authority)\b|\b(?:makes?|making) (?:the )?(?:\w+ )?decisions?\b|\bsays they decide\b|\bauthority to (?:buy|decide|purchase)\b/,
  ],
  [
    'TIMELINE',
    /\btime ?(?:line|frame)\b|\bhow soon\b|\bwhen (?:the )?(?:person|they|customer|lead|company|user|client) (?:wants?|plans?|intends?|needs?)\b|\bpurchase (?:date|window|horizon)\b/,
  ],
  ['URGENCY', /\burgen(?:cy|t)\b|\bhow pressing\b/],
  ['PROBLEM', /\b(?:pain|problems?|issue|challenges?|complaint|frustrations?)\b/],
  ['INTEREST', /\binterested in\b|\bservice[ _]interest\b|\bproduct interest\b/],
];

export function senseOf({ field, kind }: FieldProfile): Sense | undefined {
  const words = `${field.name.replaceAll('_', ' ')} ${field.description}`.toLowerCase();
  const sense = SENSES.find(([, pattern]) => pattern.test(words))?.[0];
  if (sense === 'DECISION') return kind === 'BOOLEAN' ? sense : undefined;
  if (sense === 'TIMELINE' || sense === 'URGENCY') return kind === 'CHOICE' ? sense : undefined;
  return kind === 'TEXT' ? sense : undefined;
}

/** What a question has to hold for a whole answer to be of these senses: words a field shares with others are not enough. */
const ASKED_BY: Partial<Record<Sense, RegExp>> = {
  PROBLEM:
    /\b(?:problem|pain|issue|challeng|troubl|bother|frustrat|complain|struggl|difficult|annoy|headache|concern|dislike)\p{L}*|مشكل|مشاكل|يزعج|समस्या|परेशानी|दिक्कत/iu,
  INTEREST:
    /\binterest(?:s|ed)?\b|\blook(?:ing)? for\b|\bin mind\b|\b(?:what|which)\b.*\b(?:services?|products?|solutions?)\b/iu,
};

/** False for a question in which a field of this sense is not what is asked for. */
export function isAskedBy(sense: Sense | undefined, question: string): boolean {
  return sense === undefined || ASKED_BY[sense]?.test(question) !== false;
}

export interface SensedFact {
  /** As the canonical words of the sense: `true`, `within_month`, `high`. */
  readonly value: string;
  /** The words it was told by. */
  readonly quote: string;
}

type Reading = readonly (readonly [string, RegExp])[];

const OTHERS_EN =
  '(?:wife|husband|spouse|partner|boss|manager|father|mother|dad|mom|parents|family|brother|son|board|cfo|ceo|cto|coo|director|committee|boyfriend|girlfriend|team|owner|company|headquarters|accountant|lawyer|procurement|finance|management|head office|investors?|partners?)';

/** Somebody else decides; asked first, since "I decide nothing without my wife" has both. */
const DECISION: Reading = [
  [
    'true',
    new RegExp(
      String.raw`\bmy ${OTHERS_EN} and (?:i|me|myself)\b|\b${OTHERS_EN} and i\b|\bwe (?:both )?(?:decide|make the decision|choose)\b|\btogether with my\b|\bboth of us (?:decide|together)\b`,
      'u',
    ),
  ],
  [
    'false',
    new RegExp(
      String.raw`\b(?:ask|check with|talk to|speak (?:to|with)|discuss (?:it |this )?with|consult|run it by|need approval from|get approval from|approval of)\b(?: \p{L}+){0,3} (?:my|our|the|his|her) ${OTHERS_EN}\b|\b(?:ask|consult|check with) (?:my|our|the) ${OTHERS_EN}\b|\b(?:my|our|the|his|her) (?:\p{L}+ )?${OTHERS_EN}(?:'s)? (?:will |would |has to |have to |needs? to |must |does |is the one who )?(?:the one who )?(?:decides?|makes? (?:the|that|all|those)|approves?|signs?|has (?:the )?final|have (?:the )?final|handles?|call)\b|\b(?:not (?:me|my decision|up to me|my call)|i (?:do not|don't|can't|cannot) (?:decide|make (?:the|that) (?:decision|call)|sign)|somebody else|someone else (?:decides|makes)|above my pay|not the (?:one|decision|person))\b|\bup to my ${OTHERS_EN}\b`,
      'u',
    ),
  ],
  [
    'false',
    /(?:لازم|يجب|بسال|راح اسال|سوف اسال|اشاور|استشير|اخذ راي|ارجع ل).{0,12}(?:زوج|مرات|مدير|ابو|ابي|امي|الاهل|اهلي|شريك|والد|عائلت|ماما|بابا)|(?:زوج\p{L}*|مدير\p{L}*|ابي|والدي|شريكي) (?:هو |هي )?(?:يقرر|تقرر|صاحب|صاحبه|اللي يقرر)|القرار (?:مش|مو|ليس) (?:ل|عند|بيد)/u,
  ],
  [
    'false',
    /(?:lazem|lazim|lazm|bas) as2al|as2al (?:marati|mrati|zogi|gozi|zawji|baba|mama|el modir|modiri|ahli)|(?:marati|zogi|gozi|zawji|modiri) (?:el |elly |howa |heya )?(?:be?y|te?)?(?:2arrar|qarar|karar)/u,
  ],
  [
    'false',
    /(?:wife|husband|pati|patni|papa|mummy|family|ghar wal\p{L}*|boss|bhai|sir) se (?:puch\p{L}*|pooch\p{L}*|baat|discuss)|(?:पत्नी|पति|पापा|पिता|माँ|मां|परिवार|बॉस|घर वाल\p{L}*|भाई|वाइफ)\p{M}* ?(?:से|को) (?:पूछ|बात)|(?:papa|wife|husband|boss) (?:hi )?(?:decide|faisla) kar/u,
  ],
  [
    'true',
    /\b(?:i(?:'m| am)? (?:the )?(?:one who )?(?:decide|make (?:the|all|those|that) (?:decisions?|calls?)|sign|am the (?:owner|decision|one|boss)|own (?:it|the))|i(?:'m| am) the (?:decision maker|owner|founder|ceo|one (?:deciding|signing)|boss)|it(?:'s| is) (?:my (?:decision|call|choice)|up to me|just me|only me|me)|my own decision|(?:completely|entirely|all) (?:my decision|up to me|me)|i (?:alone )?decide|i have the (?:final|last)|myself)\b|^(?:i do(?! not)|me|i am(?! not)|just me|only me|myself|that's me|that would be me|i would(?! rather| not| prefer| like))\b/u,
  ],
  [
    'true',
    /(?:انا|القرار) (?:صاحب|صاحبه|لي|عندي|بيدي|اقرر|اللي (?:اقرر|بقرر))|انا (?:وزوج\p{L}*|وحدي)|القرار قراري|^(?:انا|لي)$|ana (?:el |elly |sa7eb |saheb )?(?:ba2arrar|2arar|el qarar|el karar|beyadi)/u,
  ],
  [
    'true',
    /(?:main|mai|hum|मैं|हम) (?:hi |khud |ही |खुद )?(?:decide|faisla|लूं?गा|करूँगा|करूंगा|करूँगी|करूंगी|फैसला|karunga|karungi|lunga|lungi|karenge|करेंगे)|(?:mera|मेरा) (?:hi |ही )?(?:decision|faisla|फैसला)/u,
  ],
];

const TIMELINE: Reading = [
  [
    'none',
    /\b(?:no plans?|not (?:planning|looking) to (?:buy|decide|purchase)|never|not buying|just (?:browsing|looking|curious))\b/u,
  ],
  [
    'immediate',
    /\b(?:immediately|right away|right now|straight away|as soon as possible|asap|at once|(?<!not )today|tomorrow|this week|within (?:a|the|one|1) week|in (?:a|the next few|a few|the coming) days?|the sooner the better|urgently|now|next week|within (?:days|two weeks|2 weeks)|in (?:a|two|2) weeks?)\b(?! (?:i|we) (?:am|are|use))/u,
  ],
  [
    'immediate',
    /فورا|حالا|(?<!\p{L})الان(?!\p{L})|باسرع وقت|اليوم|بكره|بكرا|هذا الاسبوع|على طول|في اقرب وقت|مستعجل(?!\p{L})(?<!غير مستعجل)(?<!مش مستعجل)|तुरंत|अभी(?! नहीं)|फ़?ौरन|आज|इसी हफ्ते|\b(?:delwa2ty|dlwaty|dilwa2ti|delwaty|7alan|halan|fawran|3ala tool|ala tool|hala2|halla2|bokra|bukra|el nahar ?da|turant|abhi(?! nahi)|jaldi se jaldi|aaj|is hafte)\b/u,
  ],
  [
    'within_month',
    /\b(?:this month|within (?:the|a|one|1|this|the next) months?|in (?:a|one|1|about a|the next) month|(?:by|at|before) the end of (?:the|this) month|(?:three|3|four|4|couple of|few) weeks|within weeks|next month|month or so|30 days)\b|خلال (?:هذا ال)?شهر(?!ي)|هذا الشهر|الشهر (?:هذا|القادم|الجاي|المقبل)|بعد شهر(?!ي)|اخر الشهر|इस(?:ी)? महीने|अगले महीने|एक महीने|\b(?:is mahine|isi mahine|agle mahine|ek mahine|el shahr da|el shahr el gai|khelal shahr|5elal shahr|ba3d shahr)\b/u,
  ],
  [
    'within_quarter',
    /\b(?:this quarter|next quarter|within (?:the |a |this |next )?quarter|(?:within|in|over)(?: the)?(?: next)?(?: about)? (?:two|three|2|3|couple of|few|2-3|two or three|2 to 3|two to three) months|(?:two|three|2|3|a couple of|a few) months(?: from now| time)?|end of (?:the|this|next) quarter|90 days|60 days)\b|خلال (?:شهرين|ثلاثه? (?:اشهر|شهور)|٣ (?:اشهر|شهور)|3 (?:اشهر|شهور))|بعد شهرين|شهرين|दो (?:तीन )?महीने|तीन महीने|\b(?:do (?:teen )?mahine|teen mahine|2-3 mahine|2 mahine|3 mahine|shahrein|3 shohoor|3 ashhor|talat shohoor)\b/u,
  ],
  [
    'within_year',
    /\b(?:this year|next year|within (?:the|a|one|1|this|the next) year|in (?:a|one|1|about a|the next) year|(?:by|before) (?:the )?(?:end of (?:the|this) year|year[- ]end)|(?:four|five|six|seven|eight|nine|ten|eleven|twelve|4|5|6|7|8|9|10|11|12|several)(?: to \p{L}+)? months|half a year|(?:in|by|next|this) (?:spring|summer|autumn|fall|winter)|12 months|later this year)\b|خلال (?:هذه ال)?سنه|هذه السنه|هالسنه|السنه (?:القادمه|الجايه|المقبله)|العام (?:القادم|المقبل)|بعد سنه|(?:سته|٦|6) (?:اشهر|شهور)|نهايه السنه|इस(?:ी)? साल|अगले साल|छह महीने|\b(?:is saal|agle saal|isi saal|ek saal|che mahine|6 mahine|ba3d sana|el sana (?:el )?(?:gaya|di|gayya|elgaya)|6 shohoor|sett shohoor)\b/u,
  ],
  [
    'later',
    /\b(?:later|not (?:now|yet|soon|any time soon|anytime soon|sure when)|in (?:two|three|2|3|a few|a couple of|several) years|(?:two|three|2|3|few) years|some ?day|no (?:rush|hurry)|not in a (?:rush|hurry)|down the (?:road|line)|in the future|long[- ]term)\b|لاحقا|بعدين|مش دلوقتي|ليس الان|مش مستعجل|غير مستعجل|बाद में|अभी नहीं|\b(?:baad mein|abhi nahi|mesh delwa2ty|ba3dein|b3den)\b/u,
  ],
];

const URGENCY: Reading = [
  [
    'low',
    /\b(?:no (?:rush|hurry)|not (?:\p{L}+ )?(?:urgent|in a (?:rush|hurry)|pressing)|take (?:our|my) time|whenever|just (?:browsing|looking)|low priority|can wait|not really)\b|غير مستعجل|(?:مش|مو|ما) مستعجل|على مهل|कोई जल्दी नहीं|जल्दी नहीं|\b(?:koi jaldi nahi|jaldi nahi|mesh mesta3gel|msh mesta3gel|mesh mosta3gel)\b/u,
  ],
  ['medium', /\b(?:somewhat (?:urgent|pressing)|fairly (?:soon|urgent)|moderately|medium|reasonably soon)\b/u],
  [
    'high',
    /\b(?:(?:very|really|quite|extremely|super|pretty|so|it's|is) urgent|urgent(?:ly)?|asap|as soon as possible|desperate(?:ly)?|immediately|right away|high priority|top priority|critical|can't wait|cannot wait|pressing|in a (?:hurry|rush)|emergency)\b|مستعجل|ضروري|عاجل|باسرع وقت|فورا|बहुत जल्दी|जल्दी (?:है|चाहिए)|तुरंत|\b(?:mesta3gel|mosta3gel|darori|bahut jaldi|jaldi hai|jaldi chahiye|turant|urgent hai)\b/u,
  ],
];

const READINGS: Partial<Record<Sense, Reading>> = { DECISION, TIMELINE, URGENCY };

/** What a sentence says in this sense; undefined when nothing. */
export function sensed(sense: Sense, sentence: string): SensedFact | undefined {
  const text = normaliseText(sentence);
  for (const [value, pattern] of READINGS[sense] ?? []) {
    if (pattern.test(text)) return { value, quote: sentence.trim() };
  }
  if (sense === 'PROBLEM') return problemIn(sentence);
  if (sense === 'INTEREST') return interestIn(sentence);
  return undefined;
}

const PROBLEM_FRAMES: readonly RegExp[] = [
  /\b(?:problem|issue|challenge|trouble|pain|frustration|complaint|headache)s?(?: \p{L}+){0,3} (?:is|are|was|has been)(?: that| just)? ([^.!?;]{4,120})/iu,
  /\b(?:we|i)(?:'re| are|'m| am)? (?:struggl(?:e|ing) with|suffer(?:ing)? from|(?:are |am )?tired of|fed up with|losing|lose|waste|wasting|spend(?:ing)? too much) ([^.!?;]{3,120})/iu,
  /\b((?:it|this|that|everything|the \p{L}+|our \p{L}+|my \p{L}+)(?: \p{L}+)?(?:'s| is| are| keeps?| was)(?: \p{L}+){0,2} (?:too )?(?:slow|broken|expensive|manual|confusing|unreliable|crashing|wrong|missing|outdated|messy|small|noisy|late|difficult|hard|complicated|limited|buggy|leaking)[^.!?;]{0,80})/iu,
  /\b((?:it|they|the \p{L}+|my \p{L}+)(?: has| have)? (?:never (?:arrived|came|worked)|arrived (?:broken|damaged|late)|(?:does not|doesn't|do not|don't|did not|didn't|stopped|won't) work\p{L}*|broke\b|crash\p{L}*|fail\p{L}*|leak\p{L}*)[^.!?;]{0,60})/iu,
];

function problemIn(sentence: string): SensedFact | undefined {
  const found = PROBLEM_FRAMES.map((frame) => frame.exec(sentence)?.[1]?.trim()).find(Boolean);
  return found === undefined ? undefined : { value: found, quote: found };
}

const INTEREST_FRAMES: readonly RegExp[] = [
  /\b(?:looking for|interested in|searching for|in the market for|want(?: to (?:buy|rent|get|see|order|purchase))?|need|would like(?: to (?:buy|rent|get|see|order))?|like to (?:buy|rent|learn about|know about|hear about)|(?:know|learn|hear|ask(?:ing)?) about)(?: for)?(?: an?| the| some| your)? (?!(?:to|you|it|that|this|them|more (?:time|info)|help|somebody|someone|no|nothing|time)\b)([\p{L}\p{N}][^.,;!?\n]{2,70})/iu,
  /(?:أبحث عن|ابحث عن|أريد|اريد|أرغب في|ابغى|أبغى|ابي|أبي|محتاج|محتاجة|عايز|عايزة|عاوز|بدي|مهتم ب|مهتمة ب)\s+([\p{Script=Arabic}]+(?:\s+[\p{Script=Arabic}]+){0,2})/u,
  /([\p{Script=Devanagari}\p{M}]+(?:\s+[\p{Script=Devanagari}\p{M}]+)?)\s+(?:चाहिए|खरीदना|लेना)/u,
  /(?:3ayez|3ayz|3ayza|3awez|3awz|ayez|ayza|abi|abgha|biddi|baddi|m7tag|me7tag)\s+([\p{L}\d]+)/iu,
  /(\p{L}[\p{L}\d]*)\s+(?:chahiye|chahie|lena hai|kharidna)/iu,
];
const INTEREST_ENDS =
  /\s+(?:in|near|for|with|within|by|before|because|so|that|which|and|but|at|around|under|from|on|as|if|please|to|maybe|now|soon|ideally|preferably|في|من|ب\S+|مع|حوالي)(?=\s|$)/iu;

function interestIn(sentence: string): SensedFact | undefined {
  const found = INTEREST_FRAMES.map((frame) => frame.exec(sentence)?.[1]).find(Boolean);
  const value = found?.split(INTEREST_ENDS)[0]?.trim();
  return value ? { value, quote: value } : undefined;
}

/** The field's own word for a canonical one; undefined when it has none. */
export function ownWord({ choices, isClosed }: FieldProfile, value: string): string | undefined {
  if (!isClosed) return value;
  const wanted = plainly(value);
  return (
    choices.find((choice) => plainly(choice) === wanted) ??
    choices.find((choice) => (NEAR[wanted] ?? []).includes(plainly(choice)))
  );
}

function plainly(value: string): string {
  return normaliseText(value).replace(/[\s_-]+/g, ' ');
}

const NEAR: Readonly<Record<string, readonly string[]>> = {
  true: ['yes', 'y'],
  false: ['no', 'n'],
  immediate: ['immediately', 'now', 'asap', 'this week', 'within week', 'right away'],
  'within month': ['this month', 'one month', '1 month', 'within a month', 'month', 'within 30 days'],
  'within quarter': [
    'this quarter',
    'three months',
    '3 months',
    '1 3 months',
    'within three months',
    'quarter',
    'next quarter',
  ],
  'within year': ['this year', 'next year', 'within a year', 'year', '3 12 months', '6 12 months'],
  later: ['none', 'not now', 'no timeline', 'over a year'],
  none: ['later', 'no timeline', 'not now'],
  high: ['urgent', 'very urgent'],
  medium: ['moderate', 'normal'],
  low: ['not urgent', 'none'],
};

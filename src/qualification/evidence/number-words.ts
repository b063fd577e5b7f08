import { normaliseText } from './normalise-text';

/** One number per word, counting up from `first` by `step`; `x|y` are two spellings of one. */
function counted(words: string, first = 0, step = 1): [string, number][] {
  return words
    .split(' ')
    .flatMap((spellings, i) =>
      spellings.split('|').map((word): [string, number] => [normaliseText(word), first + i * step]),
    );
}

const ENGLISH = [
  ...counted(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  ),
  ...counted('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10),
];

const ARABIC_HUNDREDS = 'ثلاث|تلات أربع خمس ست سبع ثمان|ثماني|تمن تسع'
  .split(' ')
  .map((stems) => stems.split('|').flatMap((stem) => ['مئة', 'مائة', 'مية', 'ماية'].map((hundred) => stem + hundred)))
  .map((spellings) => spellings.join('|'));

const ARABIC = [
  ...counted(
    'صفر واحد|واحدة اثنين|اثنان|اثنتين|اثنا|اثني ثلاثة|ثلاث أربعة|أربع خمسة|خمس ستة|ست سبعة|سبع ثمانية|ثماني|ثمان تسعة|تسع عشرة|عشر',
  ),
  ...counted(
    'عشرين|عشرون ثلاثين|ثلاثون أربعين|أربعون خمسين|خمسون ستين|ستون سبعين|سبعون ثمانين|ثمانون تسعين|تسعون',
    20,
    10,
  ),
  ...counted('مئتين|مئتان|مائتين|مائتان|ميتين', 200),
  ...counted(ARABIC_HUNDREDS.join(' '), 300, 100),
];

/** Without `once`, eleven, which is an everyday word of English. */
const SPANISH = [
  ...counted('cero uno dos tres cuatro cinco seis siete ocho nueve diez'),
  ...counted('doce trece catorce quince dieciséis|dieciseis diecisiete dieciocho diecinueve veinte', 12),
  ...counted('veintiuno|veintiún|veintiun veintidós|veintidos veintitrés|veintitres veinticuatro veinticinco', 21),
  ...counted('veintiséis|veintiseis veintisiete veintiocho veintinueve', 26),
  ...counted('treinta cuarenta cincuenta sesenta setenta ochenta noventa cien|ciento', 30, 10),
  ...counted('doscientos|doscientas trescientos|trescientas cuatrocientos|cuatrocientas', 200, 100),
  ...counted('quinientos|quinientas seiscientos|seiscientas setecientos|setecientas', 500, 100),
  ...counted('ochocientos|ochocientas novecientos|novecientas', 800, 100),
];

/** Every number below a hundred is a word of its own (CLDR, spellout of `hi`), and there are 1 1/2 and 2 1/2. */
const HINDI = [
  ...counted('एक दो तीन चार पाँच|पांच छह|छः|छे सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह|पन्द्रह सोलह सत्रह अठारह उन्नीस बीस', 1),
  ...counted('इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस', 21),
  ...counted('इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस', 31),
  ...counted('इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास', 41),
  ...counted('इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ', 51),
  ...counted('इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर', 61),
  ...counted('इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी अस्सी', 71),
  ...counted('इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे', 81),
  ...counted('इक्यानवे बानवे तिरानवे चौरानवे पंचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे', 91),
  ...counted('डेढ़ ढाई', 1.5),
];

/** Words, as `normaliseText` leaves them, that stand for numbers below a thousand. */
export const SMALL_NUMBERS: ReadonlyMap<string, number> = new Map([...ENGLISH, ...ARABIC, ...SPANISH, ...HINDI]);

/** Hindi in Latin letters: some are words of English too ("do"), so they count only before an Indian multiplier. */
export const LATIN_HINDI: ReadonlyMap<string, number> = new Map([
  ...counted('ek do teen|tin char|chaar paanch|panch|paach chhe|chhah|che saat|sat aath|ath nau das|dus', 1),
  ...counted('gyarah barah|bara terah chaudah pandrah|pandra solah satrah atharah unnis bees|bis', 11),
  ...counted('pachees|pachis|pacchis tees|tis paintis chalis|chaalis paintalis pachas|pachaas', 25, 5),
  ...counted('pachpan saath painsath sattar pachattar|pachhattar assi|assee pachasi nabbe pachanve', 55, 5),
  ...counted('dedh|derh|ded dhai|dhaai|adhai', 1.5),
]);

/** What these add to the number behind them, or to one where none follows: साढ़े तीन is 3 1/2, पौने दो 1 3/4, सवा लाख 125,000. */
export const SHIFTS: ReadonlyMap<string, number> = new Map([
  ...counted('साढ़े|sadhe|saadhe|sarhe', 0.5),
  ...counted('सवा|sawa|sava', 0.25),
  ...counted('पौने|paune|pone', -0.25),
]);

export const HUNDREDS: ReadonlySet<string> = new Set(
  ['hundred', 'مئة', 'مائة', 'مية', 'ماية', 'सौ', 'sau'].map(normaliseText),
);

/** Words and letters that multiply what stands before them. */
export const MULTIPLIERS: ReadonlyMap<string, number> = new Map(
  (
    [
      [1e3, 'k thousand thousands grand mil alf ألف آلاف hazaar hazar हज़ार हजार'],
      [1e5, 'lakh lakhs lac lacs लाख'],
      [1e6, 'm mn mm milyon milyoon malyon malyoon melyon million millions millon millón millones مليون ملايين'],
      [1e7, 'crore crores cr karod karor करोड़ करोड'],
      [1e9, 'b bn billion billions مليار مليارات'],
    ] as const
  ).flatMap(([factor, words]) => words.split(' ').map((word): [string, number] => [normaliseText(word), factor])),
);

/** Words that are a number with its multiplier. */
export const WHOLE_NUMBERS: ReadonlyMap<string, number> = new Map(
  (
    [
      ['ألفين', 2_000],
      ['مليونين', 2_000_000],
      ['مليارين', 2_000_000_000],
    ] as const
  ).map(([word, value]) => [normaliseText(word), value]),
);

export const INDIAN_MULTIPLIERS: ReadonlySet<string> = new Set(
  'lakh lakhs lac lacs crore crores cr karod karor hazaar hazar sau'.split(' '),
);

export const HALVES: ReadonlySet<string> = new Set([
  'half',
  'medio',
  'media',
  'نص',
  'نصف',
  'ونص',
  'ونصف',
  'nos',
  'noss',
  'nuss',
]);

/** `m` is also a metre and `b` a lot of things: the bare number stays possible. */
export const DOUBTFUL_MULTIPLIERS: ReadonlySet<string> = new Set(['m', 'b', 'mil', 'cr']);

/** A multiplier alone is a number after these ("about a million", "معي مليون"); after any other word it ends one we cannot read. */
export const BEFORE_MULTIPLIER: ReadonlySet<string> = new Set(
  'a an un una per about around maybe roughly say is of to or and between under over like nearly almost sobre unos casi o y de حوالي تقريبا نحو قرابة معي عندي لدي ميزانيتي الميزانية ميزانية बजट هي يعني ممكن تحت فوق من إلى أو بين أكثر أقل حدود بحدود في'
    .split(' ')
    .map(normaliseText),
);

import { foldedWords, type Word } from './words';

/**
 * Words that seldom name what is asked for: most verbs, people, times, and what is said of everything. One of them missing says less
 * about a passage than the name of a thing does.
 */
const COMMON = new Set(
  foldedWords(`
  accept act add afford agree allow answer apply arrange arrive attend avoid become believe belong bring build built buy care carry catch cause
  change choose chosen collect complete consider contain continue cover create cut cross deal decide depend drink drive drop eat end enjoy enter
  exist expect fall feel fill final finish fit follow forget found grow hand handle hear heard held high hire hold hope hurt imagine improve
  include increase inform involve join keep kept kick kill know known last late later lead learn leave left less like list listen live lose lost
  love lower manage matter meet mention mind miss move near next notice obtain offer open order own paint part pass people perform permit permitted
  pick place plan play point prefer prepare present pretty problem proceed process produce promise provide pull put quick quickly rather reach read
  ready receive recommend recommended regular remain remember remove reply report require required rest rule run safe save second seem send sent
  serve set share short show shown side simple since single sit small smart soon sort speak spend spent stand start state stay step stick still stop
  straight strong stuff style suggest supply support supported suit sure switch system talk taken taught teach tend test throw till together told
  took total touch toward towards treat true try turn type until upon upfront useful usual value various view wait walk wash watch wear whole wide
  wish within word work worked worry worth write written wrong yet
  able bad beautiful best better big bigger biggest busy cheap cheapest cheaper clean clear close closer common complicated correct current
  different difficult direct early easy empty enough entire exact expensive extra fair famous far fast fine first free fresh friendly full
  general good great half happy hard heavy hot huge important kind large latest likely local long longer low main major maximum minimum modern
  nearby new nice normal old one two three four five ten hundred thousand only original other particular personal poor popular possible private
  proper public real recent right same separate several similar simply slow special specific standard super terrible terrified typical urgent
  usually warm weak
  alone already always among anybody anymore anyone anytime anyway anywhere around away back before behind below beside besides between beyond both
  despite during either elsewhere even everybody forward however instead later least maybe meanwhile mostly never nobody nothing often once perhaps
  quite rarely recently somebody somehow someone sometimes somewhere therefore though through throughout under unless usually whatever whenever
  whether while
  day days daily week weeks weekly weekend month months monthly year years yearly annual hour hours minute minutes time times today tomorrow tonight
  yesterday morning afternoon evening night date monday tuesday wednesday thursday friday saturday sunday january february march april june july
  august september october november december
  man men woman women boy girl kid kids child children baby son daughter wife husband mother father parents mum mom dad brother sister family friend
  friends guest guests visitor visitors person everyone customer customers client clients resident residents owner owners buyer buyers guy lady
  place area thing way case reason example fact idea kind sort part number amount level side point end name group line list page money cash problem
  issue situation option options choice condition conditions rule rules policy policies home house property project company office team staff
  عندي عندنا احد أحد شخص ناس شي شيء اشياء مره مرة جدا كثير قليل كبير صغير جديد قديم افضل أفضل احسن اليوم غدا بكرا امس سنه شهر يوم اسبوع ساعه وقت
  مسموح يسمح اسمح يمكنك رأيي رايي غيرت غير اشياء طريقة نوع عدد اول ثاني واحد اثنين ثلاثة اكثر اقل فقط ايضا مثل
  बहुत अच्छा अच्छी बड़ा छोटा नया पुराना आज कल दिन साल महीना समय लोग बात काम जगह तरह रख रखना ले लेना लेते दे देना देते आ आना जा जाना सब एक दो तीन
  `),
);

export function isCommonWord({ text, script }: Word): boolean {
  if (COMMON.has(text)) return true;
  if (script !== 'LATIN') return false;
  return ENDINGS.some(
    ([ending, instead]) => text.endsWith(ending) && COMMON.has(text.slice(0, -ending.length) + instead),
  );
}

/** Of regular verbs and plurals. */
const ENDINGS = [
  ['s', ''],
  ['es', ''],
  ['ed', ''],
  ['d', ''],
  ['ing', ''],
  ['ing', 'e'],
  ['ies', 'y'],
  ['ied', 'y'],
] as const;

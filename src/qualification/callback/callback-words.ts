import { normaliseText } from '../evidence/normalise-text';

/** Words of the languages our agents speak, in the form `normaliseText` leaves. */
function wordMap<T>(rows: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  return new Map(
    rows.flatMap(([words, value]) => words.split(' ').map((word): [string, T] => [normaliseText(word), value])),
  );
}

/** Monday is 1, as in ISO 8601. */
export const WEEKDAYS = wordMap<number>([
  ['monday mon lunes الاثنين الإثنين सोमवार somvar somwar', 1],
  ['tuesday tue tues martes الثلاثاء मंगलवार mangalvar mangalwar', 2],
  ['wednesday wed miércoles miercoles الأربعاء बुधवार budhvar budhwar', 3],
  ['thursday thu thurs jueves الخميس गुरुवार बृहस्पतिवार guruvar guruwar khamees khamis', 4],
  ['friday fri viernes الجمعة शुक्रवार shukravar shukrawar gom3a jum3a', 5],
  ['saturday sat sábado sabado السبت शनिवार shanivar shaniwar', 6],
  ['sunday sun domingo الأحد रविवार इतवार ravivar raviwar itvar a7ad', 7],
]);

export const MONTHS = wordMap<number>([
  ['january jan enero يناير जनवरी', 1],
  ['february feb febrero فبراير फरवरी', 2],
  ['march mar marzo مارس मार्च', 3],
  ['april apr abril أبريل अप्रैल', 4],
  ['may mayo مايو मई', 5],
  ['june jun junio يونيو जून', 6],
  ['july jul julio يوليو जुलाई', 7],
  ['august aug agosto أغسطس अगस्त', 8],
  ['september sep sept septiembre سبتمبر सितंबर', 9],
  ['october oct octubre أكتوبر अक्टूबर', 10],
  ['november nov noviembre نوفمبر नवंबर', 11],
  ['december dec diciembre ديسمبر दिसंबर', 12],
]);

/** For a pattern. */
export const ANY_MONTH = `(?:${[...MONTHS.keys()].join('|')})`;

/** Months only beside a day or after "in": the words mean other things too. */
export const DOUBTFUL_MONTHS: ReadonlySet<string> = new Set(['may', 'march', 'mar']);

/** Days from today. `kal`, `कल` and `परसों` look back as well, but nobody is called back yesterday. */
export const RELATIVE_DAYS = wordMap<number>([
  ['today tonight hoy اليوم الليلة आज aaj', 0],
  ['tomorrow mañana غدا بكرة بكره بكرا bukra bokra कल kal', 1],
  ['overmorrow परसों parso', 2],
]);

/** The hour a part of the day stands for, when no other is named. */
export const DAY_PARTS = wordMap<number>([
  ['morning الصباح صباحا الصبح सुबह subah', 10],
  ['noon midday mediodía الظهر ظهرا दोपहर dopahar', 12],
  ['lunch lunchtime', 13],
  ['afternoon tarde العصر عصرا', 15],
  ['evening tonight المساء مساء المغرب शाम shaam sham', 18],
  ['night noche الليل الليلة रात raat', 19],
]);

export interface Unit {
  readonly name: 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years';
  /** How many of it the word alone stands for. */
  readonly times: number;
}

export const UNITS = wordMap<Unit>([
  ['minute minutes min mins minuto minutos دقيقة دقائق मिनट', { name: 'minutes', times: 1 }],
  ['hour hours hr hrs hora horas ساعة ساعات घंटा घंटे ghanta ghante', { name: 'hours', times: 1 }],
  ['day days día días dia dias يوم ايام दिन', { name: 'days', times: 1 }],
  ['week weeks semana semanas اسبوع اسابيع हफ्ते हफ़्ते सप्ताह hafte hafta', { name: 'weeks', times: 1 }],
  ['month months mes meses شهر اشهر شهور महीना महीने', { name: 'months', times: 1 }],
  ['year years año años سنة سنوات साल', { name: 'years', times: 1 }],
  ['fortnight اسبوعين', { name: 'weeks', times: 2 }],
  ['دقيقتين', { name: 'minutes', times: 2 }],
  ['ساعتين', { name: 'hours', times: 2 }],
  ['يومين', { name: 'days', times: 2 }],
  ['شهرين', { name: 'months', times: 2 }],
  ['سنتين', { name: 'years', times: 2 }],
]);

/** For a pattern; followed by no other letter. */
export const ANY_UNIT = `(?:${[...UNITS.keys()].join('|')})(?![\\p{L}\\p{M}])`;

/** Words that speak of a day as well, though not of one we could name. */
export const OTHER_DAYS: ReadonlySet<string> = new Set(
  'yesterday weekend holiday holidays christmas easter eid ramadan ramzan iftar diwali holi दिवाली होली ईद रमज़ान spring summer autumn winter عيد العيد رمضان الفطار الإفطار التراويح عطلة الاسبوع الشهر السنة كانون تشرين ayer navidad'
    .split(' ')
    .map(normaliseText),
);

/** Numbers as words, other than those that amounts of money are spoken in. */
export const CLOCK_NUMBERS = wordMap<string>([
  ['una الواحدة', '1'],
  ['الثانية', '2'],
  ['الثالثة', '3'],
  ['الرابعة', '4'],
  ['الخامسة', '5'],
  ['السادسة', '6'],
  ['السابعة', '7'],
  ['الثامنة', '8'],
  ['التاسعة', '9'],
  ['العاشرة', '10'],
  ['first primero الأول', '1st'],
  ['second الثاني', '2nd'],
  ['third الثالث', '3rd'],
  ['fourth الرابع', '4th'],
  ['fifth الخامس', '5th'],
  ['sixth السادس', '6th'],
  ['seventh السابع', '7th'],
  ['eighth الثامن', '8th'],
  ['ninth التاسع', '9th'],
  ['tenth العاشر', '10th'],
  ['eleventh', '11th'],
  ['twelfth', '12th'],
  ['thirteenth', '13th'],
  ['fourteenth', '14th'],
  ['fifteenth', '15th'],
  ['sixteenth', '16th'],
  ['seventeenth', '17th'],
  ['eighteenth', '18th'],
  ['nineteenth', '19th'],
  ['twentieth', '20th'],
  ['thirtieth', '30th'],
]);

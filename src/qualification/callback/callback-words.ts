import { normaliseText } from '../evidence/normalise-text';

/** Words of the languages our agents speak, in the form `normaliseText` leaves; Monday is 1, as in ISO 8601. */
function wordMap(rows: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  return new Map(
    rows.flatMap(([words, value]) => words.split(' ').map((word): [string, number] => [normaliseText(word), value])),
  );
}

export const WEEKDAYS = wordMap([
  ['monday mon lunes الاثنين الإثنين सोमवार', 1],
  ['tuesday tue tues martes الثلاثاء मंगलवार', 2],
  ['wednesday wed miércoles miercoles الأربعاء बुधवार', 3],
  ['thursday thu thurs jueves الخميس गुरुवार', 4],
  ['friday fri viernes الجمعة शुक्रवार', 5],
  ['saturday sat sábado sabado السبت शनिवार', 6],
  ['sunday sun domingo الأحد रविवार', 7],
]);

export const MONTHS = wordMap([
  ['january jan enero يناير', 1],
  ['february feb febrero فبراير', 2],
  ['march mar marzo مارس', 3],
  ['april apr abril أبريل', 4],
  ['may mayo مايو', 5],
  ['june jun junio يونيو', 6],
  ['july jul julio يوليو', 7],
  ['august aug agosto أغسطس', 8],
  ['september sep sept septiembre سبتمبر', 9],
  ['october oct octubre أكتوبر', 10],
  ['november nov noviembre نوفمبر', 11],
  ['december dec diciembre ديسمبر', 12],
]);

/** Days from today. `kal` and `कल` mean yesterday too, but nobody is called back yesterday. */
export const RELATIVE_DAYS = wordMap([
  ['today tonight hoy اليوم الليلة आज aaj', 0],
  ['tomorrow mañana غدا بكرة بكره कल kal', 1],
]);

/** The hour a part of the day stands for, when no other is named. */
export const DAY_PARTS = wordMap([
  ['morning الصباح صباحا सुबह', 10],
  ['noon midday الظهر ظهرا दोपहर', 12],
  ['lunch lunchtime', 13],
  ['afternoon tarde العصر عصرا', 15],
  ['evening tonight المساء مساء शाम', 18],
  ['night noche الليل रात', 19],
]);

export const HOUR_WORDS = wordMap([
  ['one una الواحدة', 1],
  ['two dos الثانية', 2],
  ['three tres الثالثة', 3],
  ['four cuatro الرابعة', 4],
  ['five cinco الخامسة', 5],
  ['six seis السادسة', 6],
  ['seven siete السابعة', 7],
  ['eight ocho الثامنة', 8],
  ['nine nueve التاسعة', 9],
  ['ten diez العاشرة', 10],
  ['eleven once', 11],
  ['twelve doce', 12],
]);

export const COUNT_WORDS = wordMap([
  ['a an one', 1],
  ['two couple', 2],
  ['three few', 3],
  ['four', 4],
  ['five', 5],
  ['six', 6],
  ['ten', 10],
  ['fifteen', 15],
  ['twenty', 20],
  ['thirty', 30],
]);

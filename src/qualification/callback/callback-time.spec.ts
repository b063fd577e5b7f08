import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { callbackTime } from './callback-time';

const ZONE = 'America/New_York';

/** A Tuesday, 14:00 in New York. */
const ENDED = new Date('2026-07-07T18:00:00.000Z');

function resolve(text: string | null, endedAt = ENDED, zone = ZONE): string | null {
  const found = callbackTime(text, endedAt, zone);
  return found && DateTime.fromJSDate(found, { zone }).toFormat('yyyy-MM-dd HH:mm');
}

describe('the moment of a promised callback', () => {
  it.each([
    ['Thursday at four', '2026-07-09 16:00'],
    ["I'm driving right now. Can you call me back on Thursday at four?", '2026-07-09 16:00'],
    ['thursday', '2026-07-09 10:00'],
    ['Tuesday at 4 pm', '2026-07-07 16:00'],
    ['next Tuesday at 4 pm', '2026-07-14 16:00'],
    ['Tuesday at 9 am', '2026-07-14 09:00'],
    ['Monday morning', '2026-07-13 10:00'],
    ['friday evening at eight', '2026-07-10 20:00'],
    ["thursday four o'clock", '2026-07-09 16:00'],
    ['on Wednesday next week at 11', '2026-07-15 11:00'],
    ['tomorrow', '2026-07-08 10:00'],
    ['tomorrow morning', '2026-07-08 10:00'],
    ['first thing tomorrow', '2026-07-08 10:00'],
    ['tomorrow morning at nine', '2026-07-08 09:00'],
    ['tomorrow after 5', '2026-07-08 17:00'],
    ['tomorrow at half past four', '2026-07-08 16:30'],
    ['tomorrow at quarter to five', '2026-07-08 16:45'],
    ['tomorrow at twenty past four', '2026-07-08 16:20'],
    ['tomorrow at ten to five', '2026-07-08 16:50'],
    ['tomorrow at four forty-five', '2026-07-08 16:45'],
    ['between 4 and 5 tomorrow', '2026-07-08 16:00'],
    ['tomorrow between ten and eleven am', '2026-07-08 10:00'],
    ['tomorrow 11 to 1 pm', '2026-07-08 11:00'],
    ['tomorrow from 4 to 5', '2026-07-08 16:00'],
    ['tomorrow 5', '2026-07-08 17:00'],
    ['three thirty tomorrow', '2026-07-08 15:30'],
    ['not today, tomorrow at 3', '2026-07-08 15:00'],
    ["I'm busy today, call me tomorrow", '2026-07-08 10:00'],
    ['monday 13', '2026-07-13 10:00'],
    ['the day after tomorrow at noon', '2026-07-09 12:00'],
    ['later today', '2026-07-07 16:00'],
    ['tomorrow at 5, it will take half an hour', '2026-07-08 17:00'],
    ['after an hour of training on Friday', '2026-07-10 10:00'],
    ['next week, for a quarter of an hour', '2026-07-14 10:00'],
    ['my first choice is Friday', '2026-07-10 10:00'],
    ['tomorrow, first slot', '2026-07-08 10:00'],
    ['Thursday, third party will join', '2026-07-09 10:00'],
    ['friday, I am the second', '2026-07-10 10:00'],
    ['Thursday after four', '2026-07-09 16:00'],
    ['this Thursday after 4', '2026-07-09 16:00'],
    ['thursday after four thirty', '2026-07-09 16:30'],
    ['after four tomorrow', '2026-07-08 16:00'],
    ['Friday week', '2026-07-17 10:00'],
    ['a week on Friday at 5', '2026-07-17 17:00'],
    ['the weekend', '2026-07-11 10:00'],
    ['after the weekend at 5', '2026-07-13 17:00'],
  ])('on a day: %s', (text, expected) => {
    expect(resolve(text)).toBe(expected);
  });

  it.each([
    ['in two hours', '2026-07-07 16:00'],
    ['in 45 minutes', '2026-07-07 14:45'],
    ['in half an hour', '2026-07-07 14:30'],
    ['in an hour', '2026-07-07 15:00'],
    ['in a quarter of an hour', '2026-07-07 14:15'],
    ['half an hour later', '2026-07-07 14:30'],
    ['today, in half an hour', '2026-07-07 14:30'],
    ['today in three hours', '2026-07-07 17:00'],
    ['in two days, I have half an hour', '2026-07-09 10:00'],
    ['the week after next', '2026-07-21 10:00'],
    ['in an hour and a half', '2026-07-07 15:30'],
    ['in two and a half hours', '2026-07-07 16:30'],
    ['in 1.5 hours', '2026-07-07 15:30'],
    ['in a couple of hours', '2026-07-07 16:00'],
    ['I am in the car, call in 2 hours', '2026-07-07 16:00'],
    ['in three days', '2026-07-10 10:00'],
    ['in about three days', '2026-07-10 10:00'],
    ['in three or four days', '2026-07-10 10:00'],
    ['in seven days at 5', '2026-07-14 17:00'],
    ['in two weeks', '2026-07-21 10:00'],
    ['in two weeks on Monday', '2026-07-20 10:00'],
    ['Monday in two weeks at 4', '2026-07-20 16:00'],
    ['two weeks from now', '2026-07-21 10:00'],
    ['a week from Thursday at 4', '2026-07-16 16:00'],
    ['two weeks later', '2026-07-21 10:00'],
    ['next week', '2026-07-14 10:00'],
    ['next month', '2026-08-07 10:00'],
    ['in six months', '2027-01-07 10:00'],
    ['in a year', '2027-07-07 10:00'],
    ['in a year at 5', '2027-07-07 17:00'],
    ['a week after Thursday', '2026-07-16 10:00'],
    ['two days after Monday', '2026-07-15 10:00'],
    ['the day after Monday', '2026-07-14 10:00'],
    ['next week after lunch on Monday', '2026-07-13 13:00'],
  ])('after a while: %s', (text, expected) => {
    expect(resolve(text)).toBe(expected);
  });

  it.each([
    ['at 5 pm', '2026-07-07 17:00'],
    ['at 1 pm', '2026-07-08 13:00'],
    ['16:30', '2026-07-07 16:30'],
    ['around four thirty', '2026-07-07 16:30'],
    ['at 4 or 5', '2026-07-07 16:00'],
    ['any day at 5', '2026-07-07 17:00'],
    ['in office hours, at 5', '2026-07-07 17:00'],
    ['this evening', '2026-07-07 18:00'],
  ])('by the clock: %s', (text, expected) => {
    expect(resolve(text)).toBe(expected);
  });

  it.each([
    ['the 25th at 3 pm', '2026-07-25 15:00'],
    ['I may be free on the 25th', '2026-07-25 10:00'],
    ['on the twenty-fifth', '2026-07-25 10:00'],
    ['on the 3rd', '2026-08-03 10:00'],
    ['on the 31st', '2026-07-31 10:00'],
    ['Monday the 13th at four', '2026-07-13 16:00'],
    ['the 25th, that suits me', '2026-07-25 10:00'],
    ['on the 24th, it is a Friday', '2026-07-24 10:00'],
    ['I am busy today, the 25th please', '2026-07-25 10:00'],
    ['tomorrow I cannot, the 25th', '2026-07-25 10:00'],
    ['25th 3 pm', '2026-07-25 15:00'],
    ['the 25th in the evening', '2026-07-25 18:00'],
    ['the 3rd of next month', '2026-08-03 10:00'],
    ['end of the month', '2026-07-31 10:00'],
    ['the end of next month', '2026-08-31 10:00'],
    ['august 3 at 11 am', '2026-08-03 11:00'],
    ['on the 3rd of December', '2026-12-03 10:00'],
    ['the first of december', '2026-12-01 10:00'],
    ['December the 3rd at four', '2026-12-03 16:00'],
    ['at five, December 3', '2026-12-03 17:00'],
    ['December 3 in the morning', '2026-12-03 10:00'],
    ['Thursday, December 3rd, at four', '2026-12-03 16:00'],
    ['in december', '2026-12-01 10:00'],
    ['mid august', '2026-08-15 10:00'],
    ['end of august', '2026-08-25 10:00'],
    ['thursday 5 november', '2026-11-05 10:00'],
    ['next may', '2027-05-01 10:00'],
    ['on the 5th of May', '2027-05-05 10:00'],
    ['2026-12-03 at 4', '2026-12-03 16:00'],
    ['25/12', '2026-12-25 10:00'],
    ['8/8 at 5', '2026-08-08 17:00'],
  ])('on a date: %s', (text, expected) => {
    expect(resolve(text)).toBe(expected);
  });

  it.each([
    ['الخميس الساعة الرابعة', '2026-07-09 16:00'],
    ['الخميس الساعة الرابعة والنصف', '2026-07-09 16:30'],
    ['بكرة الصباح', '2026-07-08 10:00'],
    ['بعد بكرة', '2026-07-09 10:00'],
    ['بعد الغد', '2026-07-09 10:00'],
    ['بعد ربع ساعة', '2026-07-07 14:15'],
    ['غدا الساعة ٥', '2026-07-08 17:00'],
    ['بعد ساعة', '2026-07-07 15:00'],
    ['بكرة عندي نص ساعة', '2026-07-08 10:00'],
    ['على الرقم الثاني بكرة', '2026-07-08 10:00'],
    ['٥ كانون الثاني', '2027-01-05 10:00'],
    ['٥ كانون الأول', '2026-12-05 10:00'],
    ['٥ تشرين الأول', '2026-10-05 10:00'],
    ['٥ تشرين الثاني', '2026-11-05 10:00'],
    ['اليوم مشغول، بكرة', '2026-07-08 10:00'],
    ['الخميس بعد الساعة أربعة', '2026-07-09 16:00'],
    ['الخميس بعد الرابعة', '2026-07-09 16:00'],
    ['الثلاثاء المقبل بعد ٤ العصر', '2026-07-07 16:00'],
    ['بكرة بعد الظهر', '2026-07-08 15:00'],
    ['بكرا الصبح', '2026-07-08 10:00'],
    ['بكرة المغرب', '2026-07-08 18:00'],
    ['الأسبوع الجاي يوم الأحد', '2026-07-19 10:00'],
    ['bukra el sa3a 5', '2026-07-08 17:00'],
    ['el khamees', '2026-07-09 10:00'],
    ['गुरुवार को चार बजे के बाद', '2026-07-09 16:00'],
    ['साढ़े चार बजे कल', '2026-07-08 16:30'],
    ['सवा पाँच बजे कल', '2026-07-08 17:15'],
    ['पौने पाँच बजे कल', '2026-07-08 16:45'],
    ['अगले सोमवार', '2026-07-13 10:00'],
    ['kal shaam 5 baje', '2026-07-08 17:00'],
    ['kal subah', '2026-07-08 10:00'],
    ['somvar ko char baje ke baad', '2026-07-13 16:00'],
    ['agle hafte', '2026-07-14 10:00'],
    ['do ghante baad', '2026-07-07 16:00'],
    ['aadhe ghante baad', '2026-07-07 14:30'],
    ['بعد ساعتين', '2026-07-07 16:00'],
    ['بعد يومين', '2026-07-09 10:00'],
    ['بعد ثلاثة أيام الساعة ٥', '2026-07-10 17:00'],
    ['بعد أسبوعين', '2026-07-21 10:00'],
    ['بعد شهرين', '2026-09-07 10:00'],
    ['الأول من ديسمبر', '2026-12-01 10:00'],
    ['الأسبوع القادم', '2026-07-14 10:00'],
    ['el jueves a las cuatro', '2026-07-09 16:00'],
    ['el jueves a las cuatro y media', '2026-07-09 16:30'],
    ['3 de diciembre a las 5', '2026-12-03 17:00'],
    ['pasado mañana', '2026-07-09 10:00'],
    ['el viernes, tengo media hora', '2026-07-10 10:00'],
    ['hoy no puedo, mañana', '2026-07-08 10:00'],
    ['mañana a las 7 de la mañana', '2026-07-08 07:00'],
    ['el lunes por la mañana', '2026-07-13 10:00'],
    ['el 25', '2026-07-25 10:00'],
    ['en dos semanas', '2026-07-21 10:00'],
    ['dentro de una hora', '2026-07-07 15:00'],
    ['el próximo mes', '2026-08-07 10:00'],
    ['कल शाम पाँच बजे', '2026-07-08 17:00'],
    ['दो घंटे बाद', '2026-07-07 16:00'],
    ['आज नहीं, कल', '2026-07-08 10:00'],
    ['डेढ़ घंटे बाद', '2026-07-07 15:30'],
  ])('in other languages: %s', (text, expected) => {
    expect(resolve(text)).toBe(expected);
  });

  it.each([
    null,
    '',
    'some other time',
    'when pigs fly',
    'at 99 pm',
    'the 31st of february',
    'yesterday',
    'today at 9 am',
    'on July 3rd',
    '2026-07-01 at 5',
    'in July',
    'after the holidays at 5',
    'after Ramadan at 5',
    'بعد رمضان الساعة ٥',
    'بعد العيد الساعة ٥',
    'بعد الإفطار الساعة ٨',
    'after iftar at 8',
    'diwali ke baad 5 baje',
    'दिवाली के बाद पाँच बजे',
    'later in the week at 5',
    'the second Tuesday of August at four',
    'Thursday in December',
    '3/12 at 5',
    'a week after the wedding',
    'in a second',
    'in 400 days',
    'in two years',
    '2028-01-03 at 5',
    'second half of august',
    'my first choice is you',
    'first of all I have to ask',
    'first a question',
    'más tarde',
  ])('is not guessed at: %s', (text) => {
    expect(resolve(text)).toBeNull();
  });

  it('is in the person’s own zone', () => {
    expect(callbackTime('tomorrow at four', ENDED, 'Asia/Kolkata')?.toISOString()).toBe('2026-07-08T10:30:00.000Z');
  });

  it('moves an hour that the clocks skip', () => {
    // 2026-03-08, 02:00 to 03:00 does not exist in New York.
    expect(resolve('tomorrow at 2:30 am', new Date('2026-03-07T18:00:00.000Z'))).toBe('2026-03-08 03:30');
  });

  const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2029-12-31'), noInvalidDate: true });
  const MONTHS = ['January', 'February', 'April', 'May', 'June', 'August', 'October', 'December'];
  const MESES = ['enero', 'febrero', 'abril', 'mayo', 'junio', 'agosto', 'octubre', 'diciembre'];
  const NUMBERS = [1, 2, 4, 5, 6, 8, 10, 12];
  const FORMS = [
    (day: number, i: number) => `on the ${ordinal(day)} of ${MONTHS[i]} at four`,
    (day: number, i: number) => `${MONTHS[i]} the ${ordinal(day)}`,
    (day: number, i: number) => `call me at 5 on ${day} ${MONTHS[i]}`,
    (day: number, i: number) => `el ${day} de ${MESES[i]} a las 5`,
  ];

  it('is the very day of the calendar that was named, or none', () => {
    const days = fc.tuple(fc.integer({ min: 1, max: 31 }), fc.nat(NUMBERS.length - 1), fc.constantFrom(...FORMS));
    fc.assert(
      fc.property(moments, days, (endedAt, [day, i, form]) => {
        const found = callbackTime(form(day, i), endedAt, ZONE);
        const from = DateTime.fromJSDate(endedAt, { zone: ZONE });
        if (found === null) expect(from.month === NUMBERS[i] || day > 28).toBe(true);
        else expect(DateTime.fromJSDate(found, { zone: ZONE })).toMatchObject({ day, month: NUMBERS[i] });
      }),
    );
  });

  it('is never past, and at most a year away', () => {
    const words =
      'at in on the next of and to from after between 1 2 4 5 25th 3rd december may tuesday tomorrow today week month days hours pm half past now overmorrow año mañana بعد ساعتين الساعة - : / .'.split(
        ' ',
      );
    const texts = fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((some) => some.join(' '));
    fc.assert(
      fc.property(moments, fc.oneof(texts, fc.string()), (endedAt, text) => {
        const found = callbackTime(text, endedAt, ZONE)?.getTime() ?? endedAt.getTime() + 1;
        expect(found).toBeGreaterThan(endedAt.getTime());
        expect(found).toBeLessThanOrEqual(endedAt.getTime() + 367.1 * 86_400_000);
      }),
      { numRuns: 300 },
    );
  });
});

function ordinal(day: number): string {
  const suffix = day > 3 && day < 21 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${suffix}`;
}

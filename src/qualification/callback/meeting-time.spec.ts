import { DateTime } from 'luxon';
import { meetingTime } from './meeting-time';

const ZONE = 'America/New_York';
/** A Tuesday, 14:00 in New York. */
const NOW = new Date('2026-07-07T18:00:00.000Z');
const shown = (moment: Date): string => DateTime.fromJSDate(moment, { zone: ZONE }).toFormat('yyyy-MM-dd HH:mm');

function read(text: string, proposal?: string, proposedAt = NOW): string {
  const found = meetingTime(
    { text, saidAt: NOW },
    ZONE,
    proposal === undefined ? undefined : { text: proposal, saidAt: proposedAt },
  );
  if (found.kind === 'NONE') return 'NONE';
  if (found.kind === 'AT') return shown(found.at);
  return found.kind === 'DAY' ? `DAY ${shown(found.on).slice(0, 10)}` : `HOUR ${shown(found.on).slice(11)}`;
}

describe('a meeting is', () => {
  it.each([
    ['Thursday at four', '2026-07-09 16:00'],
    ['Can we make it Friday at 4 instead?', '2026-07-10 16:00'],
    ['Friday at 4 instead of Thursday at 5', '2026-07-10 16:00'],
    ['please move it from Thursday to Friday at 4', '2026-07-10 16:00'],
    ["I can't do Thursday at 4, Friday at 5 is better", '2026-07-10 17:00'],
    ['why not Thursday at 4?', '2026-07-09 16:00'],
    ['tomorrow at noon', '2026-07-08 12:00'],
    ['tomorrow 5', '2026-07-08 17:00'],
    ['tomorrow from 4 to 5', '2026-07-08 16:00'],
    ['today at 5', '2026-07-07 17:00'],
    ['this evening at seven', '2026-07-07 19:00'],
    ["I'm busy today, tomorrow at 5", '2026-07-08 17:00'],
    ['in two hours', '2026-07-07 16:00'],
    ['in half an hour', '2026-07-07 14:30'],
    ['in three days at 5', '2026-07-10 17:00'],
    ['a week from Thursday at 4', '2026-07-16 16:00'],
    ['on the 25th at 3 pm', '2026-07-25 15:00'],
    ['december 3 at 11', '2026-12-03 11:00'],
    ['tomorrow, Wednesday, at 4', '2026-07-08 16:00'],
    ['الخميس الساعة الرابعة', '2026-07-09 16:00'],
    ['غدا الساعة ٥', '2026-07-08 17:00'],
    ['الخميس ٩:٠٠ م', '2026-07-09 21:00'],
    ['لا أستطيع الخميس، الجمعة الساعة ٥', '2026-07-10 17:00'],
    ['بعد ساعتين', '2026-07-07 16:00'],
    ['bukra el sa3a 5', '2026-07-08 17:00'],
    ['el jueves a las cuatro', '2026-07-09 16:00'],
    ['कल शाम पाँच बजे', '2026-07-08 17:00'],
    ['kal shaam 5 baje', '2026-07-08 17:00'],
  ])('when both halves are named: %s', (text, expected) => {
    expect(read(text)).toBe(expected);
    expect(read(text, 'Would Monday at 9 am suit you?')).toBe(expected);
  });

  it.each([
    ['Thursday', 'DAY 2026-07-09'],
    ['Thursday morning', 'DAY 2026-07-09'],
    ['Thursday after four', 'DAY 2026-07-09'],
    ['Thursday between 4 and 5', 'DAY 2026-07-09'],
    ['Thursday at 4 or 5', 'DAY 2026-07-09'],
    ['tomorrow', 'DAY 2026-07-08'],
    ['on the 25th', 'DAY 2026-07-25'],
    ['الخميس', 'DAY 2026-07-09'],
    ['الخميس بعد الرابعة', 'DAY 2026-07-09'],
    ['غدا صباحا', 'DAY 2026-07-08'],
    ['el jueves', 'DAY 2026-07-09'],
    ['गुरुवार', 'DAY 2026-07-09'],
    ['at 4', 'HOUR 16:00'],
    ['Thursday or Friday at 4', 'HOUR 16:00'],
    ['today or tomorrow at 4', 'HOUR 16:00'],
    ['next week at 5', 'HOUR 17:00'],
    ['at the weekend at 5', 'HOUR 17:00'],
    ['in December at 5', 'HOUR 17:00'],
    ['الساعة ٤', 'HOUR 16:00'],
    ['Next week', 'NONE'],
    ['next month', 'NONE'],
    ['later today', 'DAY 2026-07-07'],
    ['in a few hours', 'NONE'],
    ['in three or four days', 'NONE'],
    ['Tomorrow, Friday, at 4', 'NONE'],
    ['today at 9 am', 'NONE'],
    ["Thursday at 4 doesn't work", 'NONE'],
    ['الخميس الساعة ٤ لا يناسبني', 'NONE'],
    ['the 31st of february at 5', 'NONE'],
    ['some time', 'NONE'],
    ['Yes, that works', 'NONE'],
    ['الأسبوع القادم', 'NONE'],
  ])('else not guessed at: %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('what the agent proposed', () => {
  it.each([
    ['Thursday it is, what time?', 'at 4', '2026-07-09 16:00'],
    ['Great, Thursday it is. What time suits you?', '4 works', '2026-07-09 16:00'],
    ['Would Thursday at 4 pm suit you?', 'Yes, that works', '2026-07-09 16:00'],
    ['Would Thursday at 4 pm suit you?', 'perfect, see you then', '2026-07-09 16:00'],
    ['Would Thursday at 4 pm suit you?', 'Friday please', '2026-07-10 16:00'],
    ['Would Thursday at 4 pm suit you?', 'at 5', '2026-07-09 17:00'],
    ['We are open from 9 to 6. Would Thursday suit you?', 'Yes', 'DAY 2026-07-09'],
    ['On which day would 4:00 PM suit you?', 'Friday', '2026-07-10 16:00'],
    ['Done: you have an appointment on Thursday, July 9, 2026 at 4:00 PM EDT.', 'Friday instead', '2026-07-10 16:00'],
    ['Shall we meet in two hours?', 'ok', '2026-07-07 16:00'],
    ['هل يناسبك الخميس الساعة ٤؟', 'نعم', '2026-07-09 16:00'],
    ['هل يناسبك الخميس الساعة ٤؟', 'نعم يناسبني', '2026-07-09 16:00'],
    ['الخميس، في أي ساعة؟', 'الساعة ٤', '2026-07-09 16:00'],
    ['¿Le viene bien el jueves a las cuatro?', 'sí', '2026-07-09 16:00'],
    ['गुरुवार को चार बजे ठीक है?', 'हाँ', '2026-07-09 16:00'],
  ])('%s – %s', (proposal, text, expected) => {
    expect(read(text, proposal)).toBe(expected);
  });

  it.each([
    ['Which day and time would suit you?', 'Yes', 'NONE'],
    ['Would Thursday at 4 or Friday at 5 suit you?', 'Yes', 'NONE'],
    ['Would Thursday at 4 or Friday at 5 suit you?', 'Friday', 'DAY 2026-07-10'],
    ['Would Thursday at 4 suit you?', 'Yes, but in the evening', 'NONE'],
    ['Would Thursday at 4 suit you?', 'Yes, but later', 'NONE'],
    ['Would Thursday at 4 suit you?', 'yes, next week', 'NONE'],
    ['Would Thursday at 4 suit you?', 'yes, for 2 people', 'NONE'],
    ['Would Thursday at 4 suit you?', 'No', 'NONE'],
    ['Would Thursday at 4 suit you?', "that doesn't work", 'NONE'],
    ['We open at 9. Which day suits you?', 'Thursday', 'DAY 2026-07-09'],
    ['Would Thursday suit you?', 'نعم', 'DAY 2026-07-09'],
  ])('is not stretched: %s – %s', (proposal, text, expected) => {
    expect(read(text, proposal)).toBe(expected);
  });

  it('is counted from when it was proposed', () => {
    const lastNight = new Date('2026-07-07T03:00:00Z');
    expect(read('yes', 'Would tomorrow at 4 suit you?', lastNight)).toBe('2026-07-07 16:00');
    expect(read('yes', 'Would today at 4 suit you?', lastNight)).toBe('NONE');
  });
});

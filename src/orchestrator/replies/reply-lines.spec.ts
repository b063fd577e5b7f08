import { DateTime } from 'luxon';
import { meetingTime } from '../../qualification/callback/meeting-time';
import { replyLinesIn } from './reply-lines';

const ZONE = 'America/New_York';
const NOW = new Date('2026-07-07T18:00:00.000Z');
const FRIDAY = DateTime.fromISO('2026-07-10T16:00', { zone: ZONE });

describe.each(['en', 'ar', 'hi', 'es'] as const)('what is asked for in %s', (language) => {
  const lines = replyLinesIn(language);
  const on = FRIDAY.setLocale(language);
  const answered = (text: string, proposal: string) =>
    meetingTime({ text, saidAt: NOW }, ZONE, { text: proposal, saidAt: NOW });

  it('is completed by the answer', () => {
    const at = { kind: 'AT', at: FRIDAY.toJSDate() };
    expect(answered('16:00', lines.whichHour(on.toLocaleString(DateTime.DATE_HUGE)))).toEqual(at);
    expect(answered('Friday', lines.whichDay(on.toLocaleString(DateTime.TIME_SIMPLE)))).toEqual(at);
  });

  it('is the new half alone after something was booked', () => {
    const booked = lines.booked(on.toLocaleString(DateTime.DATETIME_HUGE));
    expect(answered('17:00', booked)).toEqual({ kind: 'AT', at: FRIDAY.plus({ hours: 1 }).toJSDate() });
    expect(answered('Monday', booked)).toEqual({ kind: 'AT', at: FRIDAY.plus({ days: 3 }).toJSDate() });
  });
});

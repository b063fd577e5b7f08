import { HolidayCalendar } from './holiday-calendar';
import { loadRuleFile } from './load-rule-file';
import { dateOf, dayOf, weekdayOf } from './local-day';
import { ruleBaseOf } from './rule-base';
import type { FileHoliday } from './rule-file.schema';

const rules = ruleBaseOf(loadRuleFile());

/** Holidays of a row's calendar in a year, `12-25 Christmas`. */
function holidaysOf(row: string, year: number): string[] {
  const calendar = rules.rowsById.get(row)?.at(-1)?.holidays?.calendar;
  if (!calendar) throw new Error(`${row} has no calendar.`);
  return listed(calendar, year);
}

function listed(calendar: HolidayCalendar, year: number): string[] {
  const first = dayOf(`${year}-01-01`);
  return Array.from({ length: 366 }, (_, index) => first + index)
    .filter((day) => dateOf(day).startsWith(String(year)))
    .flatMap((day) => {
      const name = calendar.nameOn(day);
      return name ? [`${dateOf(day).slice(5)} ${name}`] : [];
    });
}

describe('holidays by the calendar', () => {
  it('of Louisiana in 2026', () => {
    expect(holidaysOf('US-LA', 2026)).toEqual([
      "01-01 New Year's Day",
      '01-19 MLK',
      '02-17 Mardi Gras',
      '04-03 Good Friday',
      '05-25 Memorial Day',
      '06-19 Juneteenth',
      '07-03 Independence Day (observed)',
      '07-04 Independence Day',
      '09-07 Labor Day',
      "11-01 All Saints' Day",
      "11-02 All Saints' Day (observed)",
      '11-11 Veterans Day',
      '11-26 Thanksgiving',
      '12-25 Christmas',
    ]);
  });

  it('of British Columbia in 2026, without substitutes', () => {
    expect(holidaysOf('CA-BC', 2026)).toEqual([
      "01-01 New Year's Day",
      '02-16 Family Day',
      '04-03 Good Friday',
      '05-18 Victoria Day',
      '07-01 Canada Day',
      '08-03 BC Day',
      '09-07 Labour Day',
      '09-30 National Day for Truth and Reconciliation',
      '10-12 Thanksgiving (CA)',
      '11-11 Remembrance Day',
      '12-25 Christmas',
    ]);
  });

  it('of Australia in 2027', () => {
    expect(holidaysOf('AU', 2027)).toEqual([
      "01-01 New Year's Day",
      '01-26 Australia Day',
      '03-26 Good Friday',
      '03-29 Easter Monday',
      '04-25 Anzac Day',
      '12-25 Christmas',
      '12-26 Boxing Day',
    ]);
  });

  it('a substitute may lie in the year before', () => {
    expect(holidaysOf('US-UT', 2027)).toContain("12-31 New Year's Day (observed)");
    expect(holidaysOf('US-UT', 2028)[0]).toBe("01-01 New Year's Day");
  });

  it.each([
    [2000, '04-23'],
    [2008, '03-23'],
    [2011, '04-24'],
    [2026, '04-05'],
    [2027, '03-28'],
    [2038, '04-25'],
    [2100, '03-28'],
  ])('Easter %i is %s', (year, date) => {
    expect(listed(new HolidayCalendar([{ n: 'Easter', easter: 0 }], true), year)).toEqual([`${date} Easter`]);
  });

  it.each<[FileHoliday, number, string[]]>([
    [{ n: 'X', election: true }, 2026, ['11-03 X']],
    [{ n: 'X', election: true }, 2027, []],
    [{ n: 'X', election_any: true }, 2027, ['11-02 X']],
    [{ n: 'X', nth: [11, 4, 4] }, 2026, ['11-26 X']],
    [{ n: 'X', rel_thanksgiving: 1 }, 2026, ['11-27 X']],
    [{ n: 'X', last: [5, 1] }, 2026, ['05-25 X']],
    [{ n: 'X', last: [12, 4] }, 2026, ['12-31 X']],
    [{ n: 'X', before: ['05-25', 1] }, 2026, ['05-18 X']],
    [{ n: 'X', before: ['05-25', 1] }, 2027, ['05-24 X']],
    [{ n: 'X', fixed: '11-11' }, 2028, ['11-10 X (observed)', '11-11 X']],
  ])('%j in %i', (entry, year, days) => {
    expect(listed(new HolidayCalendar([entry], true), year)).toEqual(days);
  });

  it('a substitute is a Friday or a Monday', () => {
    const calendar = new HolidayCalendar([{ n: 'X', fixed: '07-04' }], true);
    for (let year = 1990; year < 2060; year += 1) {
      const substitute = listed(calendar, year).find((day) => day.endsWith('(observed)'));
      const weekday = weekdayOf(dayOf(`${year}-07-04`));
      expect(substitute?.slice(0, 5)).toBe(weekday === 5 ? '07-03' : weekday === 6 ? '07-05' : undefined);
    }
  });
});

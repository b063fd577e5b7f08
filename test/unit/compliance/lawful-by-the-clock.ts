import type { RuleFile } from '../../../src/compliance/rules/rule-file.schema';
import { minutesAhead } from '../../../src/compliance/zone-clock';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/**
 * Which rows forbid a contact at a local time, read off the file in the plainest way there is: no compiled windows, no intervals, no
 * memory. Holidays are left to the tests of the calendars.
 */
export function lawfulByTheClock(
  file: RuleFile,
  jurisdictions: readonly string[],
  zone: string,
  moment: Date,
  contact: { readonly channel: string; readonly marketing: boolean },
): string[] {
  const wall = new Date(moment.getTime() + minutesAhead(zone, moment.getTime()) * 60_000).toISOString();
  const [date, time] = [wall.slice(0, 10), wall.slice(11, 16)];
  const weekday = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sun';
  const rows = file.jurisdictions.filter(
    (row) =>
      jurisdictions.includes(row.id) &&
      row.effective_from <= date &&
      (row.effective_to === null || date < row.effective_to) &&
      (contact.marketing || row.id === row.country),
  );
  return rows.flatMap((row) => {
    const windows = [row.windows[weekday]];
    if (contact.channel === 'AI_VOICE' && row.automated_windows) windows.push(row.automated_windows[weekday]);
    const open = windows.every((window) => window !== null && window[0] <= time && time < window[1]);
    return open ? [] : [`${row.id} at ${wall} in ${zone}`];
  });
}

import { wallClock } from '../zone-clock';
import { DAY, MINUTE } from './local-day';

/** Zones people name by one word. */
const SHORT = /^(Eastern|Central|Mountain|Pacific|Alaska|Atlantic|Newfoundland|Hawaii-Aleutian) Time$/;
const names = new Map<string, string>();

const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });

/** `Eastern`, `India Standard Time`: what people call the clocks of a zone, whatever the season. */
export function spokenZone(zone: string): string {
  const known = names.get(zone);
  if (known) return known;
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(0);
  const full = parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
  const name = SHORT.exec(full)?.[1] ?? full;
  if (names.size < 1_000) names.set(zone, name);
  return name;
}

/** `09:00` of 540. */
export function spokenMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(Math.floor(minute) % 60).padStart(2, '0')}`;
}

/** `09:00 Eastern`, and a second clock where one shows another time: `08:00 Central, 09:00 Eastern`; of more, the one that is furthest behind. */
export function spokenTime(moment: Date, zones: readonly string[]): string {
  const shown = new Map<string, string>();
  for (const zone of behindFirst(moment, zones)) {
    const time = spokenMinute((wallClock(zone, moment.getTime()) % DAY) / MINUTE);
    if (!shown.has(time)) shown.set(time, `${time} ${spokenZone(zone)}`);
  }
  const times = [...shown.values()];
  return (times.length > 2 ? times.slice(0, 1) : times).join(', ');
}

/** `at 09:00 Eastern` when `moment` falls on the local day of `now`, else `on Wednesday 8 July at 09:00 Eastern`. */
export function spokenMoment(moment: Date, now: Date, zones: readonly string[]): string {
  const [zone = 'UTC'] = behindFirst(moment, zones);
  const [wall, wallNow] = [wallClock(zone, moment.getTime()), wallClock(zone, now.getTime())];
  const time = `at ${spokenTime(moment, zones)}`;
  if (Math.floor(wall / DAY) === Math.floor(wallNow / DAY)) return time;
  const sameYear = new Date(wall).getUTCFullYear() === new Date(wallNow).getUTCFullYear();
  return `on ${(sameYear ? day : dayOfYear).format(wall)} ${time}`;
}

function behindFirst(moment: Date, zones: readonly string[]): string[] {
  const at = moment.getTime();
  return [...zones].sort((a, b) => wallClock(a, at) - wallClock(b, at));
}

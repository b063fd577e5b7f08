import type { Persona } from './persona';
import { keenProfile } from './profile';

const silent = () => ({ says: null });

/** Simulated milliseconds colleagues talk to a caller before they hang up. */
const talkMs = 45_000;

/** People who work for the company that calls, on the numbers that end in 55502 and two more digits: the last one says who. */
export const colleagues: readonly Persona[] = [
  {
    number: 21,
    name: 'colleague who takes calls',
    summary: 'Picks up, listens, presses the key, talks for three quarters of a minute and hangs up.',
    pickup: () => 'answers',
    profile: keenProfile,
    line: silent,
    talksMs: talkMs,
  },
  {
    number: 22,
    name: 'colleague who declines',
    summary: 'Picks up, listens and presses another key.',
    pickup: () => 'answers',
    profile: keenProfile,
    line: silent,
    presses: () => '2',
  },
  {
    number: 23,
    name: 'colleague who is away',
    summary: 'Never picks up.',
    pickup: () => 'no-answer',
    profile: keenProfile,
    line: silent,
  },
  {
    number: 24,
    name: 'voicemail of a colleague',
    summary: 'A machine picks up and records whatever is said.',
    pickup: () => 'machine',
    profile: keenProfile,
    line: silent,
  },
  {
    number: 25,
    name: 'colleague on the phone',
    summary: 'Is busy.',
    pickup: () => 'busy',
    profile: keenProfile,
    line: silent,
  },
  {
    number: 26,
    name: 'colleague who says nothing',
    summary: 'Picks up and presses no key.',
    pickup: () => 'answers',
    profile: keenProfile,
    line: silent,
    presses: () => null,
  },
  {
    number: 27,
    name: 'colleague who hangs up',
    summary: 'Picks up and hangs up while being told what it is about.',
    pickup: () => 'answers',
    profile: keenProfile,
    line: silent,
    patienceMs: 1_500,
    presses: () => null,
  },
  {
    number: 28,
    name: 'colleague with time',
    summary: 'Takes the call and talks for as long as the caller does.',
    pickup: () => 'answers',
    profile: keenProfile,
    line: silent,
  },
];

/** Undefined for everybody else's numbers. */
export function colleagueAt(number: string): Persona | undefined {
  const digit = /55502\d(\d)$/.exec(number)?.[1];
  return digit === undefined ? undefined : (colleagues[Number(digit) - 1] ?? colleagues[0]);
}

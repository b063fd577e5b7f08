import { draw } from '../simulation/seeded';
import { hangsUpEarly, hostile, liar, voicemail, wantsHuman, wrongNumber } from './bystanders';
import { colleagueAt, colleagues } from './colleagues';
import { arabicSpeaker, busyPerson, callMeThursday, keenBuyer, neverThere, rambler } from './buyers';
import type { Persona } from './persona';

/** All twelve, in the order of their numbers. */
export const personas: readonly Persona[] = [
  keenBuyer,
  busyPerson,
  neverThere,
  voicemail,
  wrongNumber,
  wantsHuman,
  callMeThursday,
  hostile,
  arabicSpeaker,
  rambler,
  liar,
  hangsUpEarly,
];

/** The mix for numbers whose tail names nobody, as weights of 100: roughly what a bought list gives. */
const mix: readonly (readonly [Persona, number])[] = [
  [keenBuyer, 34],
  [neverThere, 14],
  [rambler, 13],
  [busyPerson, 9],
  [callMeThursday, 8],
  [arabicSpeaker, 7],
  [wantsHuman, 5],
  [voicemail, 4],
  [hangsUpEarly, 3],
  [wrongNumber, 2],
  [hostile, 1],
];

/**
 * Who owns a phone. Slot = the number's last two digits modulo 20. Slots 1 to 12 are personas 1 to 12, so every
 * number ending in 01 to 12 (and 21 to 32, 41 to 52, ..., also 5501 to 5512) has a fixed owner, whatever the seed.
 * The other slots (0 and 13 to 19) are drawn from a weighted mix, by seed and number. Numbers of colleagues are their own.
 */
export function personaFor(number: string, seed: number): Persona {
  const colleague = colleagueAt(number);
  if (colleague) return colleague;
  const digits = number.replace(/\D/g, '').slice(-2);
  const slot = Number(digits || '0') % 20;
  return personas[slot - 1] ?? drawn(number, seed);
}

export function personaNamed(number: number): string {
  return [...personas, ...colleagues].find((persona) => persona.number === number)?.name ?? 'unknown';
}

function drawn(number: string, seed: number): Persona {
  let left = draw(seed, number, 'persona') * 100;
  for (const [persona, weight] of mix) {
    left -= weight;
    if (left < 0) return persona;
  }
  return keenBuyer;
}

/** The emulator's people by the last two digits of their number. */
export const PERSON = {
  keenBuyer: 1,
  busy: 2,
  noAnswer: 3,
  voicemail: 4,
  wrongNumber: 5,
  asksForHuman: 6,
  callbackOnThursday: 7,
  hostileOptOut: 8,
  arabicSpeaker: 9,
  rambler: 10,
  liar: 11,
  hangsUpEarly: 12,
} as const;

export type PersonName = keyof typeof PERSON;

/** Area codes that say where somebody is, from the Atlantic to the Pacific; none of Washington, where AI calls nobody uninvited. */
const AREAS = ['212', '617', '202', '312', '713', '303', '415', '213', '602', '305'] as const;

/** Numbers reserved for fiction (555-01XX); each person answers five of them in each area. */
export function numberOf(person: PersonName, nth = 0): string {
  const area = AREAS[Math.floor(nth / 5) % AREAS.length] ?? AREAS[0];
  const tail = PERSON[person] + 20 * (nth % 5);
  return `+1${area}55501${String(tail).padStart(2, '0')}`;
}

export const TIME_ZONE_SOURCES = ['IMPORTED', 'LEAD_STATED', 'AGENT_CONFIRMED'] as const;

/** Who says that a lead lives in its time zone. */
export type TimeZoneSource = (typeof TIME_ZONE_SOURCES)[number];

/** Only the person's own word is believed alone; a zone of a list is one candidate among others. */
export function isStatedByPerson(source: TimeZoneSource | null): boolean {
  return source === 'LEAD_STATED' || source === 'AGENT_CONFIRMED';
}

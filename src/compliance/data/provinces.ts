/** Provinces and territories of Canada an address may name: ISO 3166-2 code, English name, every time zone of the place. */
export const PROVINCES: readonly (readonly [code: string, name: string, timeZones: string])[] = [
  ['CA-AB', 'Alberta', 'America/Edmonton'],
  ['CA-BC', 'British Columbia', 'America/Dawson_Creek America/Edmonton America/Vancouver'],
  ['CA-MB', 'Manitoba', 'America/Winnipeg'],
  ['CA-NB', 'New Brunswick', 'America/Halifax'],
  ['CA-NL', 'Newfoundland and Labrador', 'America/Halifax America/St_Johns'],
  ['CA-NS', 'Nova Scotia', 'America/Halifax'],
  ['CA-NT', 'Northwest Territories', 'America/Edmonton America/Toronto America/Whitehorse America/Winnipeg'],
  ['CA-NU', 'Nunavut', 'America/Edmonton America/Toronto America/Whitehorse America/Winnipeg'],
  ['CA-ON', 'Ontario', 'America/Toronto America/Winnipeg'],
  ['CA-PE', 'Prince Edward Island', 'America/Halifax'],
  ['CA-QC', 'Quebec', 'America/Halifax America/Toronto'],
  ['CA-SK', 'Saskatchewan', 'America/Regina'],
  ['CA-YT', 'Yukon', 'America/Edmonton America/Toronto America/Whitehorse America/Winnipeg'],
];

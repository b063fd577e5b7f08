import type { CallingWindows } from '../../compliance/calling-window';
import type { RuleFile } from '../../compliance/rules/rule-file.schema';
import type { SimulatedLead } from './scenario';

/** The raw rows of the rule file, as far as a check of dialed calls needs them. */
export interface RuleRows {
  readonly file: RuleFile;
  /** Most attempts per person in any 24 hours. */
  readonly dayCap: number;
  /** Hours of a row in force on a local date; nothing when the row has none then. */
  readonly windowsOn: (id: string, date: string) => readonly CallingWindows[];
}

/** Where a person may be, by area code and address. */
export interface Clocks {
  readonly timeZones: readonly string[];
  readonly jurisdictions: readonly string[];
}

export function ruleRowsOf(file: RuleFile): RuleRows {
  const byId = new Map<string, RuleFile['jurisdictions'][number][]>();
  for (const row of file.jurisdictions) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
  return {
    file,
    dayCap: file.policy.recommended_production.platform_cap_24h ?? file.policy.platform_cap_24h ?? Infinity,
    windowsOn: (id, date) =>
      (byId.get(id) ?? [])
        .filter(({ effective_from: from, effective_to: to }) => from <= date && (to === null || date < to))
        .flatMap(({ windows, automated_windows: automated }) => [windows, ...(automated ? [automated] : [])]),
  };
}

/**
 * The clocks of the area code, and those of the state of the address where it is known; what the person said counts alone. Without
 * a place in the file a number has no clock, and any call to it is one too many.
 */
export function clocksOf(
  { phone, addressState, timeZone, timeZoneStatedByPerson }: SimulatedLead,
  rows: RuleRows,
): Clocks {
  const { nanp, zones_by_us_region: byRegion } = rows.file;
  const area = phone.startsWith('+1') ? nanp.npas[phone.slice(2, 5)] : undefined;
  if (!area) return foreignClocksOf(phone, rows);
  const home = addressState?.toUpperCase().replace(/^US-/, '');
  const regions = [area.region, ...(home && home in byRegion ? [home] : [])].filter((one) => one !== null);
  const jurisdictions = [area.country, ...regions.map((region) => `${area.country}-${region}`)].filter(
    (id) => id !== null,
  );
  if (timeZone && timeZoneStatedByPerson) return { timeZones: [timeZone], jurisdictions };
  const addressed = home && home !== area.region ? (byRegion[home] ?? []) : [];
  return { timeZones: [...new Set([...area.zones, ...addressed])], jurisdictions };
}

function foreignClocksOf(phone: string, { file }: RuleRows): Clocks {
  const code = Object.keys(file.country_calling_codes).find((one) => phone.startsWith(`+${one}`));
  const [country, zones] = (code && file.country_calling_codes[code]) || [];
  return country && zones ? { timeZones: zones, jurisdictions: [country] } : { timeZones: [], jurisdictions: [] };
}

import type { RuleFile } from './rule-file.schema';

type Rows = RuleFile['jurisdictions'];

/** What each part of the file may say, but not beside the rest: every problem, with its path. */
export function contradictionsOf(file: RuleFile): string[] {
  return [
    ...overlappingRows(file.jurisdictions),
    ...strayRows(file.jurisdictions),
    ...unknownCalendars(file),
    ...unknownSources(file),
    ...unknownPlaces(file),
    ...areaCodesListedTwice(file),
    ...confirmationLaterThanLaw(file),
  ];
}

/** Two rows of one id may not be in force on one day. */
function overlappingRows(rows: Rows): string[] {
  return rows.flatMap((row, index) =>
    rows.slice(0, index).some((other) => other.id === row.id && overlap(row, other))
      ? [`jurisdictions[${index}].effective_from: another row of ${row.id} is in force on the same days`]
      : [],
  );
}

function overlap(a: Rows[number], b: Rows[number]): boolean {
  return (
    (!a.effective_to || b.effective_from < a.effective_to) && (!b.effective_to || a.effective_from < b.effective_to)
  );
}

/** A state lies in a country that has rules of its own; caps are told apart by their id. */
function strayRows(rows: Rows): string[] {
  const ids = new Set(rows.map((row) => row.id));
  return rows.flatMap((row, index) => [
    ...(ids.has(row.country) ? [] : [`jurisdictions[${index}].country: there is no row ${row.country}`]),
    ...row.caps.flatMap((cap, at) =>
      row.caps.slice(0, at).some((other) => other.id === cap.id)
        ? [`jurisdictions[${index}].caps[${at}].id: is the id of another cap of the row`]
        : [],
    ),
  ]);
}

function unknownCalendars(file: RuleFile): string[] {
  return file.jurisdictions.flatMap((row, index) =>
    !row.holiday_rule || file.holiday_calendars[row.holiday_rule.calendar]
      ? []
      : [`jurisdictions[${index}].holiday_rule.calendar: there is no calendar ${row.holiday_rule.calendar}`],
  );
}

function unknownSources(file: RuleFile): string[] {
  return file.jurisdictions.flatMap((row, index) =>
    row.sources.flatMap((source, at) =>
      file.sources[source] ? [] : [`jurisdictions[${index}].sources[${at}]: there is no source ${source}`],
    ),
  );
}

/** A number that may be called lies where a row rules, and an American one in a state whose zones are known. */
function unknownPlaces(file: RuleFile): string[] {
  const ids = new Set(file.jurisdictions.map((row) => row.id));
  const states = Object.keys(file.zones_by_us_region);
  return [
    ...states.flatMap((state) =>
      ids.has(`US-${state}`) ? [] : [`zones_by_us_region.${state}: there is no row US-${state}`],
    ),
    ...Object.entries(file.country_calling_codes).flatMap(([code, [country]]) =>
      ids.has(country) ? [] : [`country_calling_codes.${code}: there is no row ${country}`],
    ),
    ...Object.entries(file.nanp.npas).flatMap(([code, place]) => [
      ...(place.country !== 'US' || states.includes(place.region ?? '')
        ? []
        : [`nanp.npas.${code}.region: is no state of zones_by_us_region`]),
      ...(place.country !== 'CA' || place.region
        ? []
        : [`nanp.npas.${code}.region: a Canadian area code has a province`]),
      ...((place.split ?? false) === place.zones.length > 1
        ? []
        : [`nanp.npas.${code}.split: must be true where there are several zones, and only there`]),
    ]),
  ];
}

function areaCodesListedTwice(file: RuleFile): string[] {
  const seen = new Set(Object.keys(file.nanp.npas));
  return Object.entries(file.nanp.non_geographic).flatMap(([list, codes]) =>
    codes.flatMap((code, index) => {
      if (!seen.has(code)) {
        seen.add(code);
        return [];
      }
      return [`nanp.non_geographic.${list}[${index}]: ${code} is listed twice`];
    }),
  );
}

function confirmationLaterThanLaw({ policy, opt_out }: RuleFile): string[] {
  return policy.opt_out_confirmation_max_seconds > opt_out.confirmation_text_max_seconds
    ? ['policy.opt_out_confirmation_max_seconds: is longer than opt_out.confirmation_text_max_seconds']
    : [];
}

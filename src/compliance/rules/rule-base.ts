import { type AddressTables, addressTablesOf } from './address-place';
import { BoundedMemory } from './bounded-memory';
import { HolidayCalendar } from './holiday-calendar';
import { Locality } from './locality';
import { type NumberAnswer, type NumberTables, numberTablesOf } from './number-place';
import type { Place } from './place';
import type { OpenHours } from './open-hours';
import type { PolicyChanges, RuleFile, RulePolicy } from './rule-file.schema';
import { type Row, rowOf } from './rule-row';

/** The calling rules, worked out of their file once. Immutable, but for a memory that never changes an answer. */
export interface RuleBase {
  readonly version: string;
  readonly file: RuleFile;
  readonly policy: RulePolicy;
  /** Rows of each id, in order of the day they come into force. */
  readonly rowsById: ReadonlyMap<string, readonly Row[]>;
  readonly numbers: NumberTables;
  readonly addresses: AddressTables;
  readonly memory: RuleMemory;
}

/** What was worked out before: bounded, and only to save time. */
export interface RuleMemory {
  /** Numbers of other countries than those of North America, whose shapes take a library to read. */
  readonly foreignNumbers: BoundedMemory<string, NumberAnswer>;
  readonly places: BoundedMemory<string, Place>;
  readonly localities: BoundedMemory<string, Locality>;
  readonly hours: BoundedMemory<string, OpenHours>;
}

/** The rules under the policy of the file, with `changes` laid over it. */
export function ruleBaseOf(file: RuleFile, changes: PolicyChanges = {}): RuleBase {
  const calendars = new Map(
    Object.entries(file.holiday_calendars).map(([name, entries]) => [
      name,
      new HolidayCalendar(entries, isAmerican(name, file)),
    ]),
  );
  const rowsById = new Map<string, Row[]>();
  for (const row of file.jurisdictions) {
    const calendar = row.holiday_rule ? calendars.get(row.holiday_rule.calendar) : undefined;
    rowsById.set(
      row.id,
      [...(rowsById.get(row.id) ?? []), rowOf(row, calendar)].sort((a, b) => a.from - b.from),
    );
  }
  return withPolicy(
    {
      version: file.rules_version,
      file,
      policy: file.policy,
      rowsById,
      numbers: numberTablesOf(file),
      addresses: addressTablesOf(file),
      memory: emptyMemory(),
    },
    changes,
  );
}

/** The same rules under another policy; nothing is remembered across the two. */
export function withPolicy(rules: RuleBase, changes: PolicyChanges): RuleBase {
  return { ...rules, policy: { ...rules.policy, ...changes }, memory: emptyMemory() };
}

/** What the platform runs on: the policy of the file with its recommendations, and no row that awaits counsel without clearance. */
export function productionPolicyOf(file: RuleFile): PolicyChanges {
  const { max_total_attempts_per_lead: _, ...recommended } = file.policy.recommended_production;
  return { ...recommended, require_counsel_clearance: true };
}

/** The rows and clocks of a place, with what was worked out about them before. */
export function localityOf(jurisdictions: readonly string[], zones: readonly string[], rules: RuleBase): Locality {
  const key = `${jurisdictions.join('+')}|${zones.join(',')}`;
  const known = rules.memory.localities.get(key);
  if (known) return known;
  const rows = jurisdictions.map((id) => rules.rowsById.get(id) ?? []);
  return rules.memory.localities.keep(key, new Locality(key, zones, rows));
}

/** Substitute days are an American custom. */
function isAmerican(calendar: string, file: RuleFile): boolean {
  return (
    calendar.startsWith('US-') ||
    file.jurisdictions.some((row) => row.country === 'US' && row.holiday_rule?.calendar === calendar)
  );
}

function emptyMemory(): RuleMemory {
  return {
    foreignNumbers: new BoundedMemory(10_000),
    places: new BoundedMemory(10_000),
    localities: new BoundedMemory(10_000),
    hours: new BoundedMemory(2_000),
  };
}

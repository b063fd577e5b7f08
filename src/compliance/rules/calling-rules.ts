import type { DialZone } from '../dial-zone';
import type { ContactDecision } from './contact-decision';
import type { Contact, ContactQuestion } from './contact-question';
import { decide } from './decide';
import { type Asked, explain } from './explain';
import { type OpeningFor, type Openings, openingsOf } from './openings';
import { localityOf, type RuleBase } from './rule-base';
import type { FileRow } from './rule-row.schema';
import { zoneOf, zoneOfKey } from './zone-of';

/** The questions one set of calling rules answers. Pure: no clock, no records, nothing of the program around it. */
export class CallingRules {
  constructor(readonly rules: RuleBase) {}

  /** Which rules decided; kept on every receipt. */
  get version(): string {
    return this.rules.version;
  }

  /** How far ahead a next allowed moment is looked for. */
  get horizonDays(): number {
    return this.rules.policy.search_horizon_days;
  }

  /** Calls stop so long before their hours end; `closesAt` of a decision has it taken off. */
  get closeGuardMs(): number {
    return this.rules.policy.close_guard_seconds * 1_000;
  }

  decide(question: ContactQuestion): ContactDecision {
    return decide(question, this.rules);
  }

  zoneOf(contact: Omit<Contact, 'line'>): DialZone {
    return zoneOf(contact, this.rules);
  }

  /** The clock a person lives by: what they said of themselves, else the first their number and address allow, else `otherwise`. */
  clockOf(person: Omit<Contact, 'line'> & { readonly timeZone: string | null }, otherwise: string): string {
    return person.timeZone ?? this.zoneOf(person).timeZones[0] ?? otherwise;
  }

  /** Reads a zone key back; the unknown zone when these rules do not know it. */
  zoneOfKey(key: string): DialZone {
    return zoneOfKey(key, this.rules);
  }

  openings(zone: DialZone, what: OpeningFor): Openings {
    return openingsOf(zone, what, this.rules);
  }

  /** Rows in force at a moment in any of the zones, with everything the file says about them. */
  rowsOf(jurisdictions: readonly string[], zones: readonly string[], moment: Date): readonly FileRow[] {
    const locality = localityOf(jurisdictions, zones, this.rules);
    return locality.inForceAt(moment.getTime()).rows.map((row) => row.file);
  }

  /** The decision in a sentence for people; says where the number is from, and repeats no number. */
  explain(decision: ContactDecision, asked: Asked): string {
    return explain(decision, this.rules, asked);
  }
}

import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config';
import type { DialZone } from '../dial-zone';
import type { ContactDecision } from './contact-decision';
import type { Contact, ContactQuestion } from './contact-question';
import { decide } from './decide';
import { type Asked, explain } from './explain';
import { loadRuleFile } from './load-rule-file';
import { type OpeningFor, type Openings, openingsOf } from './openings';
import { localityOf, productionPolicyOf, type RuleBase, ruleBaseOf } from './rule-base';
import type { FileRow } from './rule-row.schema';
import { staleZones } from './stale-zones';
import { zoneOf, zoneOfKey } from './zone-of';

/**
 * The calling rules the program runs on: loaded and checked before anything listens, under the production policy.
 * @throws InvalidRuleFile from the constructor when the rules cannot be used.
 */
@Injectable()
export class RuleBook implements OnModuleInit {
  readonly rules: RuleBase;
  private readonly logger = new Logger(RuleBook.name);

  constructor(config: AppConfig) {
    const file = loadRuleFile(config.callingRulesFile);
    this.rules = ruleBaseOf(file, productionPolicyOf(file));
  }

  /** Which rules decided; kept on every receipt. */
  get version(): string {
    return this.rules.version;
  }

  /** How far ahead a next allowed moment is looked for. */
  get horizonDays(): number {
    return this.rules.policy.search_horizon_days;
  }

  onModuleInit(): void {
    this.warnOfStaleClocks(process.versions.tz ?? '');
  }

  /** Old time zone data would call an hour too late in the evening: whoever runs the program must hear of it. */
  warnOfStaleClocks(release: string): void {
    const stale = staleZones(release);
    if (stale.length === 0) return;
    this.logger.warn(
      `The time zone data of this runtime (${release || 'of no known release'}) is older than the law of ${stale.join(', ')}. ` +
        'The program corrects the clocks of these zones; update Node.js.',
    );
  }

  decide(question: ContactQuestion): ContactDecision {
    return decide(question, this.rules);
  }

  zoneOf(contact: Omit<Contact, 'line'>): DialZone {
    return zoneOf(contact, this.rules);
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

import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config';
import { CallingRules } from './calling-rules';
import { loadRuleFile } from './load-rule-file';
import { productionPolicyOf, ruleBaseOf } from './rule-base';
import { staleZones } from './stale-zones';

/**
 * The calling rules the program runs on: loaded and checked before anything listens, under the production policy.
 * @throws InvalidRuleFile from the constructor when the rules cannot be used.
 */
@Injectable()
export class RuleBook extends CallingRules implements OnModuleInit {
  private readonly logger = new Logger(RuleBook.name);

  constructor(config: AppConfig) {
    const file = loadRuleFile(config.callingRulesFile);
    super(ruleBaseOf(file, productionPolicyOf(file)));
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
}

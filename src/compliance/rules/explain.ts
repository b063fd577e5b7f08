import type { ContactDecision } from './contact-decision';
import type { RuleBase } from './rule-base';

export interface Asked {
  /** E.164. */
  readonly phone: string;
  readonly moment: Date;
}

/** The decision in a sentence for people; names no person and no number. */
export function explain(decision: ContactDecision, _rules: RuleBase, _asked: Asked): string {
  return decision.reason;
}

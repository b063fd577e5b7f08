import type { ContactPurpose, ContactQuestion } from './contact-question';
import type { DenyReason } from './contact-decision';
import type { Placed } from './place';
import type { RuleBase } from './rule-base';
import type { RowsInForce } from './rows-in-force';
import type { Standing } from './consent-standing';

/** Figures a sentence needs; never a phone number, a name or words of the person. */
export type Because = Readonly<Record<string, string | number | boolean | null>>;

/** A question with what was looked up for it. */
export interface Case {
  readonly question: ContactQuestion;
  readonly rules: RuleBase;
  readonly place: Placed;
  /** The moment, milliseconds since the epoch. */
  readonly at: number;
  readonly inForce: RowsInForce;
  /** A reply that has lapsed is MARKETING from the first check on. */
  readonly purpose: ContactPurpose;
  readonly marketing: boolean;
  readonly consent: Standing;
}

export interface Denial {
  readonly reason: DenyReason;
  readonly because: Because;
}

/** One check of the order of docs/calling-rules.md; undefined when it has nothing to say. */
export type Check = (of: Case) => Denial | undefined;

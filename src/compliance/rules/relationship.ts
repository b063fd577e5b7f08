import type { ContactHistory } from './contact-question';
import type { RulePolicy } from './rule-file.schema';

/**
 * Established business relationship (47 CFR 64.1200(f)(5)): so many calendar months from the transaction or the inquiry. A do-not-call
 * request or revocation ends it, even one that a later opt-in answered, and even if business went on.
 */
export function hasRelationship(history: ContactHistory, policy: RulePolicy, at: number): boolean {
  const { relationship, internalDncAt, revocations } = history;
  if (!relationship || !(relationship.at.getTime() <= at)) return false;
  const ended = [...(internalDncAt ? [internalDncAt] : []), ...revocations.map((one) => one.at)];
  if (ended.some((moment) => !(moment.getTime() > at))) return false;
  const months = relationship.type === 'TRANSACTION' ? policy.ebr_transaction_months : policy.ebr_inquiry_months;
  return at <= monthsAfter(relationship.at, months);
}

/** The same day of a later month, or its last day where it is shorter. */
function monthsAfter(moment: Date, months: number): number {
  const first = Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + months, 1);
  const lastDay = new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + months + 1, 0)).getUTCDate();
  const timeOfDay = moment.getTime() - Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate());
  return first + (Math.min(moment.getUTCDate(), lastDay) - 1) * 86_400_000 + timeOfDay;
}

import type { DialCondition } from '../../compliance/contact-verdict';
import type { Campaign } from '../campaign.entity';
import type { PersonView } from './person-calls.service';
import { standingOf } from './person-history';
import { retryPolicyOf } from './effective-policy';

/** Calls of other campaigns, and by hand, that reached nobody count as this campaign's own. */
export function budgetOf(person: PersonView, campaign: Campaign, moment: Date): DialCondition[] {
  const policy = { maxAttempts: campaign.maxAttempts, retry: retryPolicyOf(person, campaign) };
  const standing = standingOf(person.history, policy, moment);
  if (standing.kind === 'FREE') return [];
  if (standing.kind === 'SPENT') {
    const explanation = `The company has called this person as often as the campaign may, ${campaign.maxAttempts} times, and reached nobody.`;
    return [{ verdict: 'DENY', reason: 'PERSON_BUDGET', explanation }];
  }
  const { until } = standing;
  const explanation = 'Another call to this person was made too short a time ago, or is promised.';
  return [{ verdict: 'DEFER', reason: 'PERSON_RESTING', explanation, ...(until ? { until } : {}) }];
}

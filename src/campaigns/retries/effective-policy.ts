import type { Campaign } from '../campaign.entity';
import { readRetryPolicy, type RetryPolicy } from '../rules/retry-policy';

/** The company's policy, overridden by the campaign's field by field. */
export function retryPolicyOf(
  company: { readonly retryPolicy: object },
  campaign: Pick<Campaign, 'retryPolicy'>,
): RetryPolicy {
  return readRetryPolicy(company.retryPolicy, campaign.retryPolicy);
}

import type { DialCondition } from '../../compliance/contact-verdict';
import { allowedAttempts } from './allowed-attempts';

/** Where an enrolment stands before an attempt. */
export interface Turn {
  readonly attempts: number;
  readonly priority: number;
  readonly promisedAt: Date | null;
}

/** What the number of attempts has to say about another one; nothing about one that has begun, which is counted already. */
export function attemptsOf(turn: Turn | undefined, campaign: { readonly maxAttempts: number }): DialCondition[] {
  if (!turn || turn.attempts < allowedAttempts(campaign, turn.priority)) return [];
  return [
    {
      verdict: 'DENY',
      reason: 'ATTEMPTS_EXHAUSTED',
      explanation: `All ${campaign.maxAttempts} attempts of the campaign are used.`,
    },
  ];
}

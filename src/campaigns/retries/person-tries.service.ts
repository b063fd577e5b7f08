import { Injectable } from '@nestjs/common';
import type { CallOutcome } from '../../calls/call-outcome';
import { Outbox } from '../../platform/events/outbox';
import type { Campaign } from '../campaign.entity';
import type { Enrolment } from '../enrolment.entity';
import { readRetryPolicy, type RetryPolicy } from '../rules/retry-policy';
import { retryPolicyOf } from './effective-policy';
import { PersonCalls } from './person-calls.service';
import { isUnanswered, type PersonCounts } from './person-history';
import { PersonNotReached } from './retries.events';

/** What the budget of a person says after a call. */
export interface Tries {
  readonly retry: RetryPolicy;
  /** Left out where the call reached somebody: its end does not depend on other calls. */
  readonly person?: PersonCounts;
}

/** Reads what a call that reached nobody leaves of a person's budget, and tells the person's other campaigns. */
@Injectable()
export class PersonTries {
  constructor(
    private readonly calls: PersonCalls,
    private readonly outbox: Outbox,
  ) {}

  /** In the open unit of work, after the call has its outcome; one statement, or two where others have to be told. */
  async after(enrolment: Enrolment, campaign: Campaign, outcome: CallOutcome, moment: Date): Promise<Tries> {
    if (isFinal(outcome)) return { retry: readRetryPolicy(campaign.retryPolicy) };
    const { id: enrolmentId, leadId, phone } = enrolment;
    const view = await this.calls.of(phone, enrolmentId, moment);
    const retry = retryPolicyOf(view, campaign);
    if (!isUnanswered(outcome)) return { retry };
    if (view.waitsElsewhere) await this.outbox.record(PersonNotReached, { leadId, enrolmentId });
    return { retry, person: view.history };
  }
}

/** No policy is asked after these. */
function isFinal(outcome: CallOutcome): boolean {
  return !isUnanswered(outcome) && outcome !== 'CALLBACK_REQUESTED';
}

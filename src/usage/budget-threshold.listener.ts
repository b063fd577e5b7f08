import { Injectable } from '@nestjs/common';
import { OnFact } from '../platform/events/on-fact.decorator';
import { Topics } from '../platform/pubsub/topics';
import { type BudgetThreshold, BudgetThresholdReached } from './usage.events';
import { BudgetAlerted } from './usage.topics';

/** Passes thresholds on to the people who are watching. */
@Injectable()
export class BudgetThresholdListener {
  constructor(private readonly topics: Topics) {}

  @OnFact(BudgetThresholdReached)
  async tellSubscribers(threshold: BudgetThreshold): Promise<void> {
    await this.topics.publish(BudgetAlerted, threshold);
  }
}

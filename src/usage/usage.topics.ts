import { declareTopic } from '../platform/pubsub/topic';
import type { BudgetThreshold } from './usage.events';

/** News for the people watching the budget. */
export const BudgetAlerted = declareTopic<BudgetThreshold>('budget-alerted');

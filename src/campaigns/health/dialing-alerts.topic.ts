import { declareTopic } from '../../platform/pubsub/topic';

/** An alert as it is told; `at` is ISO 8601. */
export interface AlertNews {
  readonly id: string;
  readonly kind: string;
  readonly reason: string | null;
  readonly campaignId: string | null;
  readonly callId: string | null;
  readonly source: string | null;
  readonly at: string;
}

/** Every alert of a company. */
export const DialingAlerted = declareTopic<AlertNews>('dialing-alerted');

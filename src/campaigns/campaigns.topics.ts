import { declareTopic } from '../platform/pubsub/topic';

/** The state of a campaign's progress at one moment; times are ISO 8601. */
export interface ProgressSnapshot {
  readonly campaignId: string;
  readonly status: string;
  readonly pauseReason: string | null;
  readonly total: number;
  readonly remaining: number;
  readonly inFlight: number;
  readonly called: number;
  readonly connected: number;
  readonly qualified: number;
  readonly failed: number;
  readonly optedOut: number;
  readonly calls: number;
  readonly spendMicros: string;
  readonly currency: string;
  readonly callsPerMinute: number;
  readonly nextDialAt: string | null;
  readonly updatedAt: string;
}

/** Keyed by campaign; at most four a second for each. */
export const CampaignProgressed = declareTopic<ProgressSnapshot>('campaign-progressed');

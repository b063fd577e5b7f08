/** Life of a campaign; a pause always has a reason. */
export const CAMPAIGN_STATUSES = ['DRAFT', 'ACTIVE', 'PAUSED', 'COMPLETED', 'CANCELLED'] as const;

export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

export const PAUSE_REASONS = [
  'USER',
  'NO_LEADS',
  'AGENT_UNAVAILABLE',
  'BUDGET_EXCEEDED',
  'FAILURE_BREAKER',
  'TENANT_PAUSED',
] as const;

export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Legal moves; the database holds the same table and refuses every other. */
export const CAMPAIGN_MOVES: Readonly<Record<CampaignStatus | '-', readonly CampaignStatus[]>> = {
  '-': ['DRAFT'],
  DRAFT: ['ACTIVE', 'CANCELLED'],
  ACTIVE: ['PAUSED', 'COMPLETED', 'CANCELLED'],
  PAUSED: ['ACTIVE', 'COMPLETED', 'CANCELLED'],
  COMPLETED: [],
  CANCELLED: [],
};

export function mayMoveCampaign(from: CampaignStatus, to: CampaignStatus): boolean {
  return CAMPAIGN_MOVES[from].includes(to);
}

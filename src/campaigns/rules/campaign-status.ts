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

/** Pauses that end with their cause, without anybody's doing; each has the name of the gate that holds the campaign. */
export const PASSING_PAUSES = ['TENANT_PAUSED', 'AGENT_UNAVAILABLE', 'BUDGET_EXCEEDED'] as const;

export type PassingPause = (typeof PASSING_PAUSES)[number];

export function isPassing(reason: string | null): reason is PassingPause {
  return PASSING_PAUSES.some((passing) => passing === reason);
}

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

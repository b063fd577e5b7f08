import { registerEnumType } from '@nestjs/graphql';
import type { CampaignPurpose } from './campaign.entity';
import { CAMPAIGN_STATUSES, type CampaignStatus, PAUSE_REASONS, type PauseReason } from './rules/campaign-status';

export const CampaignStatusEnum = Object.fromEntries(CAMPAIGN_STATUSES.map((status) => [status, status])) as Record<
  CampaignStatus,
  CampaignStatus
>;
registerEnumType(CampaignStatusEnum, {
  name: 'CampaignStatus',
  description: 'Where a campaign stands in its life.',
  valuesMap: {
    DRAFT: { description: 'Being prepared; calls nobody.' },
    ACTIVE: { description: 'Calls leads whose window is open.' },
    PAUSED: { description: 'Places no calls until resumed.' },
    COMPLETED: { description: 'Its last lead is done.' },
    CANCELLED: { description: 'Stopped for good.' },
  },
});

export const PauseReasonEnum = Object.fromEntries(PAUSE_REASONS.map((reason) => [reason, reason])) as Record<
  PauseReason,
  PauseReason
>;
registerEnumType(PauseReasonEnum, {
  name: 'PauseReason',
  description: 'Why a campaign is paused.',
  valuesMap: {
    USER: { description: 'Somebody paused it.' },
    NO_LEADS: { description: 'It has no leads; adding one resumes it.' },
    AGENT_UNAVAILABLE: { description: 'No active agent may speak for it; activating one resumes it.' },
    BUDGET_EXCEEDED: {
      description:
        'The budget of the month, or of the campaign, is spent; a higher one, or the next month, resumes it.',
    },
    FAILURE_BREAKER: {
      description:
        'More than half of its last calls failed; it tries again by itself after a while, one call at a time.',
    },
    TENANT_PAUSED: { description: 'The company is paused; activating it resumes the campaign.' },
  },
});

export const CampaignKindEnum = { OUTREACH: 'OUTREACH', AUTO_CALL: 'AUTO_CALL' } as const;
registerEnumType(CampaignKindEnum, {
  name: 'CampaignKind',
  description: 'Whether a campaign ends with its last lead.',
  valuesMap: {
    OUTREACH: { description: 'Calls a set of leads and completes with the last.' },
    AUTO_CALL: { description: 'Calls the new leads of a project at once and never completes.' },
  },
});

export const CampaignPurposeEnum = {
  MARKETING: 'MARKETING',
  INFORMATIONAL: 'INFORMATIONAL',
} as const satisfies { [P in CampaignPurpose]: P };
registerEnumType(CampaignPurposeEnum, {
  name: 'CampaignPurpose',
  description: 'Why the people of a campaign are called.',
  valuesMap: {
    MARKETING: { description: 'To sell: needs the person’s written consent.' },
    INFORMATIONAL: { description: 'To tell what the person needs to know; nothing is offered.' },
  },
});

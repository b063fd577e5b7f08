import { registerEnumType } from '@nestjs/graphql';
import { CAMPAIGN_STATUSES, type CampaignStatus, PAUSE_REASONS, type PauseReason } from './rules/campaign-status';

export const CampaignStatusEnum = Object.fromEntries(CAMPAIGN_STATUSES.map((status) => [status, status])) as Record<
  CampaignStatus,
  CampaignStatus
>;
registerEnumType(CampaignStatusEnum, { name: 'CampaignStatus', description: 'Where a campaign stands in its life.' });

export const PauseReasonEnum = Object.fromEntries(PAUSE_REASONS.map((reason) => [reason, reason])) as Record<
  PauseReason,
  PauseReason
>;
registerEnumType(PauseReasonEnum, { name: 'PauseReason', description: 'Why a campaign is paused.' });

export const CampaignKindEnum = { OUTREACH: 'OUTREACH', AUTO_CALL: 'AUTO_CALL' } as const;
registerEnumType(CampaignKindEnum, {
  name: 'CampaignKind',
  description: 'OUTREACH ends with its last lead; AUTO_CALL calls the new leads of a project at once and never ends.',
});

import { ObjectType } from '@nestjs/graphql';
import { RefusalModel, unionOf } from '../platform/graphql/refusal.model';
import { CampaignModel } from './campaign.model';
import { IllegalCampaignMove } from './campaigns.errors';
import type { Campaign } from './campaign.entity';

@ObjectType('CampaignMoveRefused', {
  implements: () => RefusalModel,
  description: 'The campaign’s life cycle does not lead there.',
})
export class CampaignMoveRefused extends RefusalModel {
  readonly code = 'CAMPAIGN_MOVE_REFUSED';

  constructor(readonly message: string) {
    super();
  }
}

export const CampaignMoveResult = unionOf('CampaignMoveResult', CampaignModel, CampaignMoveRefused);
export type CampaignMoveResult = typeof CampaignMoveResult;

/** The moved campaign, or the refusal a client can act on. */
export async function moveResultOf(moved: Promise<Campaign>): Promise<CampaignMoveResult> {
  try {
    return CampaignModel.of(await moved);
  } catch (error) {
    if (error instanceof IllegalCampaignMove) return new CampaignMoveRefused(error.message);
    throw error;
  }
}

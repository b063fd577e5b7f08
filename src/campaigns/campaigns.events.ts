import { declareFact } from '../platform/events/fact';

/** Something may now be dialed: started, resumed, leads added, settings changed. */
export const CampaignStirred = declareFact<{ campaignId: string }>('campaign.stirred');

/** The program or a person paused it; `reason` is a PauseReason. */
export const CampaignPaused = declareFact<{ campaignId: string; reason: string }>('campaign.paused');

/** Its last lead is done. */
export const CampaignCompleted = declareFact<{ campaignId: string }>('campaign.completed');

/** A person stopped it for good. */
export const CampaignCancelled = declareFact<{ campaignId: string }>('campaign.cancelled');

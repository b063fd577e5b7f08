import { Conflict, NotFound } from '../platform/errors/domain-error';
import type { CampaignStatus } from './rules/campaign-status';

/** Thrown when a campaign does not exist in this tenant. */
export class CampaignNotFound extends NotFound {
  constructor() {
    super('Campaign');
  }
}

/** Thrown when a campaign is asked to move where its life cycle does not lead. */
export class IllegalCampaignMove extends Conflict {
  constructor(from: CampaignStatus, to: CampaignStatus) {
    super(`A campaign that is ${from} cannot become ${to}.`);
  }
}

/** Thrown when a campaign that is over, or running, is asked to change what may no longer change. */
export class CampaignIsFixed extends Conflict {
  constructor(status: CampaignStatus) {
    super(`A campaign that is ${status} cannot be changed like this.`);
  }
}

import { Injectable } from '@nestjs/common';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { CampaignCancelled } from '../campaigns.events';
import { CallbackBook } from './callback-book.service';
import { PersonRest } from './person-rest.service';
import { PersonNotReached } from './retries.events';

/** What one campaign's call means for the others, and its stop for what it promised. May run twice. */
@Injectable()
export class RetriesListener {
  constructor(
    private readonly rest: PersonRest,
    private readonly callbacks: CallbackBook,
  ) {}

  @OnFact(CampaignCancelled)
  async cancelPromises({ campaignId }: { campaignId: string }): Promise<void> {
    await this.callbacks.cancelOf(campaignId);
  }

  @OnFact(PersonNotReached)
  async restElsewhere({ leadId, enrolmentId }: { leadId: string; enrolmentId: string }): Promise<void> {
    await this.rest.afterCallOf(leadId, enrolmentId);
  }
}

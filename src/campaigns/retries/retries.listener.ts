import { Injectable } from '@nestjs/common';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { PersonRest } from './person-rest.service';
import { PersonNotReached } from './retries.events';

/** What one campaign's call means for the others. May run twice. */
@Injectable()
export class RetriesListener {
  constructor(private readonly rest: PersonRest) {}

  @OnFact(PersonNotReached)
  async restElsewhere({ leadId, enrolmentId }: { leadId: string; enrolmentId: string }): Promise<void> {
    await this.rest.afterCallOf(leadId, enrolmentId);
  }
}

import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Outbox } from '../platform/events/outbox';
import { Topics } from '../platform/pubsub/topics';
import { type MappedLead, mappedFacts, updatedFacts } from './lead-facts';
import { LeadsMapped, LeadsUpdated } from './leads.events';
import { LeadChanged } from './leads.topics';

/** Tells other rooms, and whoever watches, what became of a lead. Call it inside the unit of work that makes it true. */
@Injectable()
export class LeadNews {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly topics: Topics,
  ) {}

  /** Records that they changed and shows the changes to watchers. */
  async changed(...leadIds: readonly string[]): Promise<void> {
    await this.recorded(leadIds);
    for (const leadId of leadIds) this.show(leadId);
  }

  /** Records that many changed, without showing each to watchers. */
  async recorded(leadIds: readonly string[]): Promise<void> {
    await this.outbox.recordAll(LeadsUpdated, updatedFacts(leadIds));
  }

  async mapped(...leads: readonly MappedLead[]): Promise<void> {
    await this.outbox.recordAll(LeadsMapped, mappedFacts(leads));
  }

  /** Shows the lead to watchers once the open unit of work has committed. */
  show(leadId: string): void {
    this.work.afterCommit(() => this.topics.publish(LeadChanged, { leadId }));
  }

  /** Ids of leads as they change, from now on. */
  async watch(): Promise<AsyncIterableIterator<{ leadId: string }>> {
    return this.topics.subscribe(LeadChanged);
  }
}

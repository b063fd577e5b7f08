import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Outbox } from '../platform/events/outbox';
import { Topics } from '../platform/pubsub/topics';
import { LeadMapped, LeadUpdated } from './leads.events';
import { LeadChanged } from './leads.topics';

/** Tells other rooms, and whoever watches, what became of a lead. Call it inside the unit of work that makes it true. */
@Injectable()
export class LeadNews {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly topics: Topics,
  ) {}

  /** Records the fact and shows the change to watchers. */
  async changed(leadId: string): Promise<void> {
    await this.outbox.record(LeadUpdated, { leadId });
    this.show(leadId);
  }

  async mapped(leadId: string, projectId: string): Promise<void> {
    await this.outbox.record(LeadMapped, { leadId, projectId });
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

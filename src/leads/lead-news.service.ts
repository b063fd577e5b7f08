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

  /** Records the fact of each and shows the changes to watchers. */
  async changed(...leadIds: readonly string[]): Promise<void> {
    await this.outbox.recordAll(
      LeadUpdated,
      leadIds.map((leadId) => ({ leadId })),
    );
    for (const leadId of leadIds) this.show(leadId);
  }

  async mapped(...leads: readonly { leadId: string; projectId: string }[]): Promise<void> {
    await this.outbox.recordAll(LeadMapped, leads);
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

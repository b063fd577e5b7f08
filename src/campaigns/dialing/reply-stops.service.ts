import { Injectable } from '@nestjs/common';
import { QueuedCalls } from '../../calls/placing/queued-calls.service';
import { ConversationHolds } from '../../conversations/threads/conversation-holds.service';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { PRIORITY } from '../rules/enrolment-state';
import { EnrolmentStore } from './enrolment-store.service';
import { OutcomeApplier } from './outcome-applier.service';
import { IN_CONVERSATION } from './person-wishes.service';

/**
 * Stop on reply: whoever writes to us is not called meanwhile. Calls that wait to be dialed are given back, and turns that would come
 * before the conversation is over are moved behind it. The gate asks the same again at the dial.
 */
@Injectable()
export class ReplyStops {
  constructor(
    private readonly work: UnitOfWork,
    private readonly holds: ConversationHolds,
    private readonly queued: QueuedCalls,
    private readonly enrolments: EnrolmentStore,
    private readonly outcomes: OutcomeApplier,
  ) {}

  /** No attempt counts. What was promised keeps its time. May run twice. */
  async afterMessageOf(leadId: string): Promise<void> {
    const hold = await this.holds.now(leadId);
    if (!hold) return;
    await this.queued.askAgain(leadId, IN_CONVERSATION);
    const { until } = hold;
    for (const id of await this.dueBefore(leadId, until))
      await this.enrolments.withLocked(id, ['WAITING'], async (enrolment, campaign, moment) => {
        if (enrolment.priority === PRIORITY.PROMISED || enrolment.dueAt >= until) return;
        await this.outcomes.release(enrolment, campaign, {}, { dueAt: until }, moment);
      });
  }

  private async dueBefore(leadId: string, until: Date): Promise<string[]> {
    const rows = await this.work.single((tx) =>
      rowsOf<{ id: string }>(
        tx,
        `select id from enrolments where tenant_id = $1 and lead_id = $2 and state = 'WAITING' and due_at < $3 and priority <> $4
         order by id`,
        [currentTenantId(), leadId, until, PRIORITY.PROMISED],
      ),
    );
    return rows.map(({ id }) => id);
  }
}

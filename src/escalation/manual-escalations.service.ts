import { Injectable } from '@nestjs/common';
import { ConversationsService } from '../conversations/conversations.service';
import { currentTenantId } from '../platform/context/request-context';
import { rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { EscalationLists } from './escalation-lists.service';
import type { Escalation } from './escalation.entity';
import { Escalations } from './escalations.service';

/** What somebody of the company escalates by hand. */
@Injectable()
export class ManualEscalations {
  constructor(
    private readonly work: UnitOfWork,
    private readonly escalations: Escalations,
    private readonly lists: EscalationLists,
    private readonly conversations: ConversationsService,
  ) {}

  /** Answers the one that is open, where one is. @throws NotFound */
  async ofConversation(conversationId: string, reason?: string | null): Promise<Escalation> {
    const { leadId, callId } = await this.conversations.get(conversationId);
    const about = { leadId, conversationId, ...(callId ? { callId } : {}) };
    const { escalationId } = await this.escalations.raise({
      ...about,
      trigger: 'MANUAL',
      ...(reason ? { reason } : {}),
    });
    return this.lists.get(escalationId);
  }

  /**
   * Every conversation with the lead that goes on is given to people; answers the first of them. All are held before the first is raised,
   * which holds the lead: whoever has one of them and wants the lead would wait for us, and we for them. @throws LeadNotFound
   */
  async ofLead(leadId: string, reason?: string | null): Promise<Escalation> {
    return this.work.run(async (tx) => {
      const going = await rowsOf<{ id: string }>(tx, HOLD_GOING, [currentTenantId(), leadId]);
      const why = { leadId, trigger: 'MANUAL' as const, ...(reason ? { reason } : {}) };
      const raised: string[] = [];
      for (const { id } of going)
        raised.push((await this.escalations.raise({ ...why, conversationId: id })).escalationId);
      return this.lists.get(raised[0] ?? (await this.escalations.raise(why)).escalationId);
    });
  }
}

const HOLD_GOING = /* sql */ `
select id from conversations where tenant_id = $1 and lead_id = $2 and status <> 'ENDED' order by started_at, id for no key update`;

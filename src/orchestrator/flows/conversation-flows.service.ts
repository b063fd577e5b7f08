import { Injectable } from '@nestjs/common';
import type { Agent } from '../../agents/agent.entity';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { Flow } from '../../conversations/conversation-flow';

/** What conversations in writing are about, and who speaks in them; joins an open unit of work. */
@Injectable()
export class ConversationFlows {
  constructor(private readonly work: UnitOfWork) {}

  /** Where nobody speaks, whoever spoke last stays on record. */
  async follow(conversationId: string, flow: Flow, speaker: Agent | null): Promise<void> {
    await this.work.single((tx) =>
      changedBy(tx, FOLLOW, [currentTenantId(), conversationId, flow, speaker?.id ?? null, speaker?.version ?? null]),
    );
  }
}

const FOLLOW = /* sql */ `
update conversations set flow = $3, agent_id = coalesce($4::uuid, agent_id), agent_version = coalesce($5::int, agent_version)
where tenant_id = $1 and id = $2
  and (flow is distinct from $3 or $4::uuid is not null and (agent_id, agent_version) is distinct from ($4::uuid, $5::int))`;

import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { Flow } from '../../conversations/conversation-flow';

/** What conversations are about; joins an open unit of work. */
@Injectable()
export class ConversationFlows {
  constructor(private readonly work: UnitOfWork) {}

  async follow(conversationId: string, flow: Flow): Promise<void> {
    await this.work.run((tx) =>
      changedBy(
        tx,
        'update conversations set flow = $3 where tenant_id = $1 and id = $2 and flow is distinct from $3',
        [currentTenantId(), conversationId, flow],
      ),
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { ConversationStatus } from '../../../conversations/conversation-life-cycle';
import { currentTenantId } from '../../../platform/context/request-context';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { Answer } from '../answer.entity';
import type { SkipReason } from '../answer-life-cycle';

interface Since {
  readonly status: ConversationStatus;
  readonly hasPersonSpoken: boolean;
  readonly isOnItsWay: boolean;
}

/** Whether people have gone past what was composed: a model takes seconds, a carrier that refuses takes minutes. */
@Injectable()
export class Overtaking {
  constructor(private readonly work: UnitOfWork) {}

  /** Why a composed answer is not said any more, if so. Words that may have left under `requestKey` stand, and belong in the transcript. */
  async skipReasonOf(answer: Answer, requestKey: string): Promise<SkipReason | undefined> {
    const { conversationId, exchange } = answer;
    const [since] = await this.work.read<Since>(SINCE, [currentTenantId(), conversationId, exchange, requestKey]);
    if (!since || since.isOnItsWay) return undefined;
    if (since.hasPersonSpoken) return 'ANSWERED_BY_A_PERSON';
    if (since.status === 'ENDED') return 'CONVERSATION_ENDED';
    // What says that a person takes over is said after one was asked for.
    return since.status === 'ESCALATED' && answer.reply?.action !== 'REQUEST_HUMAN' ? 'WITH_A_PERSON' : undefined;
  }
}

const SINCE = {
  name: 'answer-overtaken',
  text: /* sql */ `
select c.status,
  exists (select 1 from turns t where t.tenant_id = $1 and t.conversation_id = $2 and t.seq > $3 and t.speaker = 'HUMAN') as "hasPersonSpoken",
  exists (select 1 from text_messages m where m.tenant_id = $1 and m.request_key = $4 and not m.not_sent) as "isOnItsWay"
from conversations c where c.tenant_id = $1 and c.id = $2`,
};

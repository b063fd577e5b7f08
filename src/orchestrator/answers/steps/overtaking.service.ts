import { Injectable } from '@nestjs/common';
import type { ConversationStatus } from '../../../conversations/conversation-life-cycle';
import { ConversationsService } from '../../../conversations/conversations.service';
import { Clock } from '../../../platform/clock/clock';
import { currentTenantId } from '../../../platform/context/request-context';
import { rowOf } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { Answer } from '../answer.entity';
import type { SkipReason } from '../answer-life-cycle';

/** Who goes on writing for longer than this is answered what was read so far. */
const LONGEST_LISTENING_MS = 20_000;

interface Since {
  readonly status: ConversationStatus;
  readonly hasPersonSpoken: boolean;
  readonly isOnItsWay: boolean;
}

/** Whether the thread has gone past an answer: a model takes seconds, a carrier that refuses takes minutes. */
@Injectable()
export class Overtaking {
  constructor(
    private readonly work: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly clock: Clock,
  ) {}

  /** Whoever writes in the thread, takes it over or ends it waits from now on: what is asked stays so until the open unit of work ends. */
  async hold({ conversationId }: Answer): Promise<void> {
    await this.work.single((tx) => rowOf(tx, HOLD, [currentTenantId(), conversationId]));
  }

  /** Place of a message that came after those an answer covers; null when there is none, or the lead has written on for long. */
  async laterMessage({ conversationId, exchange, heardAt }: Answer): Promise<number | null> {
    if (this.clock.now().getTime() - heardAt.getTime() > LONGEST_LISTENING_MS) return null;
    const latest = await this.conversations.lastHeard(conversationId);
    return latest > exchange ? latest : null;
  }

  /** Why an answer is not given any more, if so. Words that may have left under `requestKey` stand, and belong in the transcript. */
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

/** Before the lead, as everywhere. */
const HOLD = 'select 1 from conversations where tenant_id = $1 and id = $2 for no key update';

const SINCE = {
  name: 'answer-overtaken',
  text: /* sql */ `
select c.status,
  exists (select 1 from turns t where t.tenant_id = $1 and t.conversation_id = $2 and t.seq > $3 and t.speaker = 'HUMAN') as "hasPersonSpoken",
  exists (select 1 from text_messages m where m.tenant_id = $1 and m.request_key = $4 and not m.not_sent) as "isOnItsWay"
from conversations c where c.tenant_id = $1 and c.id = $2`,
};

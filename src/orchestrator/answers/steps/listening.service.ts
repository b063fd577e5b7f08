import { Injectable } from '@nestjs/common';
import { ConversationsService } from '../../../conversations/conversations.service';
import { Clock } from '../../../platform/clock/clock';
import type { Answer } from '../answer.entity';

/** Who goes on writing for longer than this is answered what was read so far. */
const LONGEST_LISTENING_MS = 20_000;

/** Whether the lead goes on writing. */
@Injectable()
export class Listening {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly clock: Clock,
  ) {}

  /** Place of a message that came after those an answer covers; null when there is none, or the lead has written on for long. */
  async laterMessage({ conversationId, exchange, heardAt }: Answer): Promise<number | null> {
    if (this.clock.now().getTime() - heardAt.getTime() > LONGEST_LISTENING_MS) return null;
    const latest = await this.conversations.lastHeard(conversationId);
    return latest > exchange ? latest : null;
  }
}

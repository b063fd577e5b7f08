import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { actorReference } from '../../platform/context/actor';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { changedBy } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { RateLimited } from '../../platform/errors/domain-error';
import { InvalidInput } from '../../platform/http/invalid-input';
import { ChatSession } from './chat-session.entity';

const HOUR_MS = 60 * 60_000;

/** Whose a chat is: one person's, for as long as the page keeps its id. Every method joins an open unit of work. */
@Injectable()
export class ChatSessions {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  find(sessionId: string): Promise<ChatSession | null> {
    return this.work.single((tx) => tx.findOneBy(ChatSession, { tenantId: currentTenantId(), sessionId }));
  }

  /** Finds it or begins it. @throws InvalidInput naming `phone` when it is another person's. */
  async open(sessionId: string, leadId: string): Promise<{ session: ChatSession; isNew: boolean }> {
    const [tenantId, now] = [currentTenantId(), this.clock.now()];
    return this.work.run(async (tx) => {
      const opened = await changedBy(
        tx,
        `insert into chat_sessions (tenant_id, session_id, lead_id, opened_by, opened_at) values ($1, $2, $3, $4, $5)
         on conflict (tenant_id, session_id) do nothing`,
        [tenantId, sessionId, leadId, opener(), now],
      );
      const session = await tx.findOneByOrFail(ChatSession, { tenantId, sessionId });
      if (session.leadId === leadId) return { session, isNew: opened === 1 };
      throw new InvalidInput([{ field: 'phone', message: 'is not that of the person this session belongs to.' }]);
    });
  }

  /**
   * Asked before somebody nobody vouches for begins one: each typed number is a new person with tokens of their own, so that one page, or a
   * script behind it, could talk a company's budget away.
   * @throws RateLimited until the oldest of the last hour is an hour old.
   */
  async mustHaveRoom(): Promise<void> {
    const now = this.clock.now().getTime();
    const most = this.config.newChatsPerKeyAndHour;
    const since = new Date(now - HOUR_MS);
    const [row] = await this.work.read<{ opened: number; oldest: Date }>(OPENED, [
      currentTenantId(),
      opener(),
      since,
      most,
    ]);
    if (!row || row.opened < most) return;
    throw new RateLimited(Math.max(1, Math.ceil((row.oldest.getTime() + HOUR_MS - now) / 1_000)));
  }

  /** Notes that its visitor is the person it belongs to; that is not taken back. */
  async vouchFor({ tenantId, sessionId }: ChatSession): Promise<void> {
    await this.work.single((tx) => tx.update(ChatSession, { tenantId, sessionId }, { verified: true }));
  }

  /** Where the session is held now; it stays at its first place there. @returns the place after which it is shown what is said. */
  async heardIn({ sessionId, verified }: ChatSession, conversationId: string, seq: number): Promise<number> {
    return this.work.run(async (tx) => {
      const key = { tenantId: currentTenantId(), sessionId };
      await changedBy(
        tx,
        `update chat_sessions set conversation_id = $3, first_seq = $4
         where tenant_id = $1 and session_id = $2 and conversation_id is distinct from $3`,
        [key.tenantId, sessionId, conversationId, seq],
      );
      return verified ? 0 : ((await tx.findOneByOrFail(ChatSession, key)).firstSeq ?? seq);
    });
  }
}

/** Whoever brings the messages: the key of a page's server, as a rule. */
function opener(): string {
  return actorReference(currentActor());
}

const OPENED = {
  name: 'chats-opened',
  text: /* sql */ `
select count(*)::int as opened, min(opened_at) as oldest from (
  select opened_at from chat_sessions where tenant_id = $1 and opened_by = $2 and opened_at > $3 order by opened_at desc limit $4
) recent`,
};

import { Injectable } from '@nestjs/common';
import { ThreadsService } from '../../conversations/threads/threads.service';
import { cleanText } from '../../leads/clean-text';
import { InvalidInput } from '../../platform/http/invalid-input';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { IdempotentAnswers } from '../idempotent-answers.service';
import { ChatPeople } from './chat-people.service';
import type { ChatSession } from './chat-session.entity';
import { ChatSessions } from './chat-sessions.service';
import { type ChatMessage, readChatMessage } from './live-chat';

/** What became of a message. */
export interface HeardChat {
  /** Null for a stop, which is obeyed and begins no conversation. */
  readonly conversationId: string | null;
  /** Null for a stop of somebody who is no lead. */
  readonly leadId: string | null;
  /** Its place in the conversation. */
  readonly seq: number | null;
  /** True when it asked to be contacted no more. */
  readonly optedOut: boolean;
  /** The place in the conversation after which the session is shown what is said. */
  readonly firstSeq: number | null;
}

/** Takes in what visitors of web pages write: the person, the words as a turn and the facts, or none of them. */
@Injectable()
export class LiveChatIntake {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: ChatPeople,
    private readonly sessions: ChatSessions,
    private readonly threads: ThreadsService,
    private readonly answers: IdempotentAnswers,
  ) {}

  /**
   * The same message of a session has its first answer. A stop is obeyed before anything else reads it.
   * @throws InvalidInput naming every bad field; what IdempotentAnswers throws, also when a message comes back with another body.
   */
  async take(body: unknown): Promise<HeardChat> {
    const message = readChatMessage(body);
    const key = keyOf(message);
    return this.answers.answerOnce({ operation: 'live-chat', key, body }, () => this.hear(message));
  }

  private hear(message: ChatMessage): Promise<HeardChat> {
    return this.work.run(async () => {
      const session = await this.sessions.find(message.sessionId);
      if (!session && !message.phone?.trim()) throw new InvalidInput([PHONE_NEEDED]);
      const stopped = await this.people.stopped(message, session);
      if (stopped) return { conversationId: null, seq: null, firstSeq: null, optedOut: true, ...stopped };
      const text = cleanText(message.text);
      if (!text) throw new InvalidInput([{ field: 'text', message: 'must say something.' }]);
      return this.hearIn(await this.people.sessionOf(message, session), text, keyOf(message));
    });
  }

  /** Whoever typed a phone without proof is heard apart from all else that is the lead's. */
  private async hearIn(session: ChatSession, text: string, messageKey: string): Promise<HeardChat> {
    const { leadId, sessionId, verified } = session;
    const apart = verified ? {} : { unprovenSession: sessionId };
    const { conversationId, seq } = await this.threads.hear({
      leadId,
      channel: 'LIVE_CHAT',
      text,
      messageKey,
      ...apart,
    });
    const firstSeq = await this.sessions.heardIn(session, conversationId, seq);
    return { conversationId, leadId, seq, firstSeq, optedOut: false };
  }
}

const PHONE_NEEDED = {
  field: 'phone',
  message: 'is needed with the first message of a session: a lead is a phone number.',
};

/** No session id has a colon. */
function keyOf({ sessionId, messageId }: ChatMessage): string {
  return `${sessionId}:${messageId}`;
}

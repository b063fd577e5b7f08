import { Injectable } from '@nestjs/common';
import { ConversationsService } from '../../conversations/conversations.service';
import { isolateLeftToRight } from '../../conversations/languages/isolate-left-to-right';
import type { Turn } from '../../conversations/turn.entity';
import { TurnsService } from '../../conversations/turns.service';
import { currentActor } from '../../platform/context/request-context';
import { Forbidden, NotFound } from '../../platform/errors/domain-error';

/** Something the company said in a chat. */
export interface ChatReply {
  readonly seq: number;
  /** AGENT, or HUMAN once somebody of the company has taken over. */
  readonly speaker: 'AGENT' | 'HUMAN';
  /** As it is shown: in an Arabic one what reads from left to right is set apart. The turn has no such marks. */
  readonly text: string;
  readonly spokenAt: Date;
}

/** Most answers told at once. */
const MOST = 100;

/** What a chat is shown: the company's side of it. The visitor's own words it knows. */
@Injectable()
export class ChatReplies {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly turns: TurnsService,
  ) {}

  /** At most 100, in order. @throws NotFound for what is no chat. */
  async after(conversationId: string, seq: number): Promise<ChatReply[]> {
    const { channel } = await this.conversations.get(conversationId);
    if (channel !== 'LIVE_CHAT') throw new NotFound('Conversation');
    const said = await this.turns.saidByUs(conversationId, seq, MOST);
    return said.flatMap((turn) => replyOf(turn) ?? []);
  }

  /** Of the chat the guest holds a pass to, from where their session began. */
  ofGuest(seq: number): Promise<ChatReply[]> {
    const { subject, since } = guest();
    return this.after(subject, Math.max(seq, since));
  }

  /** One turn, if the guest may see it. */
  async find(conversationId: string, seq: number): Promise<ChatReply | null> {
    const { subject, since } = guest();
    if (conversationId !== subject || seq <= since) return null;
    return replyOf(await this.turns.get(conversationId, seq));
  }
}

/** The chat and the place a guest may see from. @throws Forbidden to anybody else */
export function guest(): { subject: string; since: number } {
  const actor = currentActor();
  if (actor.kind !== 'GUEST') throw new Forbidden();
  return actor;
}

function replyOf({ seq, speaker, text, spokenAt }: Turn): ChatReply | null {
  return speaker === 'LEAD' ? null : { seq, speaker, text: isolateLeftToRight(text), spokenAt };
}

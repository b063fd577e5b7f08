import { Injectable } from '@nestjs/common';
import type { ConversationStatus } from '../conversation-life-cycle';
import { ConversationsService } from '../conversations.service';
import type { Turn } from '../turn.entity';
import { TurnsService } from '../turns.service';

/** Part of a conversation, as it is read outside GraphQL. */
export interface Transcript {
  readonly conversationId: string;
  readonly leadId: string;
  readonly channel: string;
  readonly status: ConversationStatus;
  readonly language: string | null;
  readonly startedAt: Date;
  /** Null while it goes on. */
  readonly endedAt: Date | null;
  readonly turns: readonly Pick<Turn, 'seq' | 'speaker' | 'text' | 'language' | 'spokenAt'>[];
  /** The place to read on from; null when this is the end. */
  readonly nextAfter: number | null;
}

/** Turns read at once. */
export const MOST_TURNS = 500;

/** What was said, for those who hold an address of it. */
@Injectable()
export class TranscriptReader {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly turns: TurnsService,
  ) {}

  /** The turns after a place, in order, at most 500. @throws NotFound */
  async read(id: string, after: number): Promise<Transcript> {
    const conversation = await this.conversations.get(id);
    const found = await this.turns.after(id, after, MOST_TURNS + 1);
    const turns = found.slice(0, MOST_TURNS);
    const { leadId, channel, status, language, startedAt, endedAt } = conversation;
    return {
      conversationId: id,
      leadId,
      channel,
      status,
      language,
      startedAt,
      endedAt,
      turns: turns.map(({ seq, speaker, text, language: spoken, spokenAt }) => ({
        seq,
        speaker,
        text,
        language: spoken,
        spokenAt,
      })),
      nextAfter: found.length > MOST_TURNS ? (turns.at(-1)?.seq ?? null) : null,
    };
  }
}

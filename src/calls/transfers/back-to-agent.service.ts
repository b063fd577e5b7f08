import { Injectable } from '@nestjs/common';
import { AgentsService } from '../../agents/agents.service';
import { ConversationsService } from '../../conversations/conversations.service';
import { TurnsService } from '../../conversations/turns.service';
import type { AnswerPlan } from '../../voice/carrier.port';
import type { Call } from '../call.entity';
import { type Tongue, voiceFor } from '../talk/languages';
import { transferLinesIn } from './transfer-lines';
import { TransferLife } from './transfer-life.service';
import type { TransferBook } from './transfer-store.service';

/** Gives a caller nobody took back to the agent, who says so and goes on. */
@Injectable()
export class BackToAgent {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly turns: TurnsService,
    private readonly agents: AgentsService,
    private readonly life: TransferLife,
  ) {}

  /** What to say to the caller, and to listen to, however often it is asked; null when there is nobody to talk to. On a locked transfer. */
  async planFor(book: TransferBook, moment: Date): Promise<AnswerPlan | null> {
    const { transfer, call } = book;
    const conversation = await this.conversations.findByCall(call.id);
    const isReturning = transfer.state === 'FALLBACK';
    if (!conversation || conversation.status === 'ENDED' || !(isReturning || transfer.returnExchange !== null))
      return null;
    const exchange = transfer.returnExchange ?? (await this.nextExchange(conversation.id));
    const { language, voice } = await this.tongueOf(call);
    const lines = transferLinesIn(language);
    const text = transfer.result === 'FAILED' ? lines.cannot : lines.nobodyFree;
    const line = {
      conversationId: conversation.id,
      exchange,
      speaker: 'AGENT' as const,
      text,
      language,
      action: 'NOBODY_FREE',
    };
    const { turn } = await this.turns.record(line);
    if (isReturning) await this.life.end(book, moment, { returnExchange: exchange });
    return { kind: 'GATHER', say: turn.text, language, voice, exchange, tenantId: call.tenantId, callId: call.id };
  }

  /** What is spoken on the call now. */
  async tongueOf(call: Call): Promise<Tongue> {
    const agent = await this.agents.versionOf(call.agentId, call.agentVersion);
    const conversation = await this.conversations.findByCall(call.id);
    const language = conversation?.language ?? agent.language;
    return { language, voice: voiceFor(language, agent) };
  }

  /** After everything that was said, or is being answered. */
  private async nextExchange(conversationId: string): Promise<number> {
    const turns = await this.conversations.transcript(conversationId);
    return Math.max(0, ...turns.map(({ exchange }) => exchange)) + 1;
  }
}

import { Injectable } from '@nestjs/common';
import { AgentsService } from '../../agents/agents.service';
import { ConversationsService } from '../../conversations/conversations.service';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { SpokenCall } from './spoken-call';
import { TalkBackground } from './talk-background.service';
import type { TalkScene } from './talk-scene';

/** Reads what an agent needs to know before it speaks. */
@Injectable()
export class TalkScenes {
  constructor(
    private readonly work: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly agents: AgentsService,
    private readonly about: TalkBackground,
  ) {}

  /** Begins the conversation if it has not begun. One unit of work, closed before anybody is asked what to say. */
  of(call: SpokenCall): Promise<TalkScene> {
    return this.work.run(async () => {
      const { language, voice, greeting, prompt } = await this.agents.versionOf(call.agentId, call.agentVersion);
      const conversation = await this.conversations.openForCall({
        callId: call.id,
        leadId: call.leadId,
        agentId: call.agentId,
        agentVersion: call.agentVersion,
        language,
      });
      const turns = await this.conversations.transcript(conversation.id);
      const { company, lead } = await this.about.of(call.leadId);
      return { call, conversation, turns, agent: { language, voice, greeting, prompt }, company, lead };
    });
  }
}

import { Injectable } from '@nestjs/common';
import { AgentsService } from '../../agents/agents.service';
import { CallDisclosures } from '../../compliance/disclosure/call-disclosures.service';
import { ConversationsService } from '../../conversations/conversations.service';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { NotFound } from '../../platform/errors/domain-error';
import { fillGreeting, nameableInFull } from './greeting';
import { spokenLanguageOf } from './languages';
import { deniesMachine } from './machine-question';
import type { SpokenCall } from './spoken-call';
import { TalkBackground } from './talk-background.service';
import type { AgentLine, TalkScene } from './talk-scene';

/** Reads what an agent needs to know before it speaks. */
@Injectable()
export class TalkScenes {
  constructor(
    private readonly work: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly agents: AgentsService,
    private readonly about: TalkBackground,
    private readonly disclosures: CallDisclosures,
  ) {}

  /** One unit of work, closed before anybody is asked what to say. @throws NotFound when nobody picked the call up. */
  of(call: SpokenCall): Promise<TalkScene> {
    return this.work.run(async () => {
      const { language, voice, greeting, prompt } = await this.agents.versionOf(call.agentId, call.agentVersion);
      const conversation = await this.conversations.findByCall(call.id);
      if (!conversation) throw new NotFound('Conversation');
      const turns = await this.conversations.transcript(conversation.id);
      const { company, brandVoice, lead } = await this.about.of(call.leadId);
      return { call, conversation, turns, agent: { language, voice, greeting, prompt }, company, brandVoice, lead };
    });
  }

  /**
   * The first words: what the law demands, then the greeting; nothing follows a question whether to go on. What the company adds, or
   * greets with, is left out when it denies that a machine speaks.
   */
  async openingOf({ call, agent, lead }: TalkScene): Promise<AgentLine> {
    const language = spokenLanguageOf(agent.language);
    const { opening, asksToGoOn, record } = await this.disclosures.of(call.id, {
      language,
      speakable: nameableInFull,
      denies: deniesMachine,
    });
    const greeting = fillGreeting(agent.greeting, lead);
    const words = asksToGoOn || deniesMachine(greeting) ? opening : [...opening, greeting];
    return { text: words.join(' ').trim(), language: agent.language, disclosure: record };
  }
}

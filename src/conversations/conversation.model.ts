import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Connection } from '../platform/graphql/connection';
import type { Conversation } from './conversation.entity';
import type { Flow } from './conversation-flow';
import type { ConversationChannel, ConversationStatus } from './conversation-life-cycle';

export const ConversationStatusEnum = {
  ACTIVE: 'ACTIVE',
  ESCALATED: 'ESCALATED',
  ENDED: 'ENDED',
} as const satisfies Record<ConversationStatus, ConversationStatus>;

registerEnumType(ConversationStatusEnum, {
  name: 'ConversationStatus',
  description: 'Whether a conversation goes on.',
  valuesMap: {
    ACTIVE: { description: 'It goes on.' },
    ESCALATED: { description: 'A person has it; the agent is silent until it is handed back.' },
    ENDED: { description: 'It is over.' },
  },
});

export const ConversationChannelEnum = {
  VOICE: 'VOICE',
  SMS: 'SMS',
  WHATSAPP: 'WHATSAPP',
  LIVE_CHAT: 'LIVE_CHAT',
  WEB_FORM: 'WEB_FORM',
} as const satisfies Record<ConversationChannel, ConversationChannel>;

registerEnumType(ConversationChannelEnum, {
  name: 'ConversationChannel',
  description: 'Where a conversation is held.',
  valuesMap: {
    VOICE: { description: 'On the phone.' },
    SMS: { description: 'In text messages.' },
    WHATSAPP: { description: 'On WhatsApp.' },
    LIVE_CHAT: { description: 'In the chat of a web page.' },
    WEB_FORM: { description: 'In the message of a web form.' },
  },
});

export const ConversationFlowEnum = {
  SALES: 'SALES',
  SUPPORT: 'SUPPORT',
  GENERAL: 'GENERAL',
} as const satisfies Record<Flow, Flow>;

registerEnumType(ConversationFlowEnum, {
  name: 'ConversationFlow',
  description: 'What a written conversation is about.',
  valuesMap: {
    SALES: { description: 'The lead is interested.' },
    SUPPORT: { description: 'The lead needs help.' },
    GENERAL: { description: 'Neither, so far.' },
  },
});

@ObjectType('Conversation', { description: 'What was said with a lead on one occasion.' })
export class ConversationModel {
  @Field(() => ID, { description: 'Id of the conversation.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The lead it was held with.' })
  readonly leadId!: string;

  @Field(() => ID, { nullable: true, description: 'The call it was held on.' })
  readonly callId!: string | null;

  @Field(() => ConversationChannelEnum, { description: 'Where it is held.' })
  readonly channel!: ConversationChannel;

  @Field(() => ConversationStatusEnum, { description: 'Whether it goes on.' })
  readonly status!: ConversationStatus;

  @Field(() => ID, { nullable: true, description: 'The agent that speaks; null where the project has none.' })
  readonly agentId!: string | null;

  @Field(() => Int, { nullable: true, description: 'Version of the agent that speaks.' })
  readonly agentVersion!: number | null;

  @Field(() => String, { nullable: true, description: 'Language last spoken, for example en-US.' })
  readonly language!: string | null;

  @Field(() => Int, { description: 'How many turns it has.' })
  readonly turnCount!: number;

  @Field(() => ConversationFlowEnum, {
    nullable: true,
    description: 'What it is about, by what the lead wrote last; null for calls.',
  })
  readonly flow!: Flow | null;

  @Field(() => Date, { nullable: true, description: 'When the lead wrote last; null for calls.' })
  readonly lastHeardAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'Since when a person has it; null while the agent does.' })
  readonly escalatedAt!: Date | null;

  @Field(() => Date, { description: 'When it began.' })
  readonly startedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it ended.' })
  readonly endedAt!: Date | null;

  static of(conversation: Conversation): ConversationModel {
    return Object.assign(new ConversationModel(), {
      id: conversation.id,
      leadId: conversation.leadId,
      callId: conversation.callId,
      channel: conversation.channel,
      status: conversation.status,
      agentId: conversation.agentId,
      agentVersion: conversation.agentVersion,
      language: conversation.language,
      turnCount: conversation.turnCount,
      flow: conversation.flow,
      lastHeardAt: conversation.lastHeardAt,
      escalatedAt: conversation.escalatedAt,
      startedAt: conversation.startedAt,
      endedAt: conversation.endedAt,
    });
  }
}

@ObjectType({ description: 'A page of conversations, latest first.' })
export class ConversationConnection extends Connection(ConversationModel) {}

import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Connection } from '../platform/graphql/connection';
import type { Conversation } from './conversation.entity';
import type { ConversationChannel, ConversationStatus } from './conversation-life-cycle';

export const ConversationStatusEnum = { ACTIVE: 'ACTIVE', ENDED: 'ENDED' } as const satisfies Record<
  ConversationStatus,
  ConversationStatus
>;

registerEnumType(ConversationStatusEnum, {
  name: 'ConversationStatus',
  description: 'Whether a conversation goes on.',
  valuesMap: { ACTIVE: { description: 'It goes on.' }, ENDED: { description: 'It is over.' } },
});

export const ConversationChannelEnum = { VOICE: 'VOICE' } as const satisfies Record<
  ConversationChannel,
  ConversationChannel
>;

registerEnumType(ConversationChannelEnum, {
  name: 'ConversationChannel',
  description: 'Where a conversation is held.',
  valuesMap: { VOICE: { description: 'On the phone.' } },
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

  @Field(() => ID, { description: 'The agent that speaks.' })
  readonly agentId!: string;

  @Field(() => Int, { description: 'Version of the agent that speaks.' })
  readonly agentVersion!: number;

  @Field(() => String, { nullable: true, description: 'Language last spoken, for example en-US.' })
  readonly language!: string | null;

  @Field(() => Int, { description: 'How many turns it has.' })
  readonly turnCount!: number;

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
      startedAt: conversation.startedAt,
      endedAt: conversation.endedAt,
    });
  }
}

@ObjectType({ description: 'A page of conversations, latest first.' })
export class ConversationConnection extends Connection(ConversationModel) {}

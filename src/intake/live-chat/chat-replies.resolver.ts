import { Field, Int, ObjectType, Resolver, Subscription } from '@nestjs/graphql';
import { SpeakerEnum } from '../../conversations/turn.model';
import { TurnSpoken } from '../../conversations/conversations.topics';
import { AllowGuest } from '../../platform/access/allow.decorator';
import { Topics } from '../../platform/pubsub/topics';
import { type ChatReply, ChatReplies, guest } from './chat-replies.service';

interface Place {
  readonly conversationId: string;
  readonly seq: number;
}

@ObjectType('ChatReply', { description: 'Something the company said in a chat.' })
export class ChatReplyModel implements ChatReply {
  @Field(() => Int, { description: 'Its place in the conversation.' })
  readonly seq!: number;

  @Field(() => SpeakerEnum, { description: 'AGENT, or HUMAN once somebody of the company has taken over.' })
  readonly speaker!: ChatReply['speaker'];

  @Field(() => String, { description: 'What was said.' })
  readonly text!: string;

  @Field(() => Date, { description: 'When it was said.' })
  readonly spokenAt!: Date;
}

@Resolver()
export class ChatRepliesResolver {
  constructor(
    private readonly replies: ChatReplies,
    private readonly topics: Topics,
  ) {}

  @AllowGuest()
  @Subscription(() => ChatReplyModel, {
    description:
      'What the company says from now on in the chat a `replyToken` is for, given as a bearer token in `connection_init`; a reply may be told twice, its `seq` tells.',
    filter(this: ChatRepliesResolver, { conversationId, seq }: Place): Promise<boolean> {
      return this.replies.find(conversationId, seq).then((reply) => reply !== null);
    },
    resolve(this: ChatRepliesResolver, { conversationId, seq }: Place): Promise<ChatReply | null> {
      return this.replies.find(conversationId, seq);
    },
  })
  chatReplied(): Promise<AsyncIterableIterator<Place>> {
    return this.topics.subscribe(TurnSpoken, guest().subject);
  }
}

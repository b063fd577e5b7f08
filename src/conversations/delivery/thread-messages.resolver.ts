import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { BadUserInput } from '../../platform/errors/domain-error';
import { ConversationsService } from '../conversations.service';
import { TurnModel } from '../turn.model';
import { WriteMessageInput } from './inputs/write-message.input';
import { ThreadDelivery } from './thread-delivery.service';
import { WriteMessageResult, writeMessageResultOf } from './write-message.result';

/** What people of the company write in threads. */
@Resolver(() => TurnModel)
export class ThreadMessagesResolver {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly delivery: ThreadDelivery,
  ) {}

  @Allow('OPERATOR', 'calls:write')
  @Mutation(() => WriteMessageResult, {
    description:
      'Writes to the lead in a conversation as a person, once, on its own channel and if the law allows it. The agent answers nothing that was written before.',
  })
  async writeMessage(
    @Args('input', { description: 'What to write, and where.' }) input: WriteMessageInput,
  ): Promise<WriteMessageResult> {
    const { conversationId, text, idempotencyKey } = input;
    const conversation = await this.conversations.get(conversationId);
    if (conversation.channel === 'VOICE') throw new BadUserInput('input.conversationId', 'is a call; it is spoken.');
    if (conversation.status === 'ENDED') throw new BadUserInput('input.conversationId', 'has ended.');
    if (!text.trim()) throw new BadUserInput('input.text', 'must say something.');
    const requestKey = `person:${idempotencyKey}`;
    return writeMessageResultOf(await this.delivery.deliver({ speaker: 'HUMAN', conversation, text, requestKey }));
  }
}

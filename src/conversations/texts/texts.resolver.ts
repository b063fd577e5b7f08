import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { LeadModel } from '../../leads/lead.model';
import { LeadsService } from '../../leads/leads.service';
import { loadLead } from '../../leads/load-lead';
import { Allow } from '../../platform/access/allow.decorator';
import type { Page } from '../../platform/graphql/page';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import { SendMessageInput, TextMessagesArgs } from './inputs/text.args';
import { TextMessageConnection, TextMessageModel } from './text.model';
import { SendMessageResult, sendMessageResultOf } from './text.results';
import { TextSendingService } from './text-sending.service';
import { TextStore } from './text-store.service';

@Resolver(() => TextMessageModel)
export class TextsResolver {
  constructor(
    private readonly store: TextStore,
    private readonly sending: TextSendingService,
    private readonly leads: LeadsService,
  ) {}

  @Allow('VIEWER', 'calls:read')
  @Query(() => TextMessageModel, { description: 'One text.' })
  async textMessage(
    @Args('id', { type: () => ID, description: 'Its id.' }, UuidPipe) id: string,
  ): Promise<TextMessageModel> {
    return TextMessageModel.of(await this.store.get(id));
  }

  @Allow('VIEWER', 'calls:read')
  @Query(() => TextMessageConnection, { description: 'Texts with one lead, both ways, newest first.' })
  async textMessages(@Args() { leadId, ...page }: TextMessagesArgs): Promise<Page<TextMessageModel>> {
    return (await this.store.list(leadId, page)).map((text) => TextMessageModel.of(text));
  }

  @Allow('OPERATOR', 'calls:write')
  @Mutation(() => SendMessageResult, {
    description: 'Texts a lead now, once, if the law and the lead allow it; nothing is kept for later.',
  })
  async sendMessage(
    @Args('input', { description: 'What to send to whom.' }) input: SendMessageInput,
  ): Promise<SendMessageResult> {
    const { leadId, channel, purpose, text: body, language, idempotencyKey } = input;
    await this.leads.get(leadId);
    const sent = await this.sending.send({
      leadId,
      channel,
      purpose,
      body,
      ...(language ? { language } : {}),
      ...(idempotencyKey ? { requestKey: idempotencyKey } : {}),
    });
    return sendMessageResultOf(sent);
  }

  @ResolveField(() => LeadModel, { nullable: true, description: 'The lead; null for a number that is none.' })
  async lead(@Parent() { leadId }: TextMessageModel, @Context() context: object): Promise<LeadModel | null> {
    return leadId ? loadLead(context, this.leads, leadId) : null;
  }
}

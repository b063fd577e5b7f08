import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ConversationModel } from '../conversations/conversation.model';
import { LeadModel } from '../leads/lead.model';
import { loadLead } from '../leads/load-lead';
import { LeadsService } from '../leads/leads.service';
import { AppConfig } from '../platform/config/config';
import { loaderFor } from '../platform/graphql/loaders';
import { EscalationLists } from './escalation-lists.service';
import { EscalationModel } from './escalation.model';
import { HandoffPacketModel } from './packets/handoff-packet.model';
import { HandoffPackets } from './packets/handoff-packets.service';
import { transcriptUrl } from './packets/transcript-url';

/** What an escalation is about. */
@Resolver(() => EscalationModel)
export class EscalationRelationsResolver {
  constructor(
    private readonly leads: LeadsService,
    private readonly packets: HandoffPackets,
    private readonly config: AppConfig,
  ) {}

  @ResolveField(() => LeadModel, { nullable: true, description: 'The lead who needs somebody.' })
  async lead(@Parent() { leadId }: EscalationModel, @Context() context: object): Promise<LeadModel | null> {
    return loadLead(context, this.leads, leadId);
  }

  @ResolveField(() => HandoffPacketModel, {
    nullable: true,
    description: 'What whoever takes it needs to know.',
  })
  async packet(
    @Parent() { id, conversationId }: EscalationModel,
    @Context() context: object,
  ): Promise<HandoffPacketModel | null> {
    const loader = loaderFor(context, 'handoff-packets', (ids: readonly string[]) => this.packets.of(ids));
    const packet = await loader.load(id);
    return packet && HandoffPacketModel.of(packet, transcriptUrl(this.config.publicUrl, conversationId));
  }
}

/** Adds the request for a human to the conversation it came up in. */
@Resolver(() => ConversationModel)
export class ConversationEscalationResolver {
  constructor(private readonly lists: EscalationLists) {}

  @ResolveField(() => EscalationModel, {
    nullable: true,
    description: 'The open request for a human in it, else the latest.',
  })
  async escalation(@Parent() { id }: ConversationModel, @Context() context: object): Promise<EscalationModel | null> {
    const loader = loaderFor(context, 'escalations-of-conversations', (ids: readonly string[]) =>
      this.lists.currentOfConversations(ids),
    );
    const latest = await loader.load(id);
    return latest && EscalationModel.of(latest);
  }
}

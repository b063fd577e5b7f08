import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ConversationModel } from '../../conversations/conversation.model';
import { loaderFor } from '../../platform/graphql/loaders';
import { AssessmentModel } from './assessment.model';
import { AssessmentsService } from './assessments.service';

/** Adds what a conversation came to, to the conversation. */
@Resolver(() => ConversationModel)
export class ConversationAssessmentResolver {
  constructor(private readonly assessments: AssessmentsService) {}

  @ResolveField(() => AssessmentModel, {
    nullable: true,
    description: 'What it showed about the lead; null until it has ended.',
  })
  async assessment(@Parent() { id }: ConversationModel, @Context() context: object): Promise<AssessmentModel | null> {
    const loader = loaderFor(context, 'conversation-assessments', (ids: readonly string[]) =>
      this.assessments.ofConversations(ids),
    );
    const found = await loader.load(id);
    return found && AssessmentModel.of(found);
  }
}

import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import { LeadModel } from '../../leads/lead.model';
import { Rescorer } from './rescorer.service';
import { RescoringModel } from './rescoring.model';
import { RescoringsService } from './rescorings.service';

@Resolver(() => RescoringModel)
export class RescoringsResolver {
  constructor(
    private readonly rescorings: RescoringsService,
    private readonly rescorer: Rescorer,
  ) {}

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => RescoringModel, { description: 'How far a rescoring is.' })
  async rescoring(
    @Args('id', { type: () => ID, description: 'The rescoring.' }, UuidPipe) id: string,
  ): Promise<RescoringModel> {
    return RescoringModel.of(await this.rescorings.get(id));
  }

  @Allow('ADMIN', 'campaigns:write')
  @Mutation(() => RescoringModel, {
    description:
      'Scores all leads last assessed by a rubric again, by its newest version and what is known of them. No model is asked. While that is under way, asking again answers the same.',
  })
  async rescoreLeads(
    @Args('rubricId', { type: () => ID, description: 'The rubric.' }, UuidPipe) rubricId: string,
  ): Promise<RescoringModel> {
    return RescoringModel.of(await this.rescorings.begin(rubricId));
  }

  @Allow('OPERATOR', 'leads:write')
  @Mutation(() => LeadModel, {
    description:
      'Scores a lead again, by what is known of it and the newest version of the rubric it was last assessed by. No model is asked. A lead of whom nothing has been read keeps what it has.',
  })
  async scoreLead(
    @Args('leadId', { type: () => ID, description: 'The lead.' }, UuidPipe) leadId: string,
  ): Promise<LeadModel> {
    return LeadModel.of(await this.rescorer.lead(leadId));
  }
}

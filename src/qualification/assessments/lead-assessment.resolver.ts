import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { LeadModel } from '../../leads/lead.model';
import { loaderFor } from '../../platform/graphql/loaders';
import { AssessmentModel } from './assessment.model';
import { AssessmentsService } from './assessments.service';

/** Adds what we know of a lead's worth to the lead. */
@Resolver(() => LeadModel)
export class LeadAssessmentResolver {
  constructor(private readonly assessments: AssessmentsService) {}

  @ResolveField(() => AssessmentModel, {
    nullable: true,
    description: 'The last completed assessment of a conversation with it.',
  })
  async latestAssessment(@Parent() { id }: LeadModel, @Context() context: object): Promise<AssessmentModel | null> {
    const loader = loaderFor(context, 'latest-assessments', (ids: readonly string[]) =>
      this.assessments.latestOfLeads(ids),
    );
    const latest = await loader.load(id);
    return latest && AssessmentModel.of(latest);
  }
}

import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { loaderFor } from '../../platform/graphql/loaders';
import { AssessmentFactModel } from './assessment-fact.model';
import { AssessmentModel } from './assessment.model';
import { AssessmentsService } from './assessments.service';

@Resolver(() => AssessmentModel)
export class AssessmentsResolver {
  constructor(private readonly assessments: AssessmentsService) {}

  @Allow('VIEWER', 'calls:read')
  @Query(() => AssessmentModel, { description: 'One assessment.' })
  async assessment(
    @Args('id', { type: () => ID, description: 'The assessment.' }) id: string,
  ): Promise<AssessmentModel> {
    return AssessmentModel.of(await this.assessments.get(id));
  }

  @ResolveField(() => [AssessmentFactModel], { description: 'What it rests on, one entry per fact.' })
  async facts(@Parent() { id }: AssessmentModel, @Context() context: object): Promise<AssessmentFactModel[]> {
    const loader = loaderFor(context, 'assessment-facts', (ids: readonly string[]) => this.assessments.factsOf(ids));
    return ((await loader.load(id)) ?? []).map((fact) => AssessmentFactModel.of(fact));
  }
}

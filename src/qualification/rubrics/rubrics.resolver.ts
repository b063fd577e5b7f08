import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { PageArgs } from '../../platform/graphql/connection';
import type { Page } from '../../platform/graphql/page';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import { SaveRubricInput } from '../inputs/save-rubric.input';
import { RubricConnection, RubricModel, RubricNameTaken, SaveRubricResult } from './rubric.model';
import { RubricNameTakenError } from './rubrics.errors';
import { RubricsService } from './rubrics.service';

@Resolver(() => RubricModel)
export class RubricsResolver {
  constructor(private readonly rubricsService: RubricsService) {}

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => RubricConnection, { description: 'Rubrics, oldest first.' })
  async rubrics(@Args() page: PageArgs): Promise<Page<RubricModel>> {
    return (await this.rubricsService.list(page)).map((rubric) => RubricModel.of(rubric));
  }

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => RubricModel, { description: 'One rubric, as it is or as it was in an earlier version.' })
  async rubric(
    @Args('id', { type: () => ID, description: 'The rubric.' }, UuidPipe) id: string,
    @Args('version', { type: () => Int, nullable: true, description: 'The version; the newest when absent.' })
    version?: number | null,
  ): Promise<RubricModel> {
    const isNewest = version === undefined || version === null;
    return RubricModel.of(await (isNewest ? this.rubricsService.get(id) : this.rubricsService.getVersion(id, version)));
  }

  @Allow('ADMIN', 'campaigns:write')
  @Mutation(() => SaveRubricResult, {
    description: 'Makes a rubric, or saves the next version of one. Conversations assessed before keep their score.',
  })
  async saveRubric(@Args('input', { description: 'The rubric.' }) input: SaveRubricInput): Promise<SaveRubricResult> {
    try {
      return RubricModel.of(await this.rubricsService.save(input));
    } catch (error) {
      if (error instanceof RubricNameTakenError) return new RubricNameTaken();
      throw error;
    }
  }
}

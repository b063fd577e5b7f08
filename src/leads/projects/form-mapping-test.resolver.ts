import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { FormMappingTestModel } from './form-mapping.model';
import { FormMatcher } from './form-matcher.service';
import { loadProject } from './load-project';
import { ProjectModel } from './project.model';
import { ProjectsService } from './projects.service';

@Resolver(() => FormMappingTestModel)
export class FormMappingTestResolver {
  constructor(
    private readonly matcher: FormMatcher,
    private readonly projects: ProjectsService,
  ) {}

  @Allow('VIEWER', 'leads:read')
  @Query(() => FormMappingTestModel, {
    name: 'testFormMapping',
    description: 'Says which project a lead of this form would get now, and by which rule.',
  })
  async test(
    @Args('formName', { type: () => String, description: 'Name of the form.' }) formName: string,
  ): Promise<FormMappingTestModel> {
    const matches = await this.matcher.match([formName]);
    return FormMappingTestModel.of(formName, matches.get(formName) ?? { rule: 'NONE' });
  }

  @ResolveField(() => ProjectModel, { nullable: true, description: 'The project found; null when none was.' })
  async project(
    @Parent() { projectId }: FormMappingTestModel,
    @Context() context: object,
  ): Promise<ProjectModel | null> {
    return loadProject(context, this.projects, projectId);
  }
}

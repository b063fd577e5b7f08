import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { PageArgs } from '../../platform/graphql/connection';
import type { Page } from '../../platform/graphql/page';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import { ProjectConnection, ProjectModel } from './project.model';
import { CreateProjectInput, UpdateProjectInput } from './projects.input';
import { ProjectNameTaken } from './projects.refusals';
import { SaveProjectResult } from './projects.results';
import { ProjectsService } from './projects.service';

@Resolver(() => ProjectModel)
export class ProjectsResolver {
  constructor(private readonly projects: ProjectsService) {}

  @Allow('VIEWER', 'leads:read')
  @Query(() => ProjectConnection, { name: 'projects', description: 'Projects, oldest first.' })
  async list(@Args() args: PageArgs): Promise<Page<ProjectModel>> {
    return (await this.projects.list(args)).map((project) => ProjectModel.of(project));
  }

  @Allow('ADMIN', 'leads:write')
  @Mutation(() => SaveProjectResult, { name: 'createProject', description: 'Creates a project.' })
  async create(
    @Args('input', { description: 'What to save.' }) input: CreateProjectInput,
  ): Promise<ProjectModel | ProjectNameTaken> {
    const created = await this.projects.create(input);
    return created instanceof ProjectNameTaken ? created : ProjectModel.of(created);
  }

  @Allow('ADMIN', 'leads:write')
  @Mutation(() => SaveProjectResult, { name: 'updateProject', description: 'Changes a project.' })
  async update(
    @Args('id', { type: () => ID, description: 'The project to change.' }, UuidPipe) id: string,
    @Args('input', { description: 'What to save.' }) { name, keywords, autoCall }: UpdateProjectInput,
  ): Promise<ProjectModel | ProjectNameTaken> {
    const changed = await this.projects.change(id, { name: name ?? undefined, keywords, autoCall });
    return changed instanceof ProjectNameTaken ? changed : ProjectModel.of(changed);
  }
}

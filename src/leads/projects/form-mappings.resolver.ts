import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { PageArgs } from '../../platform/graphql/connection';
import type { Page } from '../../platform/graphql/page';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import { FormMappingConnection, FormMappingModel } from './form-mapping.model';
import { FormMappingsService } from './form-mappings.service';
import { loadProject } from './load-project';
import { ProjectModel } from './project.model';
import { CreateFormMappingInput, UpdateFormMappingInput } from './projects.input';
import { FormAlreadyMapped } from './projects.refusals';
import { SaveFormMappingResult } from './projects.results';
import { ProjectsService } from './projects.service';

@Resolver(() => FormMappingModel)
export class FormMappingsResolver {
  constructor(
    private readonly mappings: FormMappingsService,
    private readonly projects: ProjectsService,
  ) {}

  @Allow('VIEWER', 'leads:read')
  @Query(() => FormMappingConnection, { name: 'formMappings', description: 'Form mappings, by form name.' })
  async list(@Args() args: PageArgs): Promise<Page<FormMappingModel>> {
    return (await this.mappings.list(args)).map((mapping) => FormMappingModel.of(mapping));
  }

  @Allow('OPERATOR', 'leads:write')
  @Mutation(() => SaveFormMappingResult, {
    name: 'createFormMapping',
    description:
      'Maps a form to a project, for leads that arrive from now on; see processUnmappedLeads for those that wait. At most 1000 forms.',
  })
  async create(
    @Args('input', { description: 'What to save.' }) input: CreateFormMappingInput,
  ): Promise<FormMappingModel | FormAlreadyMapped> {
    const created = await this.mappings.create(input);
    return created instanceof FormAlreadyMapped ? created : FormMappingModel.of(created);
  }

  @Allow('OPERATOR', 'leads:write')
  @Mutation(() => SaveFormMappingResult, {
    name: 'updateFormMapping',
    description: 'Changes a form mapping, for leads that arrive from now on; leads that have a project keep it.',
  })
  async update(
    @Args('id', { type: () => ID, description: 'The mapping to change.' }, UuidPipe) id: string,
    @Args('input', { description: 'What to save.' }) { formName, projectId }: UpdateFormMappingInput,
  ): Promise<FormMappingModel | FormAlreadyMapped> {
    const changed = await this.mappings.change(id, {
      formName: formName ?? undefined,
      projectId: projectId ?? undefined,
    });
    return changed instanceof FormAlreadyMapped ? changed : FormMappingModel.of(changed);
  }

  @Allow('OPERATOR', 'leads:write')
  @Mutation(() => FormMappingModel, {
    name: 'deleteFormMapping',
    description: 'Removes a form mapping and answers what it was.',
  })
  async remove(
    @Args('id', { type: () => ID, description: 'The mapping to remove.' }, UuidPipe) id: string,
  ): Promise<FormMappingModel> {
    return FormMappingModel.of(await this.mappings.remove(id));
  }

  @ResolveField(() => ProjectModel, { description: 'The project.' })
  async project(@Parent() { projectId }: FormMappingModel, @Context() context: object): Promise<ProjectModel | null> {
    return loadProject(context, this.projects, projectId);
  }
}

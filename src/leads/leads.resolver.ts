import { Optional } from '@nestjs/common';
import { Args, Context, ID, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Allow } from '../platform/access/allow.decorator';
import type { Page, PageRequest } from '../platform/graphql/page';
import { RowFields } from '../platform/graphql/row-fields';
import { selectedFields } from '../platform/graphql/selected';
import { UuidPipe } from '../platform/graphql/uuid.pipe';
import { HotLeadsArgs, LeadsArgs, UnmappedLeadsArgs } from './inputs/leads.args';
import { type LeadPageRequest, LeadLists } from './lead-lists.service';
import { LeadConnection, LeadModel } from './lead.model';
import { LeadsService } from './leads.service';
import { loadProject } from './projects/load-project';
import { ProjectModel } from './projects/project.model';
import { ProjectsService } from './projects/projects.service';
import { columnsOfLead } from './shown-lead';

/** From a page to what it lists. */
const TO_LEADS = ['nodes', 'edges.node'] as const;

@Resolver(() => LeadModel)
export class LeadsResolver {
  constructor(
    private readonly leads: LeadsService,
    private readonly lists: LeadLists,
    private readonly projects: ProjectsService,
    @Optional() private readonly rowFields?: RowFields,
  ) {}

  @Allow('VIEWER', 'leads:read')
  @Query(() => LeadModel, { name: 'lead', description: 'A lead by its identifier.' })
  async one(
    @Args('id', { type: () => ID, description: 'Identifier of the lead.' }, UuidPipe) id: string,
  ): Promise<LeadModel> {
    return LeadModel.of(await this.leads.get(id));
  }

  @Allow('VIEWER', 'leads:read')
  @Query(() => LeadConnection, { name: 'leads', description: 'Leads, newest first unless sorted otherwise.' })
  async list(@Args() args: LeadsArgs, @Info() info: GraphQLResolveInfo): Promise<Page<LeadModel>> {
    const { stage: stages, temperature: temperatures, search: namePrefix, ...filter } = args.filter ?? {};
    const wanted = { ...filter, stages, temperatures, namePrefix };
    return (await this.lists.list(this.asked(args, info), wanted, args.sort ?? 'CREATED_AT_DESC')).map((lead) =>
      LeadModel.of(lead),
    );
  }

  @Allow('VIEWER', 'leads:read')
  @Query(() => LeadConnection, { name: 'hotLeads', description: 'Hot leads, best score first.' })
  async hot(@Args() args: HotLeadsArgs, @Info() info: GraphQLResolveInfo): Promise<Page<LeadModel>> {
    return (await this.lists.hot(this.asked(args, info), args.projectId)).map((lead) => LeadModel.of(lead));
  }

  @Allow('VIEWER', 'leads:read')
  @Query(() => LeadConnection, {
    name: 'unmappedLeads',
    description: 'Leads whose form belongs to no project, those that wait longest first; see processUnmappedLeads.',
  })
  async unmapped(@Args() args: UnmappedLeadsArgs, @Info() info: GraphQLResolveInfo): Promise<Page<LeadModel>> {
    return (await this.lists.unmapped(this.asked(args, info), args.formName)).map((lead) => LeadModel.of(lead));
  }

  @ResolveField(() => ProjectModel, {
    nullable: true,
    description: 'What the person is interested in; null while unmapped.',
  })
  async project(@Parent() { projectId }: LeadModel, @Context() context: object): Promise<ProjectModel | null> {
    return loadProject(context, this.projects, projectId);
  }

  /** With what is selected of each lead. */
  private asked({ first, after }: PageRequest, info: GraphQLResolveInfo): LeadPageRequest {
    const columns = columnsOfLead(selectedFields(info, ...TO_LEADS));
    const along = this.rowFields?.columnsBelow(info, 'Lead', ...TO_LEADS) ?? [];
    const all = [columns, ...along.map(({ name, sql }) => `${sql} as "${name}"`)].join(', ');
    return { first, after: after ?? null, columns: all };
  }
}

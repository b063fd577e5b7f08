import { Args, ID, Mutation, Resolver, Subscription } from '@nestjs/graphql';
import { saidByClient } from '../compliance/consents/consent-input';
import { Allow } from '../platform/access/allow.decorator';
import { UuidPipe } from '../platform/graphql/uuid.pipe';
import { CreateLeadInput, UpdateLeadInput } from './inputs/lead.input';
import { ProcessUnmappedLeadsArgs } from './inputs/leads.args';
import { LeadEditor } from './lead-editor.service';
import { LeadNews } from './lead-news.service';
import { CreateLeadResult, LeadModel, ProcessUnmappedLeadsResult } from './lead.model';
import { LeadsService } from './leads.service';
import { UnmappedLeads } from './unmapped-leads.service';

@Resolver(() => LeadModel)
export class LeadChangesResolver {
  constructor(
    private readonly leads: LeadsService,
    private readonly editor: LeadEditor,
    private readonly waiting: UnmappedLeads,
    private readonly news: LeadNews,
  ) {}

  @Allow('OPERATOR', 'leads:write')
  @Mutation(() => CreateLeadResult, {
    name: 'createLead',
    description: 'Creates a lead, or brings the lead with that phone up to date: what is left out stays as it was.',
  })
  async create(
    @Args('input', { description: 'What to save.' }) { consent, ...person }: CreateLeadInput,
  ): Promise<CreateLeadResult> {
    const said = consent && saidByClient(consent);
    const { lead, created } = await this.leads.receive({ ...person, consent: said }, 'input.');
    return { lead: LeadModel.of(lead), created };
  }

  @Allow('OPERATOR', 'leads:write')
  @Mutation(() => LeadModel, { name: 'updateLead', description: 'Changes a lead.' })
  async update(
    @Args('id', { type: () => ID, description: 'The lead to change.' }, UuidPipe) id: string,
    @Args('input', { description: 'What to save.' }) input: UpdateLeadInput,
  ): Promise<LeadModel> {
    return LeadModel.of(await this.editor.change(id, input));
  }

  @Allow('OPERATOR', 'leads:write')
  @Mutation(() => ProcessUnmappedLeadsResult, {
    name: 'processUnmappedLeads',
    description:
      'Gives leads that wait unmapped the project their form belongs to by now, or the project named; at most 5000 at a time, those that wait longest first.',
  })
  async processUnmapped(@Args() args: ProcessUnmappedLeadsArgs): Promise<ProcessUnmappedLeadsResult> {
    return this.waiting.process(args);
  }

  @Allow('VIEWER', 'leads:read')
  @Subscription(() => LeadModel, {
    name: 'leadUpdated',
    description: 'Leads as they are created and changed; an import shows its progress instead of each lead.',
    filter: ({ leadId }: { leadId: string }, variables: { leadId?: string | null }) =>
      !variables.leadId || variables.leadId.toLowerCase() === leadId,
    async resolve(this: LeadChangesResolver, { leadId }: { leadId: string }): Promise<LeadModel> {
      return LeadModel.of(await this.leads.get(leadId));
    },
  })
  async updated(
    @Args('leadId', { type: () => ID, nullable: true, description: 'Changes of this lead only.' }, UuidPipe)
    _leadId?: string | null,
  ): Promise<AsyncIterableIterator<{ leadId: string }>> {
    return this.news.watch();
  }
}

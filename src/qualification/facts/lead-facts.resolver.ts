import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { LeadModel } from '../../leads/lead.model';
import { loaderFor } from '../../platform/graphql/loaders';
import { LeadFactModel, LeadFactsModel } from './lead-fact.model';
import { LeadFacts } from './lead-facts.service';

/** Adds what is known of a lead to the lead. */
@Resolver(() => LeadModel)
export class LeadFactsResolver {
  @ResolveField(() => LeadFactsModel, { description: 'What is known of it over all conversations.' })
  facts(@Parent() { id }: LeadModel): LeadFactsModel {
    return Object.assign(new LeadFactsModel(), { leadId: id });
  }
}

@Resolver(() => LeadFactsModel)
export class FactListsResolver {
  constructor(private readonly leadFacts: LeadFacts) {}

  @ResolveField(() => [LeadFactModel], { description: 'What holds, one for each field.' })
  async current(@Parent() { leadId }: LeadFactsModel, @Context() context: object): Promise<LeadFactModel[]> {
    const loader = loaderFor(context, 'lead-facts', (ids: readonly string[]) => this.leadFacts.ofLeads(ids));
    return ((await loader.load(leadId)) ?? []).map((fact) => LeadFactModel.of(fact));
  }

  @ResolveField(() => [LeadFactModel], {
    description: 'What held before, or was found and does not hold, last said first; at most 100.',
  })
  async history(@Parent() { leadId }: LeadFactsModel, @Context() context: object): Promise<LeadFactModel[]> {
    const loader = loaderFor(context, 'lead-facts-history', (ids: readonly string[]) => this.leadFacts.historyOf(ids));
    return ((await loader.load(leadId)) ?? []).map((fact) => LeadFactModel.of(fact));
  }
}

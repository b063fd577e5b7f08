import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { LeadModel } from '../../leads/lead.model';
import { LeadsService } from '../../leads/leads.service';
import { loadLead } from '../../leads/load-lead';
import { Allow } from '../../platform/access/allow.decorator';
import type { Page } from '../../platform/graphql/page';
import { CallbackConnection, CallbackModel } from './callback.model';
import { Callbacks } from './callbacks.service';
import { CallbacksArgs } from './inputs/retries.args';

@Resolver(() => CallbackModel)
export class CallbacksResolver {
  constructor(
    private readonly promised: Callbacks,
    private readonly leads: LeadsService,
  ) {}

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => CallbackConnection, { description: 'Promised callbacks, in the order of their times.' })
  async callbacks(@Args() { filter, ...page }: CallbacksArgs): Promise<Page<CallbackModel>> {
    return (await this.promised.list(filter ?? {}, page)).map((callback) => CallbackModel.of(callback));
  }

  @ResolveField(() => LeadModel, { nullable: true, description: 'Whom it was promised.' })
  lead(@Parent() { leadId }: CallbackModel, @Context() context: object): Promise<LeadModel | null> {
    return loadLead(context, this.leads, leadId);
  }
}

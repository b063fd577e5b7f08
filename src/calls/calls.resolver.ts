import { UuidPipe } from '../platform/graphql/uuid.pipe';
import { Args, ID, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { CheckCallingRules } from '../compliance/check-calling-rules.decorator';
import { LeadsService } from '../leads/leads.service';
import { Allow } from '../platform/access/allow.decorator';
import { PageArgs } from '../platform/graphql/connection';
import type { Page } from '../platform/graphql/page';
import { Topics } from '../platform/pubsub/topics';
import { RequiresTokens } from '../usage/requires-tokens.decorator';
import { TOKENS_PER_CALL } from '../usage/tokens-per-call';
import { CallConnection, CallModel } from './call.model';
import { CallLeadResult, callLeadResultOf } from './call.results';
import { CallsService } from './calls.service';
import { CallUpdated } from './calls.topics';
import { CallsArgs } from './inputs/calls.args';
import { ManualCalls } from './manual-calls.service';

@Resolver(() => CallModel)
export class CallsResolver {
  constructor(
    private readonly callsService: CallsService,
    private readonly manual: ManualCalls,
    private readonly leads: LeadsService,
    private readonly topics: Topics,
  ) {}

  @Allow('VIEWER', 'calls:read')
  @Query(() => CallModel, { description: 'One call.' })
  async call(@Args('id', { type: () => ID, description: 'The call.' }, UuidPipe) id: string): Promise<CallModel> {
    return CallModel.of(await this.callsService.get(id));
  }

  @Allow('VIEWER', 'calls:read')
  @Query(() => CallConnection, { description: 'Calls, newest first.' })
  async calls(@Args() { filter, ...page }: CallsArgs): Promise<Page<CallModel>> {
    return (await this.callsService.list(filter ?? {}, page)).map((call) => CallModel.of(call));
  }

  @Allow('VIEWER', 'calls:read')
  @Query(() => CallConnection, { description: 'Calls that are under way or about to be, newest first.' })
  async activeCalls(@Args() page: PageArgs): Promise<Page<CallModel>> {
    return (await this.callsService.listActive(page)).map((call) => CallModel.of(call));
  }

  @Allow('OPERATOR', 'calls:write')
  @RequiresTokens(TOKENS_PER_CALL)
  @CheckCallingRules<{ leadId: string }>(({ leadId }) => leadId)
  @Mutation(() => CallLeadResult, { description: 'Calls a lead now, once, if the law and the lead allow it.' })
  async callLead(
    @Args('leadId', { type: () => ID, description: 'The person to call.' }, UuidPipe) leadId: string,
    @Args(
      'agentId',
      { type: () => ID, nullable: true, description: 'Who speaks; an active agent of the lead’s project when absent.' },
      UuidPipe,
    )
    agentId?: string,
  ): Promise<CallLeadResult> {
    return callLeadResultOf(await this.manual.queue(await this.leads.get(leadId), agentId));
  }

  @Allow('OPERATOR', 'calls:write')
  @Mutation(() => CallModel, {
    description: 'Ends a call that is ringing or under way; its state follows when the carrier confirms.',
  })
  async hangUpCall(@Args('id', { type: () => ID, description: 'The call.' }, UuidPipe) id: string): Promise<CallModel> {
    return CallModel.of(await this.callsService.hangUp(id));
  }

  @Allow('VIEWER', 'calls:read')
  @Subscription(() => CallModel, {
    description: 'Calls of the tenant, or of one campaign, whenever they move.',
    resolve(this: CallsResolver, { callId }: { callId: string }): Promise<CallModel> {
      return this.present(callId);
    },
  })
  callUpdated(
    @Args('campaignId', { type: () => ID, nullable: true, description: 'Only calls of this campaign.' }, UuidPipe)
    campaignId?: string,
  ): Promise<AsyncIterableIterator<{ callId: string }>> {
    return this.topics.subscribe(CallUpdated, campaignId);
  }

  async present(callId: string): Promise<CallModel> {
    return CallModel.of(await this.callsService.get(callId));
  }
}

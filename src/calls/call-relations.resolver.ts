import { Optional } from '@nestjs/common';
import { Args, Context, Info, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { AgentModel } from '../agents/agent.model';
import { AgentsService } from '../agents/agents.service';
import { loadAgent } from '../agents/load-agent';
import { ConversationModel } from '../conversations/conversation.model';
import { ConversationsService } from '../conversations/conversations.service';
import { loadLead } from '../leads/load-lead';
import { LeadModel } from '../leads/lead.model';
import { LeadsService } from '../leads/leads.service';
import { BadUserInput } from '../platform/errors/domain-error';
import { LightFields } from '../platform/graphql/light-fields';
import { loaderFor } from '../platform/graphql/loaders';
import { readAlong, RowFields } from '../platform/graphql/row-fields';
import { selectedFields } from '../platform/graphql/selected';
import { CallModel } from './call.model';
import { CallsService } from './calls.service';
import { latestOfRow } from './latest-calls';
import { callFromJson, type CallInJson, columnsOfCall } from './shown-call';

const MAX_LATEST_CALLS = 20;

/** What a call belongs to. */
@Resolver(() => CallModel)
export class CallRelationsResolver {
  constructor(
    private readonly leads: LeadsService,
    private readonly agents: AgentsService,
    private readonly conversations: ConversationsService,
  ) {}

  @ResolveField(() => LeadModel, { nullable: true, description: 'The person called.' })
  async lead(@Parent() { leadId }: CallModel, @Context() context: object): Promise<LeadModel | null> {
    return loadLead(context, this.leads, leadId);
  }

  @ResolveField(() => AgentModel, { nullable: true, description: 'The agent that speaks.' })
  async agent(@Parent() { agentId }: CallModel, @Context() context: object): Promise<AgentModel | null> {
    return loadAgent(context, this.agents, agentId);
  }

  @ResolveField(() => ConversationModel, { nullable: true, description: 'What was said; null when nobody picked up.' })
  async conversation(@Parent() { id }: CallModel, @Context() context: object): Promise<ConversationModel | null> {
    const loader = loaderFor(context, 'calls.conversation', (ids: readonly string[]) =>
      this.conversations.getManyByCall(ids),
    );
    const conversation = await loader.load(id);
    return conversation && ConversationModel.of(conversation);
  }
}

interface LatestCallsArgs {
  readonly first: number;
}

/** Adds the latest calls to a lead. */
@Resolver(() => LeadModel)
export class LeadCallsResolver {
  constructor(
    private readonly calls: CallsService,
    @Optional() light?: LightFields,
    @Optional() rowFields?: RowFields,
  ) {
    light?.resolve<LeadModel, LatestCallsArgs>('Lead.latestCalls', (lead, { first }, context, info) =>
      this.latestCalls(lead, first, context, info),
    );
    rowFields?.declare<LatestCallsArgs>('Lead.latestCalls', ({ first }, selected) =>
      isTaken(first) ? latestOfRow(first, columnsOfCall(selected)) : undefined,
    );
  }

  @ResolveField(() => [CallModel], {
    description: 'The latest calls to this person, newest first; `calls` lists them all.',
  })
  latestCalls(
    @Parent() { id, row }: LeadModel,
    @Args('first', { type: () => Int, defaultValue: 3, description: `How many, 1 to ${MAX_LATEST_CALLS}.` })
    first: number,
    @Context() context: object,
    @Info() info: GraphQLResolveInfo,
  ): readonly CallModel[] | Promise<readonly CallModel[]> {
    if (!isTaken(first)) throw new BadUserInput('first', `must be 1 to ${MAX_LATEST_CALLS}.`);
    const columns = columnsOfCall(selectedFields(info));
    const along = readAlong(row, latestOfRow(first, columns)) as readonly CallInJson[] | undefined;
    if (along) return along.map((call) => CallModel.of(callFromJson(call)));
    const loader = loaderFor(context, `lead.latestCalls:${first}:${columns}`, (ids: readonly string[]) =>
      this.calls.latestOf(ids, first, columns),
    );
    return loader.load(id).then((calls) => calls?.map((call) => CallModel.of(call)) ?? []);
  }
}

function isTaken(first: number): boolean {
  return first >= 1 && first <= MAX_LATEST_CALLS;
}

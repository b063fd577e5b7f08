import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '../platform/access/allow.decorator';
import type { Page } from '../platform/graphql/page';
import { UuidPipe } from '../platform/graphql/uuid.pipe';
import { loaderFor } from '../platform/graphql/loaders';
import { Topics } from '../platform/pubsub/topics';
import { EscalationDesk } from './escalation-desk.service';
import { EscalationFigures } from './escalation-figures.service';
import { EscalationFiguresModel } from './escalation-figures.model';
import { EscalationLists } from './escalation-lists.service';
import { EscalationConnection, EscalationModel } from './escalation.model';
import { AssignEscalationResult, ClaimEscalationResult, ResolveEscalationResult, shown } from './escalation.results';
import { EscalationNews } from './escalations.topics';
import { EscalationPeriodInput, EscalationsArgs, ResolveEscalationArgs } from './inputs/escalations.args';
import { MemberModel } from '../tenants/members/member.model';
import { MembersService } from '../tenants/members/members.service';

@Resolver(() => EscalationModel)
export class EscalationsResolver {
  constructor(
    private readonly lists: EscalationLists,
    private readonly desk: EscalationDesk,
    private readonly figures: EscalationFigures,
    private readonly members: MembersService,
    private readonly topics: Topics,
  ) {}

  @Allow('VIEWER', 'calls:read')
  @Query(() => EscalationConnection, { name: 'escalations', description: 'Requests for a human, latest first.' })
  async list(@Args() { filter, ...page }: EscalationsArgs): Promise<Page<EscalationModel>> {
    return (await this.lists.page(page, filter ?? {})).map((escalation) => EscalationModel.of(escalation));
  }

  @Allow('VIEWER', 'calls:read')
  @Query(() => EscalationModel, { name: 'escalation', description: 'One request for a human.' })
  async one(@Args('id', { type: () => ID, description: 'Its id.' }, UuidPipe) id: string): Promise<EscalationModel> {
    return EscalationModel.of(await this.lists.get(id));
  }

  @Allow('VIEWER', 'calls:read')
  @Query(() => EscalationFiguresModel, {
    description: 'How many asked for a human in a period, and how long they waited, as far as is known by now.',
  })
  async escalationFigures(
    @Args('period', { description: 'When they were raised.' }) { from, until }: EscalationPeriodInput,
  ): Promise<EscalationFiguresModel> {
    return EscalationFiguresModel.of(await this.figures.of(from, until));
  }

  @Allow('OPERATOR')
  @Mutation(() => ClaimEscalationResult, {
    description: 'Takes an escalation; of two who try at once one gets it. Taken again by who has it, nothing happens.',
  })
  async claimEscalation(
    @Args('id', { type: () => ID, description: 'The escalation.' }, UuidPipe) id: string,
  ): Promise<ClaimEscalationResult> {
    return shown(await this.desk.claim(id)) as ClaimEscalationResult;
  }

  @Allow('OPERATOR', 'calls:write')
  @Mutation(() => AssignEscalationResult, {
    description:
      'Says who should take an escalation; without a member, anybody. Whoever had claimed it has it no more, and its reminders begin anew.',
  })
  async assignEscalation(
    @Args('id', { type: () => ID, description: 'The escalation.' }, UuidPipe) id: string,
    @Args('userId', { type: () => ID, nullable: true, description: 'The member.' }, UuidPipe) userId?: string | null,
  ): Promise<AssignEscalationResult> {
    return shown(await this.desk.assign(id, userId ?? null)) as AssignEscalationResult;
  }

  @Allow('OPERATOR', 'calls:write')
  @Mutation(() => ResolveEscalationResult, {
    description: 'Closes an escalation, and lets the agent speak again in its conversation unless told otherwise.',
  })
  async resolveEscalation(
    @Args() { id, resolution, handBack }: ResolveEscalationArgs,
  ): Promise<ResolveEscalationResult> {
    return shown(await this.desk.resolve(id, resolution ?? null, handBack)) as ResolveEscalationResult;
  }

  @ResolveField(() => MemberModel, {
    nullable: true,
    description: 'The member who has claimed it, or should; null for nobody, or who has left the company.',
  })
  async assignee(@Parent() { assigneeId }: EscalationModel, @Context() context: object): Promise<MemberModel | null> {
    if (assigneeId === null) return null;
    const loader = loaderFor(context, 'members', (ids: readonly string[]) => this.members.getMany(ids));
    const member = await loader.load(assigneeId);
    return member && MemberModel.of(member);
  }

  @Allow('VIEWER', 'calls:read')
  @Subscription(() => EscalationModel, {
    description: 'Each request for a human as it is raised; it may be told twice, its id tells.',
    async resolve(this: EscalationsResolver, { escalationId }: { escalationId: string }): Promise<EscalationModel> {
      return EscalationModel.of(await this.lists.get(escalationId));
    },
  })
  escalationRaised(): Promise<AsyncIterableIterator<{ escalationId: string }>> {
    return this.topics.subscribe(EscalationNews);
  }
}

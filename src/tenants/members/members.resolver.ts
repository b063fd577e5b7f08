import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { PageArgs } from '../../platform/graphql/connection';
import type { Page } from '../../platform/graphql/page';
import { LastOwner } from '../tenants.refusals';
import { ChangeMemberRoleArgs, MemberArgs } from './member.args';
import { MemberConnection, MemberModel } from './member.model';
import { ChangeMemberRoleResult, RemoveMemberResult } from './member.results';
import { MembersService } from './members.service';

@Resolver()
export class MembersResolver {
  constructor(private readonly members: MembersService) {}

  @Allow('VIEWER')
  @Query(() => MemberConnection, { name: 'members', description: 'The people of the company, in the order they came.' })
  async list(@Args() args: PageArgs): Promise<Page<MemberModel>> {
    return (await this.members.list(args)).map((member) => MemberModel.of(member));
  }

  @Allow('ADMIN')
  @Mutation(() => ChangeMemberRoleResult, {
    description: 'Gives a member another role. Only an owner may make or change an owner; the last owner stays one.',
  })
  async changeMemberRole(@Args() { userId, role }: ChangeMemberRoleArgs): Promise<ChangeMemberRoleResult> {
    const changed = await this.members.changeRole(userId, role);
    return changed instanceof LastOwner ? changed : MemberModel.of(changed);
  }

  @Allow('ADMIN')
  @Mutation(() => RemoveMemberResult, {
    description:
      'Takes a member out of the company and ends the sessions there. Only an owner may remove an owner; the last one stays.',
  })
  async removeMember(@Args() { userId }: MemberArgs): Promise<RemoveMemberResult> {
    const removed = await this.members.remove(userId);
    return removed instanceof LastOwner ? removed : MemberModel.of(removed);
  }
}

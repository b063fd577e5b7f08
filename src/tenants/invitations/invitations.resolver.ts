import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, Public } from '../../platform/access/allow.decorator';
import { type CallerContext, callerAddress } from '../accounts/caller-address';
import { MemberModel } from '../members/member.model';
import { AlreadyMember } from '../tenants.refusals';
import { InvitationAcceptance } from './invitation-acceptance.service';
import { AcceptInvitationArgs, InviteMemberArgs } from './invitation.args';
import { InvitationModel } from './invitation.model';
import { AcceptInvitationResult, InviteMemberResult } from './invitation.results';
import { InvitationsService } from './invitations.service';

@Resolver()
export class InvitationsResolver {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly acceptance: InvitationAcceptance,
  ) {}

  @Allow('ADMIN')
  @Mutation(() => InviteMemberResult, {
    description:
      'Invites a person into the company. Hand the token to the person yourself; it works once, for 72 hours, and dies with your right to invite. Only an owner may invite an owner.',
  })
  async inviteMember(@Args() { email, role }: InviteMemberArgs): Promise<InviteMemberResult> {
    const invited = await this.invitations.invite(email, role);
    return invited instanceof AlreadyMember ? invited : InvitationModel.of(invited);
  }

  @Public()
  @Mutation(() => AcceptInvitationResult, {
    description: 'Joins the company one was invited to, creating the account when there is none; then sign in.',
  })
  async acceptInvitation(
    @Args() { token, password, name }: AcceptInvitationArgs,
    @Context() context: CallerContext,
  ): Promise<AcceptInvitationResult> {
    const accepted = await this.acceptance.accept({ token, password, name, address: callerAddress(context) });
    return 'userId' in accepted ? MemberModel.of(accepted) : accepted;
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AccountsService, type NewAccount } from '../accounts/accounts.service';
import type { User } from '../accounts/user.entity';
import { Member } from '../members/member.entity';
import { mayManage } from '../members/member-rules';
import { MembersService } from '../members/members.service';
import { AlreadyMember, InvalidCredentials, InvitationInvalid } from '../tenants.refusals';
import { InvitationSeal } from './invitation-seal';
import { accountState, type InvitationClaims } from './invitation-token';

export interface Acceptance {
  readonly token: string;
  readonly password: string;
  readonly name?: string | null;
  /** IP address of the caller. */
  readonly address: string;
}

/**
 * Lets an invited person in. Whoever has an account proves it by its password: otherwise the sender of an invitation, who holds the
 * token too, could take the account over. Either way the password hash changes, which uses the token up.
 */
@Injectable()
export class InvitationAcceptance {
  constructor(
    private readonly seal: InvitationSeal,
    private readonly accounts: AccountsService,
    private readonly members: MembersService,
    private readonly work: UnitOfWork,
  ) {}

  async accept(acceptance: Acceptance): Promise<Member | InvitationInvalid | InvalidCredentials | AlreadyMember> {
    const invitation = this.seal.open(acceptance.token);
    if (!invitation) return new InvitationInvalid();
    const known = await this.accounts.findByEmail(invitation.email);
    if (accountState(known?.passwordHash) !== invitation.account) return new InvitationInvalid();
    const { password, name, address } = acceptance;
    const account = { email: invitation.email, name: name ?? '', password };
    const proved = known && (await this.accounts.prove({ email: account.email, password, address }));
    if (known && !proved) return new InvalidCredentials();
    return this.work.asPlatform('accept an invitation', async (tx) => {
      if (!(await this.mayStillInvite(tx, invitation))) return new InvitationInvalid();
      const user = await this.useUp(tx, proved, account);
      if (!user) return new InvitationInvalid();
      return (await this.admit(tx, invitation, user)) ?? new AlreadyMember();
    });
  }

  /** The account, new or renewed; null when the invitation was used in the meantime. */
  private async useUp(tx: EntityManager, proved: User | null, account: NewAccount): Promise<User | null> {
    if (!proved) return this.accounts.register(tx, account);
    return (await this.accounts.renewHash(tx, proved, account.password)) ? proved : null;
  }

  private admit(tx: EntityManager, invitation: InvitationClaims, user: User): Promise<Member | null> {
    const { tenantId, role, id, invitedBy } = invitation;
    return this.members.admit(tx, {
      tenantId,
      role,
      user,
      actor: `MEMBER:${user.id}`,
      details: { invitation: id, invitedBy },
    });
  }

  private async mayStillInvite(tx: EntityManager, { tenantId, invitedBy, role }: InvitationClaims): Promise<boolean> {
    const sender = await tx.getRepository(Member).findOneBy({ tenantId, userId: invitedBy });
    return sender !== null && mayManage(sender.role, [role]);
  }
}

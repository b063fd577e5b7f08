import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Role } from '../../platform/access/role';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { Forbidden } from '../../platform/errors/domain-error';
import { AccountsService } from '../accounts/accounts.service';
import { normalEmail } from '../accounts/email';
import { AuditTrail } from '../audit-trail.service';
import { MembersService, permit } from '../members/members.service';
import { AlreadyMember } from '../tenants.refusals';
import { InvitationSeal } from './invitation-seal';
import { accountState } from './invitation-token';

export interface Invitation {
  readonly email: string;
  readonly role: Role;
  /** Works once; to be handed to the person by whoever invited, over a channel of their own. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** Invites people into the company. Nothing is stored but the audit entry: the token itself says what was offered. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly seal: InvitationSeal,
    private readonly accounts: AccountsService,
    private readonly members: MembersService,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The answer is the same whether or not the address has an account.
   * @throws Forbidden when an admin invites an owner.
   */
  async invite(address: string, role: Role): Promise<Invitation | AlreadyMember> {
    const actor = currentActor();
    if (actor.kind !== 'MEMBER') throw new Forbidden();
    permit([role]);
    const email = normalEmail(address);
    const account = await this.accounts.findByEmail(email);
    if (account && (await this.members.find(account.id))) return new AlreadyMember();
    const id = uuidv7();
    const sealed = this.seal.seal({
      id,
      tenantId: currentTenantId(),
      email,
      role,
      invitedBy: actor.userId,
      account: accountState(account?.passwordHash),
    });
    await this.audit.record({ action: 'member.invited', target: `invitation:${id}`, details: { role } });
    return { email, role, ...sealed };
  }
}

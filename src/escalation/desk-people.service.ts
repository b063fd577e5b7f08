import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConversationsService } from '../conversations/conversations.service';
import { includesRole } from '../platform/access/role';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy, rowOf } from '../platform/database/sql';
import { NotFound } from '../platform/errors/domain-error';
import { MembersService } from '../tenants/members/members.service';
import { HANDED_BACK } from './escalation-statements';

/** What the desk asks of other rooms. */
@Injectable()
export class DeskPeople {
  constructor(
    private readonly members: MembersService,
    private readonly conversations: ConversationsService,
  ) {}

  /** False as well for who is no member. */
  async canTake(userId: string): Promise<boolean> {
    const member = await this.members.find(userId);
    return member !== null && includesRole(member.role, 'OPERATOR');
  }

  /** @throws NotFound when the person is no member. */
  async mayTake(userId: string): Promise<boolean> {
    const member = await this.members.find(userId);
    if (!member) throw new NotFound('Member');
    return includesRole(member.role, 'OPERATOR');
  }

  /** Raising takes the same lock first. @throws NotFound */
  async hold(tx: EntityManager, conversationId: string): Promise<void> {
    const row = await rowOf(tx, 'select id from conversations where tenant_id = $1 and id = $2 for no key update', [
      currentTenantId(),
      conversationId,
    ]);
    if (!row) throw new NotFound('Conversation');
  }

  async handBack(tx: EntityManager, conversationId: string, moment: Date): Promise<boolean> {
    const isBack = await this.conversations.handBack(conversationId);
    await changedBy(tx, HANDED_BACK, [currentTenantId(), conversationId, moment]);
    return isBack;
  }
}

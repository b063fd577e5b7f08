import { Injectable } from '@nestjs/common';
import { cleanText } from '../leads/clean-text';
import { Clock } from '../platform/clock/clock';
import { actorReference } from '../platform/context/actor';
import { currentActor, currentTenantId } from '../platform/context/request-context';
import { changedBy } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Forbidden } from '../platform/errors/domain-error';
import { Outbox } from '../platform/events/outbox';
import { DeskPeople } from './desk-people.service';
import { EscalationLists } from './escalation-lists.service';
import type { Escalation } from './escalation.entity';
import { EscalationAssigned, EscalationClaimed, EscalationResolved } from './escalations.events';
import { ASSIGN, CLAIM, LEAVE_TO_OTHERS, REACHED, RESOLVE, RETURN } from './escalation-statements';

/** What asking for an escalation came to. */
export type DeskAnswer =
  | { readonly kind: 'DONE'; readonly escalation: Escalation }
  | { readonly kind: 'TAKEN'; readonly by: string }
  | { readonly kind: 'RESOLVED' }
  | { readonly kind: 'MAY_NOT_TAKE' };

/** People and the escalations they take: claimed, passed on, resolved, and the conversation given back to the agent. */
@Injectable()
export class EscalationDesk {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly lists: EscalationLists,
    private readonly people: DeskPeople,
  ) {}

  /** For the acting member; of two who claim at once one has it. Claimed again by who has it, nothing happens. @throws NotFound, Forbidden */
  claim(id: string): Promise<DeskAnswer> {
    return this.claimFor(id, actingMember(), this.clock.now());
  }

  /** For a member who has it in hand since a moment, by a call they took. @throws NotFound */
  claimFor(id: string, userId: string, moment: Date): Promise<DeskAnswer> {
    return this.work.run(async (tx) => {
      const moved = await changedBy(tx, CLAIM, [currentTenantId(), id, userId, moment]);
      if (moved === 1) await this.outbox.record(EscalationClaimed, { escalationId: id, userId });
      const escalation = await this.lists.get(id);
      if (escalation.status === 'RESOLVED') return { kind: 'RESOLVED' };
      const by = escalation.assigneeId ?? '';
      return by === userId ? { kind: 'DONE', escalation } : { kind: 'TAKEN', by };
    });
  }

  /**
   * Says who should take it; null: anybody. From somebody who has claimed it, it is taken: it waits again, and its reminders begin anew.
   * @throws NotFound for the escalation or the member.
   */
  assign(id: string, userId: string | null): Promise<DeskAnswer> {
    return this.work.run(async (tx) => {
      if (userId && !(await this.people.mayTake(userId))) return { kind: 'MAY_NOT_TAKE' };
      const now = this.clock.now();
      const key = [currentTenantId(), id, userId, now];
      const moved = (await changedBy(tx, ASSIGN, key)) + (await changedBy(tx, RETURN, key));
      if (moved > 0) await this.outbox.record(EscalationAssigned, { escalationId: id, userId });
      const escalation = await this.lists.get(id);
      return escalation.status === 'RESOLVED' ? { kind: 'RESOLVED' } : { kind: 'DONE', escalation };
    });
  }

  /**
   * Whoever works in the company may resolve it, claimed or not. With `handBack` the agent speaks again; without, it stays silent
   * in that conversation until it is handed back. @throws NotFound
   */
  resolve(id: string, resolution: string | null, handBack: boolean): Promise<DeskAnswer> {
    return this.work.run(async (tx) => {
      const { conversationId } = await this.lists.get(id);
      if (conversationId) await this.people.hold(tx, conversationId);
      const now = this.clock.now();
      const by = actorReference(currentActor());
      const words = cleanText(resolution ?? '').slice(0, 5_000) || null;
      const moved = await changedBy(tx, RESOLVE, [currentTenantId(), id, now, by, words]);
      if (moved === 0) return { kind: 'RESOLVED' };
      if (handBack && conversationId) await this.people.handBack(tx, conversationId, now);
      await this.outbox.record(EscalationResolved, { escalationId: id, handedBack: handBack });
      return { kind: 'DONE', escalation: await this.lists.get(id) };
    });
  }

  /** The person talks to somebody who cannot claim it. */
  async reached(id: string, moment: Date): Promise<void> {
    await this.work.single((tx) => changedBy(tx, REACHED, [currentTenantId(), id, moment]));
  }

  /** Lets the agent speak again; an escalation open for it is resolved with that. False when no person had the conversation. */
  handBack(conversationId: string): Promise<boolean> {
    return this.work.run(async (tx) => {
      await this.people.hold(tx, conversationId);
      const open = (await this.lists.currentOfConversations([conversationId])).get(conversationId);
      if (open && open.status !== 'RESOLVED') {
        await this.resolve(open.id, null, true);
        return true;
      }
      return this.people.handBack(tx, conversationId, this.clock.now());
    });
  }

  /** Who had claimed it, or should take it, cannot any more: it waits for the others. Nothing happens otherwise. */
  returnAbandoned(id: string): Promise<void> {
    return this.work.run(async (tx) => {
      const moved = await changedBy(tx, LEAVE_TO_OTHERS, [currentTenantId(), id, this.clock.now()]);
      if (moved === 1) await this.outbox.record(EscalationAssigned, { escalationId: id, userId: null });
    });
  }
}

/** @throws Forbidden for machines: what is claimed is somebody's to do. */
function actingMember(): string {
  const actor = currentActor();
  if (actor.kind !== 'MEMBER') throw new Forbidden('Only a member of the company can claim an escalation.');
  return actor.userId;
}

import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { Role } from '../../platform/access/role';
import { Clock } from '../../platform/clock/clock';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { changedBy } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Forbidden, NotFound } from '../../platform/errors/domain-error';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import type { User } from '../accounts/user.entity';
import { AuditTrail } from '../audit-trail.service';
import { LastOwner } from '../tenants.refusals';
import { Member } from './member.entity';
import { leavesNoOwner, mayManage } from './member-rules';

/** User ids carry their moment of creation, so their order is the order in which people came. */
const COLUMNS: KeysetOrder<Member> = [
  { expression: 'member.userId', direction: 'ASC', cast: 'uuid', keyOf: (member) => member.userId },
];

/** A person about to join, and by whose doing. */
export interface Admission {
  readonly tenantId: string;
  readonly user: Pick<User, 'id' | 'email' | 'name'>;
  readonly role: Role;
  /** As `actorReference` writes it. */
  readonly actor: string;
  readonly details?: object;
}

/** Who belongs to the company and what they may do. */
@Injectable()
export class MembersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(page: PageRequest): Promise<Page<Member>> {
    const tenantId = currentTenantId();
    return pageBy(this.work, (tx) => tx.createQueryBuilder(Member, 'member').where({ tenantId }), COLUMNS, page);
  }

  async find(userId: string): Promise<Member | null> {
    return this.work.single((tx) => tx.getRepository(Member).findOneBy({ tenantId: currentTenantId(), userId }));
  }

  /** The members among these people, by user id; one statement. */
  async getMany(userIds: readonly string[]): Promise<Map<string, Member>> {
    if (userIds.length === 0) return new Map();
    const wanted = { tenantId: currentTenantId(), userId: In([...new Set(userIds)]) };
    const members = await this.work.single((tx) => tx.getRepository(Member).findBy(wanted));
    return new Map(members.map((member) => [member.userId, member]));
  }

  /** Adds a person within platform work, where no tenant is ambient yet; null when the person is a member already. */
  async admit(tx: EntityManager, { tenantId, user, role, actor, details }: Admission): Promise<Member | null> {
    const createdAt = this.clock.now();
    const inserted = await changedBy(
      tx,
      `insert into members (tenant_id, user_id, role, email, name, created_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (tenant_id, user_id) do nothing`,
      [tenantId, user.id, role, user.email, user.name, createdAt],
    );
    if (inserted === 0) return null;
    const note = { action: 'member.joined', target: `member:${user.id}`, details: { role, ...details } };
    await this.audit.append(tx, { tenantId, actor }, note);
    return { tenantId, userId: user.id, role, email: user.email, name: user.name, createdAt };
  }

  /**
   * @throws NotFound when the person is no member here.
   * @throws Forbidden when an admin reaches for an owner.
   */
  async changeRole(userId: string, role: Role): Promise<Member | LastOwner> {
    return this.work.run(async (tx) => {
      const { member, owners } = await this.lock(tx, userId);
      permit([member.role, role]);
      if (leavesNoOwner(owners, member.role, role)) return new LastOwner();
      if (member.role === role) return member;
      await tx.getRepository(Member).update({ tenantId: member.tenantId, userId }, { role });
      await this.audit.record({
        action: 'member.role-changed',
        target: `member:${userId}`,
        details: { from: member.role, to: role },
      });
      member.role = role;
      return member;
    });
  }

  /** Takes the person out of the company; every session and socket there ends within seconds. Throws as `changeRole` does. */
  async remove(userId: string): Promise<Member | LastOwner> {
    return this.work.run(async (tx) => {
      const { member, owners } = await this.lock(tx, userId);
      permit([member.role]);
      if (leavesNoOwner(owners, member.role, null)) return new LastOwner();
      await tx.getRepository(Member).delete({ tenantId: member.tenantId, userId });
      await this.audit.record({
        action: 'member.removed',
        target: `member:${userId}`,
        details: { role: member.role },
      });
      return member;
    });
  }

  /** Changes of one company's members take turns, or two owners could remove each other. */
  private async lock(tx: EntityManager, userId: string): Promise<{ member: Member; owners: number }> {
    const tenantId = currentTenantId();
    await tx.query('select 1 from tenants where id = $1 for no key update', [tenantId]);
    const member = await this.find(userId);
    if (!member) throw new NotFound('Member');
    return { member, owners: await tx.getRepository(Member).countBy({ tenantId, role: 'OWNER' }) };
  }
}

/** @throws Forbidden unless the acting member may manage holders of all these roles. */
export function permit(roles: readonly Role[]): void {
  const actor = currentActor();
  if (actor.kind !== 'MEMBER' || !mayManage(actor.role, roles)) {
    throw new Forbidden('Only an owner may make, change or remove an owner.');
  }
}

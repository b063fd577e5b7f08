import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '../../platform/access/role';
import { currentActor, findContext } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Unauthenticated } from '../../platform/errors/domain-error';
import { User } from '../../tenants/accounts/user.entity';

export interface Membership {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly role: Role;
}

export interface Me extends Pick<User, 'id' | 'email' | 'name' | 'isPlatformAdmin'> {
  readonly tenantId: string | null;
  readonly role: Role | null;
  readonly memberships: readonly Membership[];
}

/** Who is signed in, and where else they could be. */
@Injectable()
export class MeService {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws Unauthenticated unless a person is acting. */
  async get(): Promise<Me> {
    const actor = currentActor();
    if (actor.kind !== 'MEMBER' && actor.kind !== 'PLATFORM_ADMIN') throw new Unauthenticated();
    return this.work.asPlatform('show a person their account', async (tx) => {
      const user = await tx.getRepository(User).findOneBy({ id: actor.userId });
      if (!user) throw new Unauthenticated();
      const { id, email, name, isPlatformAdmin } = user;
      const tenantId = findContext()?.tenantId ?? null;
      const role = actor.kind === 'MEMBER' ? actor.role : null;
      return { id, email, name, isPlatformAdmin, tenantId, role, memberships: await membershipsOf(tx, id) };
    });
  }
}

function membershipsOf(tx: EntityManager, userId: string): Promise<Membership[]> {
  return rowsOf<Membership>(
    tx,
    `select m.tenant_id as "tenantId", t.name as "tenantName", m.role from members m join tenants t on t.id = m.tenant_id
     where m.user_id = $1 order by m.created_at, m.tenant_id`,
    [userId],
  );
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '../../platform/access/role';
import { Clock } from '../../platform/clock/clock';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { ExpiringCache } from '../../platform/clock/expiring-cache';
import { ALIVE } from './refresh-token.entity';

/** What a person may be at this moment. */
export interface Standing {
  readonly isPlatformAdmin: boolean;
  /** Role in the company asked about; absent when the person does not belong to it. */
  readonly role?: Role;
}

export interface SessionReference {
  readonly userId: string;
  readonly tenantId?: string;
  readonly sessionId: string;
}

/** A lost right stops working everywhere within this time. */
export const MAX_STALENESS_MS = 5_000;
const MAX_ENTRIES = 10_000;

/** Whether a session still stands, and as what, asked of the database at most every five seconds. */
@Injectable()
export class Standings {
  private readonly cache: ExpiringCache<Standing | null>;

  constructor(
    private readonly work: UnitOfWork,
    clock: Clock,
  ) {
    this.cache = new ExpiringCache(clock, { ttlMs: MAX_STALENESS_MS, maxEntries: MAX_ENTRIES });
  }

  /** Null when the session was ended or its person is gone. */
  find(session: SessionReference): Promise<Standing | null> {
    const key = `${session.sessionId}:${session.userId}:${session.tenantId ?? ''}`;
    return this.cache.get(key, () =>
      this.work.asPlatform('check a session', async (tx) => {
        const alive = await rowOf(
          tx,
          `select 1 from refresh_tokens where family_id = $1 and user_id = $2 and ${ALIVE}`,
          [session.sessionId, session.userId],
        );
        return alive ? this.read(tx, session.userId, session.tenantId) : null;
      }),
    );
  }

  /** As it is this instant, within `tx`; null when there is no such person. */
  async read(tx: EntityManager, userId: string, tenantId?: string): Promise<Standing | null> {
    const row = await rowOf<{ is_platform_admin: boolean; role: Role | null }>(
      tx,
      `select u.is_platform_admin, m.role from users u
       left join members m on m.user_id = u.id and m.tenant_id = $2 where u.id = $1`,
      [userId, tenantId ?? null],
    );
    if (!row) return null;
    return { isPlatformAdmin: row.is_platform_admin, ...(row.role ? { role: row.role } : {}) };
  }
}

/** Whether a session may go on: in a company as its member, outside any as a platform admin. */
export function mayAct(standing: Standing | null, tenantId: string | undefined): boolean {
  if (!standing) return false;
  return tenantId === undefined ? standing.isPlatformAdmin : standing.role !== undefined;
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { actorReference } from '../platform/context/actor';
import { currentActor, currentTenantId } from '../platform/context/request-context';
import { advisoryLock } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../platform/graphql/keyset';
import type { Page, PageRequest } from '../platform/graphql/page';
import { AuditEntry } from './audit/audit-entry.entity';

/** What was done, to what. Ids, codes and small values only: no names, addresses or numbers, so that erasing a person never touches the chain. */
export interface AuditNote {
  /** Noun and past participle, for example `member.removed`. */
  readonly action: string;
  /** Kind and id, for example `member:0197…`. */
  readonly target: string;
  readonly details?: object;
}

/** In whose log an entry goes and who acted, where the ambient context does not say. */
export interface AuditAuthorship {
  readonly tenantId: string;
  /** As `actorReference` writes it. */
  readonly actor: string;
}

const COLUMNS: KeysetOrder<AuditEntry> = [
  { expression: 'entry.seq', direction: 'DESC', cast: 'bigint', keyOf: (entry) => entry.seq },
];

/**
 * The append-only log of a company. Each row holds the hash of the row before it, so a row that was changed, removed or slipped in
 * later breaks the chain: `row_hash = sha256(coalesce(prev_hash, '') || body)`.
 */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Appends an entry by the ambient actor, in the open unit of work or one of its own. */
  async record(entry: AuditNote): Promise<void> {
    const by = { tenantId: currentTenantId(), actor: actorReference(currentActor()) };
    await this.work.run((tx) => this.append(tx, by, entry));
  }

  /** Appends within `tx`. Writers of one company take turns until their transactions end, so the chain never forks. */
  async append(tx: EntityManager, by: AuditAuthorship, entry: AuditNote): Promise<void> {
    const at = this.clock.now();
    const { action, target, details = {} } = entry;
    const body = JSON.stringify({
      at: at.toISOString(),
      tenant: by.tenantId,
      actor: by.actor,
      action,
      target,
      details,
    });
    // Apart from the insert: that statement must take its snapshot after the lock to see the newest row.
    await advisoryLock(tx, `audit:${by.tenantId}`);
    await tx.query(APPEND, [by.tenantId, by.actor, action, target, body, at]);
  }

  /** Newest first. */
  async list(page: PageRequest): Promise<Page<AuditEntry>> {
    const tenantId = currentTenantId();
    return pageBy(this.work, (tx) => tx.createQueryBuilder(AuditEntry, 'entry').where({ tenantId }), COLUMNS, page);
  }
}

const APPEND = /* sql */ `
with last as (select seq, row_hash from audit_log where tenant_id = $1::uuid order by seq desc limit 1)
insert into audit_log (tenant_id, seq, actor, action, target, body, prev_hash, row_hash, created_at)
select $1::uuid, coalesce((select seq from last), 0) + 1, $2, $3, $4, $5::text, (select row_hash from last),
       sha256(coalesce((select row_hash from last), ''::bytea) || convert_to($5::text, 'UTF8')), $6::timestamptz`;

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { actorReference } from '../platform/context/actor';
import { currentActor } from '../platform/context/request-context';
import { advisoryLock } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { type KeysetOrder, type ListReader, pageBy } from '../platform/graphql/keyset';
import type { Page, PageRequest } from '../platform/graphql/page';
import { PlatformAuditEntry } from './audit/platform-audit-entry.entity';
import type { AuditNote } from './audit-trail.service';

const COLUMNS: KeysetOrder<PlatformAuditEntry> = [
  { expression: 'entry.seq', direction: 'DESC', cast: 'bigint', keyOf: (entry) => entry.seq },
];

/**
 * The append-only log of what is done to the whole platform by those who run it. What they do to one company is in that company's
 * own log. Chained in the same way: `row_hash = sha256(coalesce(prev_hash, '') || body)`.
 */
@Injectable()
export class PlatformAuditTrail {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Appends an entry by the ambient actor within `tx`, which is platform work. Writers take turns until their transactions end. */
  async append(tx: EntityManager, { action, target, details = {} }: AuditNote): Promise<void> {
    const at = this.clock.now();
    const actor = actorReference(currentActor());
    const body = JSON.stringify({ at: at.toISOString(), actor, action, target, details });
    // Apart from the insert: that statement must take its snapshot after the lock to see the newest row.
    await advisoryLock(tx, 'audit:platform');
    await tx.query(APPEND, [actor, action, target, body, at]);
  }

  /** Newest first. */
  async list(page: PageRequest): Promise<Page<PlatformAuditEntry>> {
    const platform: ListReader = { run: (work) => this.work.asPlatform('read the log of the platform', work) };
    return pageBy(platform, (tx) => tx.createQueryBuilder(PlatformAuditEntry, 'entry'), COLUMNS, page);
  }
}

const APPEND = /* sql */ `
with last as (select seq, row_hash from platform_audit_log order by seq desc limit 1)
insert into platform_audit_log (seq, actor, action, target, body, prev_hash, row_hash, created_at)
select coalesce((select seq from last), 0) + 1, $1, $2, $3, $4::text, (select row_hash from last),
       sha256(coalesce((select row_hash from last), ''::bytea) || convert_to($4::text, 'UTF8')), $5::timestamptz`;

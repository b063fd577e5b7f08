import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { actorReference } from '../../platform/context/actor';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import type { RefusedRow } from '../../platform/csv/csv-batches';
import { advisoryLock, changedBy, rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { ContactListCopies } from './contact-list-copies.service';
import { isCopied } from './list-kind';
import { ListLimits } from './list-limits';
import type { ListOrder } from './list-order';
import { ListImportGivenUp } from './lists.errors';
import { ListImportAlreadyRunning } from './lists.refusals';

/** How far an import has come since the last time, and how many bytes it has read in all. */
export interface ListStep {
  readonly bytesRead: number;
  readonly taken: number;
  readonly known: number;
  readonly rejected: number;
}

/** The rows that say how imports of lists go. */
@Injectable()
export class ListImportLedger {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly limits: ListLimits,
    private readonly copies: ContactListCopies,
  ) {}

  /**
   * Begins an import, with an empty copy where it makes one, and answers its id, unless another of the tenant is under way; one that
   * has been silent for too long is not.
   * @throws BadUserInput when a copy in use speaks for a later moment.
   */
  async begin(order: ListOrder, fileName: string | null): Promise<string | ListImportAlreadyRunning> {
    const tenantId = currentTenantId();
    return this.work.run(async (tx) => {
      await advisoryLock(tx, `list-import:${tenantId}`);
      await this.giveUpSilent();
      const running = await rowOf<{ id: string }>(
        tx,
        "select id from list_imports where tenant_id = $1 and status = 'RUNNING' limit 1",
        [tenantId],
      );
      if (running) return new ListImportAlreadyRunning(running.id);
      const id = uuidv7();
      const { kind, jurisdiction, areaCodes, asOf } = order;
      const by = actorReference(currentActor());
      await tx.query(
        `insert into list_imports (tenant_id, id, kind, jurisdiction, area_codes, as_of, file_name, imported_by, started_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
        [tenantId, id, kind, jurisdiction, areaCodes, asOf, fileName, by, this.clock.now()],
      );
      if (isCopied(kind)) await this.copies.begin(id, order);
      return id;
    });
  }

  /** Fails the tenant's import that was left behind by a process that died. */
  async giveUpSilent(): Promise<void> {
    const now = this.clock.now();
    const given = await this.work.single((tx) =>
      rowOf<{ id: string }>(
        tx,
        `update list_imports set status = 'FAILED', ended_at = $2, updated_at = $2,
           failure = 'The import stopped without an end; send the file again.'
         where tenant_id = $1 and status = 'RUNNING' and updated_at <= $3 returning id`,
        [currentTenantId(), now, this.silentSince(now)],
      ),
    );
    if (given) await this.copies.abandon(given.id);
  }

  /** Tenants that have an import to give up; asked of all tenants at once. */
  async tenantsWithSilent(limit: number): Promise<{ tenantId: string }[]> {
    return this.work.singleAsPlatform('find imports of lists left behind', (tx) =>
      rowsOf<{ tenantId: string }>(
        tx,
        `select tenant_id as "tenantId" from list_imports where status = 'RUNNING' and updated_at <= $1 order by updated_at limit $2`,
        [this.silentSince(this.clock.now()), limit],
      ),
    );
  }

  /** Says that the process that reads the file is alive. Does nothing when the import has ended already. */
  async touch(importId: string): Promise<void> {
    await this.work.single((tx) =>
      changedBy(tx, "update list_imports set updated_at = $3 where tenant_id = $1 and id = $2 and status = 'RUNNING'", [
        currentTenantId(),
        importId,
        this.clock.now(),
      ]),
    );
  }

  /** Adds to the counts and keeps bad lines. @throws ListImportGivenUp */
  async step(importId: string, step: ListStep, rejected: readonly RefusedRow[]): Promise<void> {
    const { bytesRead, taken, known } = step;
    await this.work.run(async (tx) => {
      const moved = await changedBy(
        tx,
        `update list_imports set bytes_read = $3, rows_read = rows_read + $4, taken_count = taken_count + $5,
           known_count = known_count + $6, rejected_count = rejected_count + $7, updated_at = $8
         where tenant_id = $1 and id = $2 and status = 'RUNNING'`,
        [
          currentTenantId(),
          importId,
          bytesRead,
          taken + known + step.rejected,
          taken,
          known,
          step.rejected,
          this.clock.now(),
        ],
      );
      if (moved === 0) throw new ListImportGivenUp();
      if (rejected.length === 0) return;
      await tx.query(
        `insert into list_import_errors (tenant_id, import_id, line, reason)
         select $1, $2, line, reason from unnest($3::integer[], $4::text[]) as bad (line, reason)`,
        [currentTenantId(), importId, rejected.map(({ line }) => line), rejected.map(({ reason }) => reason)],
      );
    });
  }

  /** @throws ListImportGivenUp when it has ended already. */
  async complete(importId: string, end: { bytesRead: number; contentHash: Buffer }): Promise<void> {
    const completed = await this.work.single((tx) =>
      changedBy(
        tx,
        `update list_imports set status = 'COMPLETED', bytes_read = $3, content_hash = $4, ended_at = $5, updated_at = $5
         where tenant_id = $1 and id = $2 and status = 'RUNNING'`,
        [currentTenantId(), importId, end.bytesRead, end.contentHash, this.clock.now()],
      ),
    );
    if (completed === 0) throw new ListImportGivenUp();
  }

  /** Does nothing when the import has ended already. */
  async fail(importId: string, failure: string): Promise<void> {
    await this.work.run(async (tx) => {
      await changedBy(
        tx,
        `update list_imports set status = 'FAILED', failure = $3, ended_at = $4, updated_at = $4
         where tenant_id = $1 and id = $2 and status = 'RUNNING'`,
        [currentTenantId(), importId, failure, this.clock.now()],
      );
      await this.copies.abandon(importId);
    });
  }

  private silentSince(now: Date): Date {
    return new Date(now.getTime() - this.limits.silenceMs);
  }
}

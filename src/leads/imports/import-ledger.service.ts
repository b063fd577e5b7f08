import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { advisoryLock, changedBy, rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput } from '../../platform/errors/domain-error';
import { ImportLimits } from './import-limits';
import { ImportGivenUp } from './lead-imports.errors';
import { ImportAlreadyRunning } from './lead-imports.refusals';

export interface ImportOrder {
  /** A UUID the client has chosen, so that it can watch from the beginning. */
  readonly id?: string | null;
  readonly fileName: string | null;
  readonly projectId: string | null;
}

/** How far an import has come since the last time, and how many bytes it has read in all. */
export interface ImportStep {
  readonly bytesRead: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
}

export interface RejectedRow {
  readonly line: number;
  readonly field: string | null;
  readonly reason: string;
}

/** The rows that say how imports go. */
@Injectable()
export class ImportLedger {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly limits: ImportLimits,
  ) {}

  /**
   * Begins an import and answers its id, unless another one of the tenant is under way; one that has been silent for too long is
   * not.
   * @throws BadUserInput when the chosen id is taken.
   */
  async begin({ id, fileName, projectId }: ImportOrder): Promise<string | ImportAlreadyRunning> {
    const tenantId = currentTenantId();
    const now = this.clock.now();
    return this.work.run(async (tx) => {
      await advisoryLock(tx, `lead-import:${tenantId}`);
      await this.giveUpSilent();
      const running = await rowOf<{ id: string }>(
        tx,
        "select id from lead_imports where tenant_id = $1 and status = 'RUNNING' limit 1",
        [tenantId],
      );
      if (running) return new ImportAlreadyRunning(running.id);
      const begun = await rowOf<{ id: string }>(
        tx,
        `insert into lead_imports (tenant_id, id, file_name, project_id, started_at, updated_at) values ($1, $2, $3, $4, $5, $5)
         on conflict (tenant_id, id) do nothing returning id`,
        [tenantId, id ?? uuidv7(), fileName, projectId, now],
      );
      if (!begun) throw new BadUserInput('importId', 'has been used for another import.');
      return begun.id;
    });
  }

  /** Fails the tenant's import that was left behind by a process that died, and answers its id. */
  async giveUpSilent(): Promise<string | undefined> {
    const now = this.clock.now();
    const given = await this.work.single((tx) =>
      rowOf<{ id: string }>(
        tx,
        `update lead_imports set status = 'FAILED', ended_at = $2, updated_at = $2,
           failure = 'The import stopped without an end; send the file again, what was stored is not stored twice.'
         where tenant_id = $1 and status = 'RUNNING' and updated_at <= $3 returning id`,
        [currentTenantId(), now, this.silentSince(now)],
      ),
    );
    return given?.id;
  }

  /** Tenants that have an import to give up; asked of all tenants at once. */
  async tenantsWithSilent(limit: number): Promise<{ tenantId: string }[]> {
    return this.work.singleAsPlatform('find imports left behind', (tx) =>
      rowsOf<{ tenantId: string }>(
        tx,
        `select tenant_id as "tenantId" from lead_imports where status = 'RUNNING' and updated_at <= $1 order by updated_at limit $2`,
        [this.silentSince(this.clock.now()), limit],
      ),
    );
  }

  private silentSince(now: Date): Date {
    return new Date(now.getTime() - this.limits.silenceMs);
  }

  /** Says that the process that reads the file is alive. Does nothing when the import has ended already. */
  async touch(importId: string): Promise<void> {
    await this.work.single((tx) =>
      changedBy(tx, "update lead_imports set updated_at = $3 where tenant_id = $1 and id = $2 and status = 'RUNNING'", [
        currentTenantId(),
        importId,
        this.clock.now(),
      ]),
    );
  }

  /** Adds to the counts and keeps bad rows. @throws ImportGivenUp */
  async step(importId: string, step: ImportStep, rejected: readonly RejectedRow[]): Promise<void> {
    const { bytesRead, created, updated, unchanged } = step;
    const rows = created + updated + unchanged + step.rejected;
    await this.work.run(async (tx) => {
      const moved = await changedBy(
        tx,
        `update lead_imports set bytes_read = greatest(bytes_read, $3), rows_read = rows_read + $4, created_count = created_count + $5,
           updated_count = updated_count + $6, unchanged_count = unchanged_count + $7, rejected_count = rejected_count + $8, updated_at = $9
         where tenant_id = $1 and id = $2 and status = 'RUNNING'`,
        [currentTenantId(), importId, bytesRead, rows, created, updated, unchanged, step.rejected, this.clock.now()],
      );
      if (moved === 0) throw new ImportGivenUp();
      if (rejected.length === 0) return;
      await changedBy(
        tx,
        `insert into lead_import_errors (tenant_id, import_id, line, field, reason)
         select $1, $2, line, field, reason from unnest($3::integer[], $4::text[], $5::text[]) as bad (line, field, reason)`,
        [
          currentTenantId(),
          importId,
          rejected.map(({ line }) => line),
          rejected.map(({ field }) => field),
          rejected.map(({ reason }) => reason),
        ],
      );
    });
  }

  /** Does nothing when the import has ended already. */
  async complete(importId: string, end: { bytesRead: number; contentHash: Buffer }): Promise<void> {
    await this.work.single((tx) =>
      changedBy(
        tx,
        `update lead_imports set status = 'COMPLETED', bytes_read = $3, content_hash = $4, ended_at = $5, updated_at = $5
         where tenant_id = $1 and id = $2 and status = 'RUNNING'`,
        [currentTenantId(), importId, end.bytesRead, end.contentHash, this.clock.now()],
      ),
    );
  }

  /** Does nothing when the import has ended already. */
  async fail(importId: string, failure: string): Promise<void> {
    await this.work.single((tx) =>
      changedBy(
        tx,
        `update lead_imports set status = 'FAILED', failure = $3, ended_at = $4, updated_at = $4
         where tenant_id = $1 and id = $2 and status = 'RUNNING'`,
        [currentTenantId(), importId, failure, this.clock.now()],
      ),
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { CsvBatch } from '../../platform/csv/csv-batches';
import { CsvUnreadable } from '../../platform/csv/csv-unreadable';
import { sqlStateOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { ListIntake } from './list-intake.service';
import { ListImportLedger } from './list-import-ledger.service';
import { ListLimits } from './list-limits';
import type { ListOrder } from './list-order';
import type { ListedNumber } from './listed-rows';

/** What one import has behind it. */
export interface ListTally {
  taken: number;
  known: number;
  rejected: number;
}

/** An import under way. */
export interface OpenListImport {
  readonly importId: string;
  readonly order: ListOrder;
  /** Of the file. */
  readonly name: string | null;
}

/**
 * Deadlock, serialisation failure, a lock that took too long and a statement that did (PostgreSQL, appendix A): numbers that are being
 * dialed keep theirs for some seconds, and the same transaction again may well succeed.
 */
const TRANSIENT = ['40P01', '40001', '55P03', '57014'];
const ATTEMPTS = 6;

/** Stores the lines of a file of numbers, one transaction per batch: numbers, counts and bad lines, or none of them. */
@Injectable()
export class ListStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly intake: ListIntake,
    readonly ledger: ListImportLedger,
    readonly limits: ListLimits,
  ) {}

  /** Adds to `tally` what was stored. @throws ListImportGivenUp */
  async store(
    open: OpenListImport,
    { rows, rejected, bytesRead }: CsvBatch<ListedNumber> & { bytesRead: number },
    tally: ListTally,
  ): Promise<void> {
    const kept = rejected.slice(0, Math.max(0, this.limits.errorsKept - tally.rejected));
    const numbers = rows.map(({ row }) => row);
    const taken = await this.insisting(async () => {
      const took = numbers.length === 0 ? 0 : await this.intake.take(open, numbers);
      const step = { bytesRead, taken: took, known: numbers.length - took, rejected: rejected.length };
      await this.ledger.step(open.importId, step, kept);
      return took;
    });
    tally.taken += taken;
    tally.known += numbers.length - taken;
    tally.rejected += rejected.length;
  }

  /**
   * Ends the import and, where it makes a copy, takes that into use.
   * @throws CsvUnreadable for a file that is no such list: none of its lines, or only the lesser part, could be read.
   */
  async finish(
    { importId, order }: OpenListImport,
    { taken, known, rejected }: ListTally,
    end: { bytesRead: number; contentHash: Buffer },
  ): Promise<void> {
    if (taken + known === 0) throw new CsvUnreadable('The file holds no number that can be read.');
    if (rejected > taken + known)
      throw new CsvUnreadable('Most lines of the file cannot be read; it is not the list it was said to be.');
    await this.insisting(async () => {
      await this.ledger.complete(importId, end);
      const replaced = await this.intake.finish(importId, order);
      const { kind, jurisdiction, areaCodes, asOf } = order;
      const details = { kind, jurisdiction, areaCodes, asOf, taken, known, rejected, replaced };
      await this.audit.record({ action: 'list.imported', target: `list-import:${importId}`, details });
    });
  }

  private async insisting<T>(store: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.work.run(store);
      } catch (error) {
        if (attempt === ATTEMPTS || !TRANSIENT.includes(sqlStateOf(error) ?? '')) throw error;
      }
    }
  }
}

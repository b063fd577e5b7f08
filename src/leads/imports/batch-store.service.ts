import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { sqlStateOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { type ConsentingLead, ConsentingLeads } from '../consenting-leads.service';
import type { ReceivedLead } from '../lead-receiver.service';
import type { NewLead } from '../new-lead';
import type { CsvBatch } from '../../platform/csv/csv-batches';
import { ImportLedger, type ImportStep, type RejectedRow } from './import-ledger.service';
import { ImportLimits } from './import-limits';

/** Deadlock and serialisation failure (PostgreSQL, appendix A): the same transaction again may well succeed. */
const TRANSIENT = ['40P01', '40001'];
const ATTEMPTS = 3;
/** Rows checked before others get a turn: some ten milliseconds. */
const CHECKED_IN_A_TURN = 250;
/** Characters of one reason. */
const REASON_LENGTH = 500;

/** A batch whose rows have been checked. */
export interface CheckedBatch {
  readonly people: readonly ConsentingLead[];
  readonly rejected: readonly RejectedRow[];
  /** Of the file, when the batch was complete. */
  readonly bytesRead: number;
}

/** What one import has begun to store. */
export interface ImportTally {
  rows: number;
  rejected: number;
}

/** Stores the rows of an import, one transaction per batch: leads, consents, facts, counts and bad rows, or none of them. */
@Injectable()
export class BatchStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: ConsentingLeads,
    private readonly ledger: ImportLedger,
    readonly limits: ImportLimits,
  ) {}

  /** Stores nothing yet. */
  async check(
    batch: CsvBatch<NewLead> & { bytesRead: number },
    country: CountryCode | undefined,
  ): Promise<CheckedBatch> {
    const check = await this.people.checkFor(batch.rows.map(({ row }) => row));
    const people: ConsentingLead[] = [];
    const rejected: RejectedRow[] = batch.rejected.map((bad) => ({ ...bad, field: null }));
    for (const [n, { line, row }] of batch.rows.entries()) {
      if (n % CHECKED_IN_A_TURN === 0) await nextTurn();
      const verdict = check(row, country);
      if ('problems' in verdict) rejected.push(rejection(line, verdict.problems));
      else people.push(verdict);
    }
    return { people, rejected, bytesRead: batch.bytesRead };
  }

  /** Adds to `tally` what it stores. @throws ImportGivenUp */
  async store(importId: string, { people, rejected, bytesRead }: CheckedBatch, tally: ImportTally): Promise<void> {
    const kept = rejected.slice(0, Math.max(0, this.limits.errorsKept - tally.rejected));
    tally.rows += people.length + rejected.length;
    tally.rejected += rejected.length;
    await this.insisting(async () => {
      const received = await this.people.receiveAll(people);
      await this.ledger.step(importId, { ...countsOf(received), bytesRead, rejected: rejected.length }, kept);
    });
  }

  private async insisting(store: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.work.run(store);
      } catch (error) {
        if (attempt === ATTEMPTS || !TRANSIENT.includes(sqlStateOf(error) ?? '')) throw error;
      }
    }
  }
}

function countsOf(received: readonly ReceivedLead[]): Pick<ImportStep, 'created' | 'updated' | 'unchanged'> {
  const created = received.filter((one) => one.created).length;
  const updated = received.filter((one) => one.changed).length;
  return { created, updated, unchanged: received.length - created - updated };
}

function rejection(line: number, problems: readonly { field: string; message: string }[]): RejectedRow {
  const reason = problems.map(({ field, message }) => `${field} ${message}`).join(' ');
  return { line, field: problems[0]?.field ?? null, reason: reason.slice(0, REASON_LENGTH) };
}

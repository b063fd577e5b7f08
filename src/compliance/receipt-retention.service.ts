import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Clock } from '../platform/clock/clock';
import { changedBy } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Sweeps } from '../platform/queues/sweeps';
import { RuleBook } from './rules/rule-book.service';

const SWEEP = 'receipts';
/** Receipts deleted in one transaction. */
const BATCH = 1_000;
/** Batches of one round; what is left waits for the next. */
const BATCHES = 20;

/**
 * Deletes receipts once the time is over for which call details must be kept: five years (16 CFR 310.5; `records_years` of the rules). The
 * database itself lets nobody delete a younger one.
 */
@Injectable()
export class ReceiptRetention implements OnApplicationBootstrap {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly book: RuleBook,
    private readonly sweeps: Sweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep());
  }

  /** Of all tenants, oldest first. */
  async sweep(): Promise<void> {
    for (let batch = 0; batch < BATCHES && !this.sweeps.stop.aborted; batch += 1) {
      if ((await this.deleteBatch()) < BATCH) return;
    }
  }

  private deleteBatch(): Promise<number> {
    const { records_years: years } = this.book.rules.file.federal_us;
    const kept = DateTime.fromJSDate(this.clock.now(), { zone: 'utc' }).minus({ years }).toJSDate();
    return this.work.singleAsPlatform('delete receipts nobody has to keep', (tx) =>
      changedBy(
        tx,
        `delete from dial_checks where (tenant_id, id) in (
           select tenant_id, id from dial_checks where decided_at < $1 order by decided_at limit $2
         )`,
        [kept, BATCH],
      ),
    );
  }
}

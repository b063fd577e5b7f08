import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Sweeps, type TenantRow } from '../../platform/queues/sweeps';
import { ListImportLedger } from './list-import-ledger.service';
import { ListLimits } from './list-limits';

const SILENT_SWEEP = 'silent-list-imports';
const CLEAR_SWEEP = 'replaced-lists';
/** Rows of one round; what is left waits for the next. */
const BATCH = 100;

interface UnclearedList extends TenantRow {
  readonly id: string;
}

/** Ends imports whose process died, and clears away the numbers of copies that are out of use. */
@Injectable()
export class ListHousekeeping implements OnApplicationBootstrap {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: ListImportLedger,
    private readonly limits: ListLimits,
    private readonly sweeps: Sweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SILENT_SWEEP, () => this.giveUpSilent());
    this.sweeps.register(CLEAR_SWEEP, () => this.clear());
  }

  /** Of all tenants. */
  async giveUpSilent(): Promise<void> {
    const tenants = await this.ledger.tenantsWithSilent(BATCH);
    await this.sweeps.attendEach(tenants, { sweep: SILENT_SWEEP }, () => this.ledger.giveUpSilent());
  }

  /** Of all tenants, in small statements; a list that is not cleared in one round is gone on with in the next. */
  async clear(): Promise<void> {
    const lists = await this.work.singleAsPlatform('find lists out of use', (tx) =>
      rowsOf<UnclearedList>(
        tx,
        `select tenant_id as "tenantId", id from contact_lists
         where state in ('REPLACED', 'FAILED') and cleared_at is null order by imported_at limit $1`,
        [BATCH],
      ),
    );
    await this.sweeps.attendEach(lists, { sweep: CLEAR_SWEEP, idOf: ({ id }) => id }, ({ id }) => this.clearList(id));
  }

  private async clearList(id: string): Promise<void> {
    for (let round = 0; round < this.limits.clearedRounds && !this.sweeps.stop.aborted; round += 1) {
      const cleared = await this.clearSome(id);
      if (cleared < this.limits.clearedRows) return this.noteCleared(id);
    }
  }

  private clearSome(id: string): Promise<number> {
    return this.work.single((tx) =>
      changedBy(
        tx,
        `delete from contact_list_numbers where tenant_id = $1 and list_id = $2 and phone in (
           select phone from contact_list_numbers where tenant_id = $1 and list_id = $2 limit $3)`,
        [currentTenantId(), id, this.limits.clearedRows],
      ),
    );
  }

  private async noteCleared(id: string): Promise<void> {
    await this.work.single((tx) =>
      changedBy(tx, 'update contact_lists set cleared_at = $3 where tenant_id = $1 and id = $2', [
        currentTenantId(),
        id,
        this.clock.now(),
      ]),
    );
  }
}

import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { changedBy } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Sweeps } from '../platform/queues/sweeps';
import { ANSWERS_KEPT_MS } from './idempotent-answers.service';

/** Rows of one round; what is left waits for the next. */
const BATCH = 1_000;

/** Removes the answers nobody can ask for any more, of all tenants: one that stopped posting leaves nothing behind. */
@Injectable()
export class ForgottenAnswers implements OnApplicationBootstrap {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly sweeps: Sweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register('forgotten-answers', async () => {
      await this.forget();
    });
  }

  /** Removes the oldest first, at most 1,000; the number of those removed. */
  async forget(): Promise<number> {
    // Asked again of each row, since a key that is used anew renews its row meanwhile.
    return this.work.singleAsPlatform('forget idempotent answers', (tx) =>
      changedBy(
        tx,
        `delete from idempotent_answers a
         using (select tenant_id, operation, key from idempotent_answers where created_at <= $1 order by created_at limit $2) old
         where (a.tenant_id, a.operation, a.key) = (old.tenant_id, old.operation, old.key) and a.created_at <= $1`,
        [new Date(this.clock.now().getTime() - ANSWERS_KEPT_MS), BATCH],
      ),
    );
  }
}

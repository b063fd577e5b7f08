import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { changedBy } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Sweeps } from '../../platform/queues/sweeps';

const BATCH = 1_000;

/** Forgets refresh tokens once they can neither be used nor tell of a theft: a session leaves a row with every renewal. */
@Injectable()
export class ExpiredRefreshTokens implements OnApplicationBootstrap {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly sweeps: Sweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register('expired-refresh-tokens', async () => {
      await this.forget();
    });
  }

  /** Deletes at most a thousand, those that expired first; the number of those deleted. */
  async forget(): Promise<number> {
    return this.work.singleAsPlatform('forget expired refresh tokens', (tx) =>
      changedBy(
        tx,
        `delete from refresh_tokens where token_hash in (
           select token_hash from refresh_tokens where expires_at <= $1 order by expires_at limit $2 for update skip locked)`,
        [this.clock.now(), BATCH],
      ),
    );
  }
}

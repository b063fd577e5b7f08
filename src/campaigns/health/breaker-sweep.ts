import { NIL } from 'uuid';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Sweeps } from '../../platform/queues/sweeps';
import { CampaignLife } from '../campaign-life.service';
import { FailureBreaker } from '../dialing/failure-breaker.service';

const SWEEP = 'campaign-trials';
const PAGE = 500;

interface Tried {
  readonly tenantId: string;
  readonly id: string;
}

/** Begins the trials of campaigns that were paused by their failures and have cooled down, and ends those whose call has told. */
@Injectable()
export class BreakerSweep implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly work: UnitOfWork,
    private readonly life: CampaignLife,
    private readonly breaker: FailureBreaker,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep());
  }

  async sweep(size = PAGE): Promise<void> {
    let last: string = NIL;
    for (let page: Tried[]; (page = await this.dueAfter(last, size)).length > 0 && !this.sweeps.stop.aborted;) {
      await this.sweeps.attendEach(page, { sweep: SWEEP, idOf: ({ id }) => id }, ({ id }) => this.look(id));
      last = page.at(-1)?.id ?? last;
    }
  }

  private look(id: string): Promise<void> {
    return this.work.run(async () => this.breaker.probeIfDue(await this.life.lock(id), this.clock.now()));
  }

  /** Those that have cooled down, and those under trial, by id: nobody keeps a place at the head. */
  private dueAfter(last: string, size: number): Promise<Tried[]> {
    return this.work.singleAsPlatform('find campaigns to try again', (tx) =>
      rowsOf<Tried>(
        tx,
        `select tenant_id as "tenantId", id from campaigns
         where (pause_reason = 'FAILURE_BREAKER' or is_probing) and (probe_at <= $1 or probe_at is null)
           and (status = 'ACTIVE' or pause_reason = 'FAILURE_BREAKER') and id > $2
         order by id limit $3`,
        [this.clock.now(), last, size],
      ),
    );
  }
}

import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Sweeps } from '../../platform/queues/sweeps';
import { SpeedWatch } from './speed-watch.service';

const SWEEP = 'speed-to-lead';
const PAGE = 500;
const INTEREST_MS = 24 * 60 * 60_000;

interface WatchedSource {
  readonly tenantId: string;
  readonly source: string;
}

/** Looks for leads that wait too long: nothing happens to them, so no fact tells. */
@Injectable()
export class SpeedSweep implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly work: UnitOfWork,
    private readonly watch: SpeedWatch,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep());
  }

  async sweep(): Promise<void> {
    let last: WatchedSource = { tenantId: '00000000-0000-0000-0000-000000000000', source: '' };
    for (let page = [last]; page.length > 0 && !this.sweeps.stop.aborted; last = page.at(-1) ?? last) {
      page = await this.watchedAfter(last);
      await this.sweeps.attendEach(page, { sweep: SWEEP }, ({ source }) => this.watch.judgeWaiting(source));
    }
  }

  /** Sources that are to be called within a time, with somebody who has waited longer, or one they were last told of. */
  private watchedAfter({ tenantId, source }: WatchedSource): Promise<WatchedSource[]> {
    const now = this.clock.now();
    return this.work.singleAsPlatform('leads that wait too long', (tx) =>
      rowsOf<WatchedSource>(tx, WATCHED, [tenantId, source, now, new Date(now.getTime() - INTEREST_MS), PAGE]),
    );
  }
}

const WATCHED = /* sql */ `
select t.tenant_id as "tenantId", t.source from speed_targets t
where (t.tenant_id, t.source) > ($1, $2) and t.max_wait_seconds is not null and (t.waiting_since is not null or exists (
  select 1 from lead_speeds s
  where s.tenant_id = t.tenant_id and s.source = t.source and s.asked_at is null and s.excluded is null
    and s.received_at > $4 and s.received_at < $3::timestamptz - make_interval(secs => t.max_wait_seconds)
))
order by t.tenant_id, t.source limit $5`;

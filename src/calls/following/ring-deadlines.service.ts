import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { inBatches } from '../../platform/queues/in-batches';
import { Sweeps } from '../../platform/queues/sweeps';
import { CallStopper } from './call-stopper.service';

const SWEEP = 'ring-deadlines';
const BATCH = 200;
const LANES = 10;
/** Timers are set no further ahead than this; each sweep looks for nearer ones. */
const HORIZON_MS = 10 * 60_000;
/** Between looks at a call that may not begin to ring any more and whose request has not been answered. */
const ANSWER_MS = 250;
/** A timer may fire a little before its moment has come. */
const SHORTEST_WAIT_MS = 5;

interface OverdueCall {
  readonly tenantId: string;
  readonly callId: string;
}

/**
 * Calls that wait at the carrier beyond the last moment at which they may begin to ring are canceled there, at that moment: the timer is
 * set from the rows by every worker, each sets the next one, and the sweep does what a lost timer would have done.
 */
@Injectable()
export class RingDeadlines implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly sweeps: Sweeps,
    private readonly stopper: CallStopper,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep());
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  async sweep(): Promise<void> {
    await this.stopDue();
    await this.arm();
  }

  /** Stops what is due now, of all tenants. */
  async stopDue(batch = BATCH): Promise<void> {
    const moment = this.clock.now();
    const find = (): Promise<OverdueCall[]> =>
      this.work.singleAsPlatform('calls that may not begin to ring any more', (tx) =>
        rowsOf<OverdueCall>(tx, DUE, [moment, batch]),
      );
    await inBatches(batch, find, (due) => this.stop(due), this.sweeps.stop);
  }

  private async stop(due: readonly OverdueCall[]): Promise<void> {
    const attention = { sweep: SWEEP, lanes: LANES, idOf: ({ callId }: OverdueCall): string => callId };
    await this.sweeps.attendEach(due, attention, ({ callId }) => this.stopper.stop(callId, 'WINDOW_CLOSED'));
  }

  private async arm(): Promise<void> {
    const moment = this.clock.now();
    const until = new Date(moment.getTime() + HORIZON_MS);
    const next = await this.work.singleAsPlatform('the next moment from which calls may not begin to ring', (tx) =>
      rowOf<{ at: Date | null }>(tx, NEXT, [moment, until, new Date(moment.getTime() + ANSWER_MS)]),
    );
    clearTimeout(this.timer);
    if (!next?.at || this.sweeps.stop.aborted) return;
    const waitMs = Math.max(SHORTEST_WAIT_MS, next.at.getTime() - moment.getTime());
    this.timer = setTimeout(() => void this.sweep().catch(ignore), waitMs);
    this.timer.unref();
  }
}

/** The sweep, which logs what fails, comes after every timer. */
function ignore(): void {
  return undefined;
}

const DUE = /* sql */ `
select tenant_id as "tenantId", id as "callId" from calls
where status = 'DIALING' and provider_call_id is not null and ring_by <= $1
  and (stop_requested_at is null or stop_requested_at < $1::timestamptz - interval '10 seconds')
order by ring_by limit $2`;

/** A request under way counts: its call may be accepted just before that moment, or after it. */
const NEXT = /* sql */ `
select min(at) as at from (
  select ring_by as at from calls
  where status = 'DIALING' and provider_call_id is not null and ring_by > $1 and ring_by <= $2
  union all
  select greatest(ring_by, $3) from calls where status = 'DIALING' and provider_call_id is null and ring_by <= $2
) next`;

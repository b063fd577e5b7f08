import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentTenantId } from '../../../platform/context/request-context';
import { changedBy, rowsOf } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { TenantRow } from '../../../platform/queues/sweeps';
import type { SimulationReport } from '../report';
import type { SimulationProgress } from '../time-machine';
import { Simulation } from './simulation.entity';

/** A worker that says nothing for so long has died. */
const LEASE_MS = 60_000;
/** What two processes died with is not begun a third time. */
const MOST_TRIES = 2;
const KEPT_MS = 30 * 24 * 60 * 60_000;

export interface OpenSimulation extends TenantRow {
  readonly id: string;
}

/** A simulation and the try at it: whoever lost it to a later try writes nothing any more. */
export type Claimed = Pick<Simulation, 'id' | 'tries'>;

/** The rows that say how simulations go. */
@Injectable()
export class SimulationLedger {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Takes the simulation if nobody is at it; null when there is nothing to do. */
  async claim(id: string): Promise<Simulation | null> {
    const now = this.clock.now();
    return this.work.run(async (tx) => {
      const key = [currentTenantId(), id, now];
      await changedBy(tx, GIVE_UP, [...key, MOST_TRIES]);
      if ((await changedBy(tx, CLAIM, [...key, this.leaseFrom(now)])) === 0) return null;
      return tx.findOneBy(Simulation, { tenantId: currentTenantId(), id });
    });
  }

  /** Says how far it is; false when it is no longer wanted, or another's. */
  async progress({ id, tries }: Claimed, { done, leads, calls, now: virtual }: SimulationProgress): Promise<boolean> {
    const now = this.clock.now();
    const values = [currentTenantId(), id, tries, now, this.leaseFrom(now), done, leads, calls, virtual];
    return (await this.work.single((tx) => changedBy(tx, PROGRESS, values))) > 0;
  }

  /** Says that somebody is at it; false when it is no longer wanted, or another's. */
  async touch({ id, tries }: Claimed): Promise<boolean> {
    const now = this.clock.now();
    const values = [currentTenantId(), id, tries, now, this.leaseFrom(now)];
    return (await this.work.single((tx) => changedBy(tx, TOUCH, values))) > 0;
  }

  async complete({ id, tries }: Claimed, report: SimulationReport): Promise<void> {
    const { leads, calls, finishedAt } = report;
    const values = [currentTenantId(), id, tries, this.clock.now(), JSON.stringify(report), leads, calls, finishedAt];
    await this.work.single((tx) => changedBy(tx, COMPLETE, values));
  }

  async fail({ id, tries }: Claimed, failure: string): Promise<void> {
    await this.work.single((tx) => changedBy(tx, FAIL, [currentTenantId(), id, tries, this.clock.now(), failure]));
  }

  /** This process ends and did not finish: the next worker begins anew at once, and the try does not count. */
  async handOver({ id, tries }: Claimed): Promise<void> {
    await this.work.single((tx) => changedBy(tx, HAND_OVER, [currentTenantId(), id, tries, this.clock.now()]));
  }

  /** Those of all companies that wait for a worker, or whose worker has died. */
  open(limit: number): Promise<OpenSimulation[]> {
    return this.work.singleAsPlatform('find simulations to play', (tx) =>
      rowsOf<OpenSimulation>(tx, OPEN, [this.clock.now(), limit]),
    );
  }

  /** Deletes those that ended more than 30 days ago, of all companies. */
  deleteOld(limit: number): Promise<number> {
    const since = new Date(this.clock.now().getTime() - KEPT_MS);
    return this.work.singleAsPlatform('delete old simulations', (tx) => changedBy(tx, DELETE_OLD, [since, limit]));
  }

  private leaseFrom(now: Date): Date {
    return new Date(now.getTime() + LEASE_MS);
  }
}

const GIVE_UP = /* sql */ `
update simulations set status = 'FAILED', failure = 'The processes that played it died.', lease_until = null, ended_at = $3, updated_at = $3
where tenant_id = $1 and id = $2 and status = 'RUNNING' and lease_until < $3 and tries >= $4`;

const CLAIM = /* sql */ `
update simulations set status = 'RUNNING', tries = tries + 1, lease_until = $4, started_at = coalesce(started_at, $3), updated_at = $3
where tenant_id = $1 and id = $2 and (status = 'QUEUED' or (status = 'RUNNING' and lease_until < $3))`;

/** A frozen process may wake after its lease: another try is another owner. */
const OWN = `tenant_id = $1 and id = $2 and tries = $3 and status = 'RUNNING'`;

const PROGRESS = /* sql */ `
update simulations set leads_done = $6, leads = $7, calls = $8, virtual_time = $9, lease_until = $5, updated_at = $4
where ${OWN}`;

const TOUCH = /* sql */ `
update simulations set lease_until = $5, updated_at = $4 where ${OWN}`;

const COMPLETE = /* sql */ `
update simulations set status = 'COMPLETED', report = $5::jsonb, leads = $6, leads_done = $6, calls = $7,
  virtual_time = coalesce($8::timestamptz, virtual_time), lease_until = null, ended_at = $4, updated_at = $4
where ${OWN}`;

const FAIL = /* sql */ `
update simulations set status = 'FAILED', failure = $5, lease_until = null, ended_at = $4, updated_at = $4
where ${OWN}`;

const HAND_OVER = /* sql */ `
update simulations set lease_until = $4::timestamptz - interval '1 millisecond', tries = greatest(0, tries - 1), updated_at = $4
where ${OWN}`;

const OPEN = /* sql */ `
select tenant_id as "tenantId", id from simulations
where status in ('QUEUED', 'RUNNING') and (status = 'QUEUED' or lease_until < $1) order by updated_at limit $2`;

const DELETE_OLD = /* sql */ `
delete from simulations where (tenant_id, id) in (
  select tenant_id, id from simulations where ended_at < $1 order by ended_at limit $2
)`;

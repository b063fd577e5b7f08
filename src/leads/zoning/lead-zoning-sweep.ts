import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { runAsSystem } from '../../platform/context/run-as-system';
import { changedBy, rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Sweeps } from '../../platform/queues/sweeps';
import { LeadZoning } from './lead-zoning.service';

const SWEEP = 'lead-zoning';
/** Leads looked at in one step. */
const BATCH = 500;
/** Steps of one round; the next one goes on where it ended. */
const STEPS = 20;
/** A worker silent for so long in the middle of it is taken for dead, and another goes on. */
const LEASE_MS = 60_000;

interface Position {
  readonly tenantId: string;
  readonly id: string;
}

/**
 * Follows the rules: when the program starts with another version of them than leads were last given their zones by, every lead is
 * looked at again, in steps, by one worker at a time, from where the last one was. Until then a lead keeps the zone it had, which only
 * decides when it is claimed: at the dial the rules in force place it anew.
 */
@Injectable()
export class LeadZoningSweep implements OnApplicationBootstrap {
  private readonly logger = new Logger(LeadZoningSweep.name);
  private hasBegun = false;

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly zoning: LeadZoning,
    private readonly sweeps: Sweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep());
  }

  async sweep(): Promise<void> {
    if (!this.hasBegun) await this.begin();
    this.hasBegun = true;
    let position = await this.takeLease();
    for (let step = 0; position && step < STEPS && !this.sweeps.stop.aborted; step += 1)
      position = await this.step(position);
    if (position) await this.moveTo(position, null);
  }

  /** Of two programs with different rules, the one that started last has its way. */
  private async begin(): Promise<void> {
    const changed = await this.platform((tx) => changedBy(tx, BEGIN, [this.zoning.rulesVersion, this.clock.now()]));
    if (changed > 0) this.logger.log('leads are given the zones of new rules', { rules: this.zoning.rulesVersion });
  }

  /** @returns the last lead done; undefined when there is nothing to do, or somebody else does it. */
  private takeLease(): Promise<Position | undefined> {
    const now = this.clock.now();
    return this.platform((tx) => rowOf<Position>(tx, LEASE, [this.zoning.rulesVersion, now, this.leaseFrom(now)]));
  }

  /** @returns the last lead done; undefined when all are. */
  private async step(after: Position): Promise<Position | undefined> {
    const leads = await this.platform((tx) => rowsOf<Position>(tx, NEXT, [after.tenantId, after.id, BATCH]));
    const last = leads.at(-1);
    if (!last) {
      await this.platform((tx) => changedBy(tx, FINISH, [this.zoning.rulesVersion, this.clock.now()]));
      return undefined;
    }
    for (const [tenantId, ids] of byTenant(leads)) {
      await runAsSystem({ name: `${SWEEP}-sweep`, tenantId }, () => this.zoning.rezone(ids));
    }
    await this.moveTo(last, this.leaseFrom(this.clock.now()));
    return last;
  }

  private async moveTo({ tenantId, id }: Position, leasedUntil: Date | null): Promise<void> {
    await this.platform((tx) => changedBy(tx, MOVE, [this.zoning.rulesVersion, tenantId, id, leasedUntil]));
  }

  private leaseFrom(now: Date): Date {
    return new Date(now.getTime() + LEASE_MS);
  }

  private platform<T>(step: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.work.asPlatform('give leads the zones of the rules in force', step);
  }
}

function byTenant(leads: readonly Position[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { tenantId, id } of leads) ids.set(tenantId, [...(ids.get(tenantId) ?? []), id]);
  return ids;
}

const BEGIN = /* sql */ `
insert into lead_zoning (rules_version, begun_at) values ($1, $2)
on conflict (only_row) do update set rules_version = $1, begun_at = $2, leased_until = null, finished_at = null,
  after_tenant = '00000000-0000-0000-0000-000000000000', after_lead = '00000000-0000-0000-0000-000000000000'
where lead_zoning.rules_version <> $1`;

const LEASE = /* sql */ `
update lead_zoning set leased_until = $3
where rules_version = $1 and finished_at is null and (leased_until is null or leased_until <= $2)
returning after_tenant as "tenantId", after_lead as id`;

const NEXT = /* sql */ `
select tenant_id as "tenantId", id from leads where (tenant_id, id) > ($1, $2) order by tenant_id, id limit $3`;

const MOVE = /* sql */ `
update lead_zoning set after_tenant = $2, after_lead = $3, leased_until = $4 where rules_version = $1 and finished_at is null`;

const FINISH = /* sql */ `
update lead_zoning set finished_at = $2, leased_until = null where rules_version = $1`;

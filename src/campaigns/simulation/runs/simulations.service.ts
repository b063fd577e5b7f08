import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import { actorReference } from '../../../platform/context/actor';
import { currentActor, currentTenantId } from '../../../platform/context/request-context';
import { advisoryLock, changedBy, rowOf } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { NotFound } from '../../../platform/errors/domain-error';
import { type KeysetOrder, pageBy } from '../../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../../platform/graphql/page';
import { JobBell } from '../../../platform/queues/job-bell';
import { CampaignIsFixed } from '../../campaigns.errors';
import { CampaignsService } from '../../campaigns.service';
import { Simulation } from './simulation.entity';
import { RunSimulation } from './simulations.jobs';
import { SimulationUnderWay } from './simulations.refusals';

/** What a client may choose. */
export interface SimulationOrder {
  readonly campaignId: string;
  /** Now when absent. */
  readonly startsAt?: Date | null;
  readonly seed?: number | null;
  readonly days?: number | null;
}

const USUAL_SEED = 1;
const USUAL_DAYS = 60;

const NEWEST_FIRST: KeysetOrder<Simulation> = [
  { expression: 'simulation.createdAt', direction: 'DESC', cast: 'timestamptz', keyOf: ({ createdAt }) => createdAt },
  { expression: 'simulation.id', direction: 'DESC', cast: 'uuid', keyOf: ({ id }) => id },
];

/** Simulations as operators see them. */
@Injectable()
export class SimulationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly campaigns: CampaignsService,
    private readonly bell: JobBell,
  ) {}

  /**
   * Has a campaign played, as it stands, by a worker; one at a time per company. Nothing but the row of the simulation is written.
   * @throws CampaignNotFound; CampaignIsFixed when it is over.
   */
  async request(order: SimulationOrder): Promise<Simulation | SimulationUnderWay> {
    const tenantId = currentTenantId();
    return this.work.run(async (tx) => {
      const campaign = await this.campaigns.get(order.campaignId);
      if (campaign.endedAt) throw new CampaignIsFixed(campaign.status);
      await advisoryLock(tx, `simulation ${tenantId}`);
      const running = await rowOf<{ id: string }>(tx, UNDER_WAY, [tenantId]);
      if (running) return new SimulationUnderWay(running.id);
      const id = uuidv7();
      const now = this.clock.now();
      await tx.insert(Simulation, {
        tenantId,
        id,
        campaignId: campaign.id,
        seed: order.seed ?? USUAL_SEED,
        days: order.days ?? USUAL_DAYS,
        startsAt: order.startsAt ?? now,
        requestedBy: actorReference(currentActor()),
        createdAt: now,
        updatedAt: now,
      });
      this.work.afterCommit(() => void this.bell.ring(RunSimulation, { tenantId, simulationId: id }));
      return this.get(id);
    });
  }

  /** @throws NotFound */
  async get(id: string): Promise<Simulation> {
    const found = await this.work.single((tx) => tx.findOneBy(Simulation, { tenantId: currentTenantId(), id }));
    if (!found) throw new NotFound('Simulation');
    return found;
  }

  /** Newest first. */
  list(campaignId: string, page: PageRequest): Promise<Page<Simulation>> {
    const tenantId = currentTenantId();
    return pageBy(
      this.work,
      (tx) =>
        tx
          .createQueryBuilder(Simulation, 'simulation')
          .where('simulation.tenantId = :tenantId and simulation.campaignId = :campaignId', { tenantId, campaignId }),
      NEWEST_FIRST,
      page,
    );
  }

  /** Stops one that is under way, within seconds; one that has ended stays as it is. @throws NotFound */
  async cancel(id: string): Promise<Simulation> {
    return this.work.run(async (tx) => {
      await changedBy(tx, CANCEL, [currentTenantId(), id, this.clock.now()]);
      return this.get(id);
    });
  }
}

const UNDER_WAY = `select id from simulations where tenant_id = $1 and status in ('QUEUED', 'RUNNING')`;

const CANCEL = /* sql */ `
update simulations set status = 'CANCELLED', lease_until = null, ended_at = $3, updated_at = $3
where tenant_id = $1 and id = $2 and status in ('QUEUED', 'RUNNING')`;

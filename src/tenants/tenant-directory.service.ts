import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { actorReference } from '../platform/context/actor';
import { inTenant } from '../platform/context/in-tenant';
import { currentActor } from '../platform/context/request-context';
import { rowOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { NotFound } from '../platform/errors/domain-error';
import { Outbox } from '../platform/events/outbox';
import { type ListReader, type KeysetOrder, pageBy } from '../platform/graphql/keyset';
import type { Page, PageRequest } from '../platform/graphql/page';
import { AuditTrail } from './audit-trail.service';
import { Tenant, type TenantStatus } from './tenant.entity';
import { CompanyLimitsChanged, TenantActivated, TenantPaused } from './tenants.events';
import { TenantsService } from './tenants.service';

export interface TenantsRequest extends PageRequest {
  readonly filter?: { readonly status?: TenantStatus | null; readonly slug?: string | null } | null;
}

/** What a company may have at the others' cost. */
export interface CompanyShare {
  readonly guaranteedCalls?: number | null;
  readonly dialingShare?: number | null;
}

/** Ids carry their moment of creation. */
const COLUMNS: KeysetOrder<Tenant> = [
  { expression: 'tenant.id', direction: 'DESC', cast: 'uuid', keyOf: (tenant) => tenant.id },
];

/** All companies, for those who run the platform. */
@Injectable()
export class TenantDirectory {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly tenants: TenantsService,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  /** Newest first. */
  async list(request: TenantsRequest): Promise<Page<Tenant>> {
    const companies: ListReader = { run: (work) => this.work.asPlatform('list companies', work) };
    return pageBy(companies, (tx) => selected(tx, request), COLUMNS, request);
  }

  /**
   * Stops all dialing for a company; repeating it changes nothing. Whoever is about to dial asks; what the carrier has taken already is
   * stopped by whoever hears of it.
   * @throws NotFound for an unknown id.
   */
  pause(id: string): Promise<Tenant> {
    return this.move(id, 'PAUSED', async () => {
      await this.outbox.record(TenantPaused, { tenantId: id });
      await this.audit.record({ action: 'tenant.paused', target: `tenant:${id}` });
    });
  }

  /** Lets a company be dialed for again; repeating it changes nothing. @throws NotFound for an unknown id. */
  activate(id: string): Promise<Tenant> {
    return this.move(id, 'ACTIVE', async () => {
      await this.outbox.record(TenantActivated, { tenantId: id });
      await this.audit.record({ action: 'tenant.activated', target: `tenant:${id}` });
    });
  }

  /**
   * How a company shares capacity with the others; absent parts stay as they are.
   * @throws NotFound for an unknown id.
   */
  async share(id: string, { guaranteedCalls = null, dialingShare = null }: CompanyShare): Promise<Tenant> {
    const actor = actorReference(currentActor());
    // The company's own role may not touch these columns: they are at the others' cost.
    await this.work.asPlatform('share capacity out', async (tx) => {
      const set = await rowOf<object>(tx, SET_SHARE, [id, guaranteedCalls, dialingShare, this.clock.now()]);
      if (!set) throw new NotFound('Company');
      const note = { action: 'tenant.share-set', target: `tenant:${id}`, details: set };
      await this.audit.append(tx, { tenantId: id, actor }, note);
      await this.outbox.recordIn(tx, [{ id }], CompanyLimitsChanged, { tenantId: id });
    });
    return inTenant(id, () => this.tenants.getCurrent());
  }

  private async move(id: string, status: TenantStatus, note: () => Promise<void>): Promise<Tenant> {
    return inTenant(id, () =>
      this.work.run(async (tx) => {
        const moved = await rowOf(
          tx,
          'update tenants set status = $2, updated_at = $3 where id = $1 and status <> $2 returning id',
          [id, status, this.clock.now()],
        );
        if (moved) await note();
        return this.tenants.getCurrent();
      }),
    );
  }
}

function selected(tx: EntityManager, { filter }: TenantsRequest): SelectQueryBuilder<Tenant> {
  const query = tx.createQueryBuilder(Tenant, 'tenant');
  if (filter?.status) query.andWhere('tenant.status = :status', { status: filter.status });
  if (filter?.slug) query.andWhere('tenant.slug = :slug', { slug: filter.slug });
  return query;
}

const SET_SHARE = /* sql */ `
update tenants set guaranteed_calls = coalesce($2, guaranteed_calls), dialing_share = coalesce($3, dialing_share), updated_at = $4
where id = $1 returning guaranteed_calls as "guaranteedCalls", dialing_share as "dialingShare"`;

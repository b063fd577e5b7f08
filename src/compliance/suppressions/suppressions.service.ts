import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { actorReference } from '../../platform/context/actor';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput } from '../../platform/errors/domain-error';
import { Outbox } from '../../platform/events/outbox';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { E164 } from '../../platform/values/phone-number';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { PhoneSuppressed } from '../compliance.events';
import { lockPhone, phoneLock } from '../contact-facts';
import { reasonOf } from './reason';
import { Suppression } from './suppression.entity';

export interface NewSuppression {
  /** E.164. */
  readonly phone: string;
  /** Why, for people to read. */
  readonly reason: string;
  /** Where it came from, for example MANUAL or SPOKEN. */
  readonly source: string;
}

const NEWEST_FIRST: KeysetOrder<Suppression> = [
  {
    expression: 'suppression.addedAt',
    direction: 'DESC',
    cast: 'timestamptz',
    keyOf: (suppression) => suppression.addedAt,
  },
  { expression: 'suppression.id', direction: 'DESC', cast: 'uuid', keyOf: (suppression) => suppression.id },
];

/** Whom the tenant must not contact. In force from the moment it is committed, on every channel, until removed. */
@Injectable()
export class SuppressionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Suppresses a number; one already suppressed keeps its first entry and nothing is recorded again. Waits for a decision to dial
   * the same number that is still open, so every decision is made wholly before or wholly after.
   * @throws BadUserInput when the number is not in E.164 or the reason is empty.
   */
  async add({ phone, reason, source }: NewSuppression): Promise<Suppression> {
    if (!E164.test(phone)) throw new BadUserInput('phone', 'must be in E.164, for example +14155550123.');
    const why = reasonOf(reason);
    return this.work.run(async (tx) => {
      await lockPhone(tx, currentTenantId(), phone, 'EXCLUSIVE');
      return (await inForce(tx, phone)) ?? this.insert(tx, { phone, reason: why, source });
    });
  }

  /**
   * Suppresses many numbers in one unit of work, however many of them are suppressed already; answers how many were not. Only those with
   * which something is under way are told as facts. Waits, number by number in their order, for decisions about them that are open.
   * @throws QueryFailedError with SQLSTATE 55P03 or 57014 when that takes too long.
   */
  async addAll(phones: readonly string[], { reason, source }: Omit<NewSuppression, 'phone'>): Promise<number> {
    const numbers = [...new Set(phones)].sort();
    const tenantId = currentTenantId();
    if (numbers.length === 0) return 0;
    return this.work.run(async (tx) => {
      await tx.query(LOCK_ALL, [numbers.map((phone) => phoneLock(tenantId, phone))]);
      const added = await rowsOf<{ id: string; isUnderWay: boolean }>(tx, ADD_ALL, [
        tenantId,
        numbers.map(() => uuidv7()),
        numbers,
        reason,
        source,
        actorReference(currentActor()),
        this.clock.now(),
      ]);
      const underWay = added.filter(({ isUnderWay }) => isUnderWay);
      await this.outbox.recordAll(
        PhoneSuppressed,
        underWay.map(({ id }) => ({ suppressionId: id })),
      );
      return added.length;
    });
  }

  /** True when the company, or the platform for every company, suppresses the number. */
  async isSuppressed(phone: string): Promise<boolean> {
    const row = await this.work.single((tx) =>
      rowOf<{ suppressed: boolean }>(tx, IS_SUPPRESSED, [currentTenantId(), phone]),
    );
    return row?.suppressed ?? true;
  }

  async find(id: string): Promise<Suppression | null> {
    return this.work.single((tx) => tx.findOneBy(Suppression, { tenantId: currentTenantId(), id }));
  }

  /** Those in force, newest first. */
  async list(page: PageRequest): Promise<Page<Suppression>> {
    return pageBy(this.work, inForceBuilder, NEWEST_FIRST, page);
  }

  private async insert(tx: EntityManager, { phone, reason, source }: NewSuppression): Promise<Suppression> {
    const suppression = tx.create(Suppression, {
      tenantId: currentTenantId(),
      id: uuidv7(),
      phone,
      reason,
      source,
      createdBy: actorReference(currentActor()),
      addedAt: this.clock.now(),
      removedAt: null,
      removedBy: null,
      removalReason: null,
      optInId: null,
    });
    await tx.insert(Suppression, suppression);
    await this.outbox.record(PhoneSuppressed, { suppressionId: suppression.id });
    await this.audit.record({
      action: 'suppression.added',
      target: `suppression:${suppression.id}`,
      details: { source },
    });
    return suppression;
  }
}

function inForce(tx: EntityManager, phone: string): Promise<Suppression | null> {
  return tx.findOneBy(Suppression, { tenantId: currentTenantId(), phone, removedAt: IsNull() });
}

function inForceBuilder(tx: EntityManager) {
  return tx
    .createQueryBuilder(Suppression, 'suppression')
    .where('suppression.tenantId = :tenantId', { tenantId: currentTenantId() })
    .andWhere('suppression.removedAt is null');
}

const IS_SUPPRESSED = /* sql */ `
select exists (select 1 from suppressions where tenant_id = $1 and phone = $2 and removed_at is null)
    or exists (select 1 from platform_suppressions where phone = $2 and removed_at is null) as suppressed`;

/** In the order given: two imports that hold the same numbers never wait for one another. */
const LOCK_ALL = /* sql */ `
select pg_advisory_xact_lock(hashtextextended(name, 0)) from (select unnest($1::text[]) as name) names`;

const ADD_ALL = /* sql */ `
with added as (
  insert into suppressions (tenant_id, id, phone, reason, source, created_by, added_at)
  select $1, id, phone, $4, $5, $6, $7 from unnest($2::uuid[], $3::text[]) as given (id, phone)
  on conflict (tenant_id, phone) where removed_at is null do nothing
  returning id, phone
)
select id,
  exists (select 1 from enrolments e where e.tenant_id = $1 and e.phone = added.phone and e.state <> 'ENDED')
  or exists (select 1 from calls c where c.tenant_id = $1 and c.phone = added.phone
    and c.status in ('QUEUED', 'DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS')) as "isUnderWay"
from added`;

import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { actorReference } from '../../platform/context/actor';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput } from '../../platform/errors/domain-error';
import { Outbox } from '../../platform/events/outbox';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { E164 } from '../../platform/values/phone-number';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { PhoneSuppressed } from '../compliance.events';
import { lockPhone } from '../contact-facts';
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
    if (!reason.trim()) throw new BadUserInput('reason', 'must say why.');
    return this.work.run(async (tx) => {
      await lockPhone(tx, currentTenantId(), phone, 'EXCLUSIVE');
      return (await inForce(tx, phone)) ?? this.insert(tx, { phone, reason: reason.trim(), source });
    });
  }

  async isSuppressed(phone: string): Promise<boolean> {
    return this.work.run(async (tx) => (await inForce(tx, phone)) !== null);
  }

  async find(id: string): Promise<Suppression | null> {
    return this.work.run((tx) => tx.findOneBy(Suppression, { tenantId: currentTenantId(), id }));
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

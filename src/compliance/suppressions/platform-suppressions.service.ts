import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { actorReference } from '../../platform/context/actor';
import { currentActor } from '../../platform/context/request-context';
import { advisoryLock, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput, NotFound } from '../../platform/errors/domain-error';
import { Outbox } from '../../platform/events/outbox';
import { type KeysetOrder, type ListReader, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { E164 } from '../../platform/values/phone-number';
import { PlatformAuditTrail } from '../../tenants/platform-audit-trail.service';
import { PlatformSuppressionAdded } from '../compliance.events';
import { platformPhoneLock } from '../contact-facts';
import { reasonOf } from './reason';
import { PlatformSuppression } from './platform-suppression.entity';

const NEWEST_FIRST: KeysetOrder<PlatformSuppression> = [
  { expression: 'entry.addedAt', direction: 'DESC', cast: 'timestamptz', keyOf: (entry) => entry.addedAt },
  { expression: 'entry.id', direction: 'DESC', cast: 'uuid', keyOf: (entry) => entry.id },
];

/**
 * Whom nobody may contact for any company: the person turned to the platform itself, or a court did. Kept by those who run the
 * platform; no company can lift an entry.
 */
@Injectable()
export class PlatformSuppressions {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly audit: PlatformAuditTrail,
  ) {}

  /**
   * In force for every company with the commit; one already listed keeps its first entry. Waits for every contact with the number that
   * is being decided or on its way, whichever company's.
   * @throws BadUserInput when the number is not in E.164 or the reason is empty or too long.
   */
  async add({ phone, reason }: { phone: string; reason: string }): Promise<PlatformSuppression> {
    if (!E164.test(phone)) throw new BadUserInput('phone', 'must be in E.164, for example +14155550123.');
    const entry = { phone, reason: reasonOf(reason), source: 'MANUAL' };
    return this.work.asPlatform('suppress a number for every company', async (tx) => {
      await advisoryLock(tx, platformPhoneLock(phone), 'EXCLUSIVE');
      return (await tx.findOneBy(PlatformSuppression, { phone, removedAt: IsNull() })) ?? this.insert(tx, entry);
    });
  }

  /** @throws NotFound when there is no such entry in force; BadUserInput without a reason. */
  async remove(id: string, reason: string): Promise<PlatformSuppression> {
    const removal = {
      removedAt: this.clock.now(),
      removedBy: actorReference(currentActor()),
      removalReason: reasonOf(reason),
    };
    return this.work.asPlatform('lift a suppression of every company', async (tx) => {
      const { affected } = await tx.update(PlatformSuppression, { id, removedAt: IsNull() }, removal);
      if (affected !== 1) throw new NotFound('Suppression');
      await this.audit.append(tx, { action: 'platform-suppression.removed', target: `platform-suppression:${id}` });
      return tx.findOneByOrFail(PlatformSuppression, { id });
    });
  }

  /** Readable by every company, for what it has under way with the number. */
  async find(id: string): Promise<PlatformSuppression | null> {
    return this.work.single((tx) => tx.findOneBy(PlatformSuppression, { id }));
  }

  /** Those in force, newest first. */
  async list(page: PageRequest): Promise<Page<PlatformSuppression>> {
    const platform: ListReader = { run: (work) => this.work.asPlatform('list suppressions of every company', work) };
    return pageBy(
      platform,
      (tx) => tx.createQueryBuilder(PlatformSuppression, 'entry').where('entry.removedAt is null'),
      NEWEST_FIRST,
      page,
    );
  }

  private async insert(
    tx: EntityManager,
    entry: Pick<PlatformSuppression, 'phone' | 'reason' | 'source'>,
  ): Promise<PlatformSuppression> {
    const suppression = tx.create(PlatformSuppression, {
      ...entry,
      id: uuidv7(),
      addedAt: this.clock.now(),
      addedBy: actorReference(currentActor()),
      removedAt: null,
      removedBy: null,
      removalReason: null,
    });
    await tx.insert(PlatformSuppression, suppression);
    const tenants = await rowsOf<{ id: string }>(tx, COMPANIES_WITH_THE_NUMBER, [entry.phone]);
    await this.outbox.recordIn(tx, tenants, PlatformSuppressionAdded, { platformSuppressionId: suppression.id });
    const target = `platform-suppression:${suppression.id}`;
    await this.audit.append(tx, {
      action: 'platform-suppression.added',
      target,
      details: { companies: tenants.length },
    });
    return suppression;
  }
}

/** Those that know the number: whatever they have under way with it has to stop. Each is one look into an index. */
const COMPANIES_WITH_THE_NUMBER = /* sql */ `
select t.id from tenants t
where exists (select 1 from leads l where l.tenant_id = t.id and l.phone = $1)
   or exists (select 1 from enrolments e where e.tenant_id = t.id and e.phone = $1 and e.state <> 'ENDED')
   or exists (select 1 from calls c where c.tenant_id = t.id and c.phone = $1
     and c.status in ('QUEUED', 'DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS'))`;

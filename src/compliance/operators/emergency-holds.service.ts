import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { actorReference } from '../../platform/context/actor';
import { currentActor } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput, NotFound } from '../../platform/errors/domain-error';
import { Outbox } from '../../platform/events/outbox';
import { type KeysetOrder, type ListReader, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { PlatformAuditTrail } from '../../tenants/platform-audit-trail.service';
import { EmergencyHoldChanged } from '../compliance.events';
import type { EmergencyHold } from '../rules/contact-question';
import { RuleBook } from '../rules/rule-book.service';
import { reasonOf } from '../suppressions/reason';
import { EmergencyHoldEntry } from './emergency-hold.entity';

/** A ban to place. */
export interface NewEmergencyHold {
  /** Row id of the rule base, for example `US-LA`. */
  readonly jurisdiction: string;
  /** Inclusive. */
  readonly startsAt: Date;
  /** Exclusive; null: until it is lifted. */
  readonly endsAt?: Date | null;
  readonly reason: string;
}

const NEWEST_FIRST: KeysetOrder<EmergencyHoldEntry> = [
  { expression: 'hold.placedAt', direction: 'DESC', cast: 'timestamptz', keyOf: (hold) => hold.placedAt },
  { expression: 'hold.id', direction: 'DESC', cast: 'uuid', keyOf: (hold) => hold.id },
];

/** A ban that began earlier is a slip of the pen. */
const EARLIEST = new Date('2000-01-01T00:00:00Z');

/**
 * Bans on solicitation during emergencies (La. R.S. 45:844.14, N.Y. GBL 399-z, the governors' proclamations) and whatever else those
 * who run the platform must stop at once. They bind every company.
 */
@Injectable()
export class EmergencyHolds {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly audit: PlatformAuditTrail,
    private readonly book: RuleBook,
  ) {}

  /**
   * In force for every decision made after the commit, within its time.
   * @throws BadUserInput naming the field: an unknown jurisdiction, no reason, or a time that ends before it starts or is over.
   */
  async place(hold: NewEmergencyHold): Promise<EmergencyHoldEntry> {
    const entry = this.entryOf(hold);
    return this.work.asPlatform('place an emergency hold', async (tx) => {
      await tx.insert(EmergencyHoldEntry, entry);
      const { jurisdiction, startsAt, endsAt, reason } = entry;
      await this.tell(tx, 'emergency-hold.placed', entry.id, { jurisdiction, startsAt, endsAt, reason });
      return entry;
    });
  }

  /** Ends a ban before its time. @throws NotFound when there is none that is not lifted; BadUserInput without a reason. */
  async lift(id: string, reason: string): Promise<EmergencyHoldEntry> {
    const lifting = {
      liftedAt: this.clock.now(),
      liftedBy: actorReference(currentActor()),
      liftReason: reasonOf(reason),
    };
    return this.work.asPlatform('lift an emergency hold', async (tx) => {
      const { affected } = await tx.update(EmergencyHoldEntry, { id, liftedAt: IsNull() }, lifting);
      if (affected !== 1) throw new NotFound('Emergency hold');
      await this.tell(tx, 'emergency-hold.lifted', id, { reason: lifting.liftReason });
      return tx.findOneByOrFail(EmergencyHoldEntry, { id });
    });
  }

  /** Those that hold at the moment or will hold later, as the rules want them. One statement. */
  async inForce(moment: Date): Promise<EmergencyHold[]> {
    return this.work.single((tx) =>
      rowsOf<EmergencyHold>(
        tx,
        `select jurisdiction, starts_at as "from", ends_at as "to" from emergency_holds
         where lifted_at is null and coalesce(ends_at, 'infinity'::timestamptz) > $1 order by starts_at, id`,
        [moment],
      ),
    );
  }

  /** All there ever were, newest first. */
  async list(page: PageRequest): Promise<Page<EmergencyHoldEntry>> {
    const platform: ListReader = { run: (work) => this.work.asPlatform('list emergency holds', work) };
    return pageBy(platform, (tx) => tx.createQueryBuilder(EmergencyHoldEntry, 'hold'), NEWEST_FIRST, page);
  }

  private entryOf({ jurisdiction, startsAt, endsAt = null, reason }: NewEmergencyHold): EmergencyHoldEntry {
    const now = this.clock.now();
    if (!this.book.rules.rowsById.has(jurisdiction))
      throw new BadUserInput('jurisdiction', 'is no place the calling rules know, such as US-LA.');
    if (Number.isNaN(startsAt.getTime()) || startsAt < EARLIEST)
      throw new BadUserInput('startsAt', 'lies before the year 2000.');
    if (endsAt && !(endsAt > startsAt)) throw new BadUserInput('endsAt', 'must come after the start.');
    if (endsAt && endsAt <= now) throw new BadUserInput('endsAt', 'is over already.');
    return {
      id: uuidv7(),
      jurisdiction,
      startsAt,
      endsAt,
      reason: reasonOf(reason),
      placedBy: actorReference(currentActor()),
      placedAt: now,
      liftedAt: null,
      liftedBy: null,
      liftReason: null,
    };
  }

  private async tell(tx: EntityManager, action: string, holdId: string, details: object): Promise<void> {
    await this.audit.append(tx, { action, target: `emergency-hold:${holdId}`, details });
    const companies = await rowsOf<{ id: string }>(tx, `select id from tenants where status = 'ACTIVE'`);
    await this.outbox.recordIn(tx, companies, EmergencyHoldChanged, { holdId });
  }
}

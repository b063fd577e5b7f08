import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { actorReference } from '../../platform/context/actor';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput, NotFound } from '../../platform/errors/domain-error';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { ConsentLedger } from '../consents/consent-ledger.service';
import { ConsentReader } from '../consents/consent-reader.service';
import type { ConsentTerms } from '../consents/consent-terms';
import type { SaidConsent } from '../consents/said-consent';
import { lockPhone } from '../contact-facts';
import { reasonOf } from './reason';
import { Suppression } from './suppression.entity';

/** What the person agreed to again. */
export type OptIn = Omit<SaidConsent, 'source'>;

/** The only way off the company's do-not-contact list: the person agreed again, in writing, after having opted out. */
@Injectable()
export class SuppressionRemoval {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly ledger: ConsentLedger,
    private readonly reader: ConsentReader,
  ) {}

  /**
   * Ends an entry by a written opt-in, which is recorded with it and lifts every revocation before it. What the platform suppresses for
   * every company stays suppressed. The reason is kept with the entry; the audit log holds its hash, since it may speak of a person.
   * @throws NotFound when there is no such entry in force; BadUserInput or InvalidInput naming what the opt-in lacks (`optIn.…`).
   */
  async remove(id: string, optIn: OptIn, reason: string): Promise<Suppression> {
    const removalReason = reasonOf(reason);
    return this.work.run(async (tx) => {
      const { phone } = await get(tx, id);
      await lockPhone(tx, currentTenantId(), phone, 'EXCLUSIVE');
      const suppression = await get(tx, id);
      const terms = await this.written(optIn);
      await mustBeLater(tx, terms.occurredAt, suppression);
      const consent = await this.ledger.record({ ...terms, phone, reoptInAt: terms.occurredAt });
      const removal = {
        removedAt: this.clock.now(),
        removedBy: actorReference(currentActor()),
        removalReason,
        optInId: consent.id,
      };
      await tx.update(Suppression, { tenantId: currentTenantId(), id }, removal);
      const reasonHash = createHash('sha256').update(removalReason, 'utf8').digest('hex');
      const details = { optIn: consent.id, reasonHash };
      await this.audit.record({ action: 'suppression.removed', target: `suppression:${id}`, details });
      return tx.merge(Suppression, suppression, removal);
    });
  }

  /** A claim of PEWC is refused for every part it lacks, by the field. */
  private async written(optIn: OptIn): Promise<ConsentTerms> {
    if (optIn.type && optIn.type !== 'PEWC')
      throw new BadUserInput('optIn.type', 'must be PEWC: only written consent lifts an opt-out.');
    if (!optIn.at) throw new BadUserInput('optIn.at', 'is missing: it must be known to come after the opt-out.');
    return this.reader.read({ ...optIn, type: 'PEWC', source: 'API' }, 'optIn.');
  }
}

async function get(tx: EntityManager, id: string): Promise<Suppression> {
  const found = await tx.findOneBy(Suppression, { tenantId: currentTenantId(), id, removedAt: IsNull() });
  if (!found) throw new NotFound('Suppression');
  return found;
}

/** A person may have opted out again since the entry was made. */
async function mustBeLater(tx: EntityManager, at: Date, { phone, addedAt }: Suppression): Promise<void> {
  const row = await rowOf<{ revoked: Date | null }>(
    tx,
    `select max(occurred_at) as revoked from consents where tenant_id = $1 and phone = $2 and kind = 'REVOCATION'`,
    [currentTenantId(), phone],
  );
  const optedOutAt = row?.revoked && row.revoked > addedAt ? row.revoked : addedAt;
  if (at > optedOutAt) return;
  throw new BadUserInput('optIn.at', `must come after the opt-out of ${optedOutAt.toISOString()}.`);
}

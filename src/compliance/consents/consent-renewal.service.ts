import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput } from '../../platform/errors/domain-error';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { lockPhone } from '../contact-facts';
import { ConsentLedger } from './consent-ledger.service';
import { isRevoked, readConsentStanding } from './consent-standing';
import type { Consent } from './consent.entity';
import type { NewConsent } from './consent-terms';

/** Lets a person agree again who had taken back marketing alone, and so is on no list that a removal would take them off. */
@Injectable()
export class ConsentRenewal {
  constructor(
    private readonly work: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly ledger: ConsentLedger,
  ) {}

  /**
   * Records written consent that was given after a revocation, which it lifts. `reason` is kept as evidence.
   * @throws BadUserInput naming the field under `path`: a consent that is not written or not later than the revocation, a number from
   * which nothing was taken back, or one on the do-not-contact list.
   */
  async renew(grant: NewConsent, reason: string, path = ''): Promise<Consent> {
    if (grant.type !== 'PEWC')
      throw new BadUserInput(`${path}type`, 'must be PEWC: only written consent lifts a revocation.');
    return this.work.run(async (tx) => {
      await lockPhone(tx, currentTenantId(), grant.phone, 'EXCLUSIVE');
      await this.mustLift(tx, grant, path);
      const evidence = { ...grant.evidence, reason };
      const consent = await this.ledger.record({ ...grant, evidence, reoptInAt: grant.occurredAt });
      await this.audit.record({ action: 'consent.renewed', target: `consent:${consent.id}` });
      return consent;
    });
  }

  private async mustLift(tx: EntityManager, { phone, occurredAt }: NewConsent, path: string): Promise<void> {
    const standing = await readConsentStanding(tx, phone);
    if (standing.isSuppressed)
      throw new BadUserInput(`${path}phone`, 'is on the do-not-contact list; removeSuppression takes it off.');
    const { revokedAt } = standing;
    if (revokedAt === null || !isRevoked(standing))
      throw new BadUserInput(`${path}renewalReason`, 'must be left out: nothing was taken back that it could lift.');
    if (occurredAt <= revokedAt)
      throw new BadUserInput(`${path}at`, `must come after the revocation of ${revokedAt.toISOString()}.`);
  }
}

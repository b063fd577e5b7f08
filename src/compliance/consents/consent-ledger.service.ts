import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput } from '../../platform/errors/domain-error';
import { Outbox } from '../../platform/events/outbox';
import { E164 } from '../../platform/values/phone-number';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { ConsentRevoked } from '../compliance.events';
import { lockPhone } from '../contact-facts';
import { SuppressionsService } from '../suppressions/suppressions.service';
import type { Consent } from './consent.entity';
import { findSame, grantRow, insertConsents, insertGrants, readConsentRow, revocationRow } from './consent-rows';
import type { AgreedTerms, NewConsent, NewRevocation } from './consent-terms';

/** Where the ledger of consents is written: what people allowed and what they took back, each entry once and for good. */
@Injectable()
export class ConsentLedger {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly suppressions: SuppressionsService,
  ) {}

  /**
   * Records a consent; one that says the very same as an entry of that number answers that entry. It takes effect when the open unit
   * of work is committed, and lifts no earlier opt-out unless `reoptInAt` is set.
   * @throws BadUserInput when the number is not in E.164, or a moment lies in the future.
   */
  async record(grant: NewConsent): Promise<Consent> {
    const now = this.clock.now();
    check(grant, now);
    const row = grantRow(grant, now);
    return this.work.run(async (tx) => {
      const [recorded] = await insertConsents(tx, [row]);
      const id = recorded ?? (await findSame(tx, row));
      if (!id) throw new Error('A consent that was recorded before has vanished.');
      return readConsentRow(tx, id);
    });
  }

  /** Several at once, in one statement. Answers how many were not recorded before. @throws what `record` throws */
  async recordAll(grants: readonly AgreedTerms[]): Promise<number> {
    const now = this.clock.now();
    for (const { phone, terms } of grants) check({ phone, occurredAt: terms.occurredAt }, now);
    return this.work.run(async (tx) => insertGrants(tx, grants, now));
  }

  /**
   * Takes back what a person allowed, on every channel, and from the moment it is committed: whoever decides to contact the number is
   * wholly before or wholly after it. ALL also puts the number on the do-not-contact list, which ends everything under way; MARKETING
   * leaves what the person must be told.
   * @throws BadUserInput when the number is not in E.164, the method is empty, or the moment lies in the future.
   */
  async revoke(revocation: NewRevocation): Promise<Consent> {
    if (!revocation.method.trim()) throw new BadUserInput('method', 'must say how the person took it back.');
    return this.work.run(async (tx) => {
      await lockPhone(tx, currentTenantId(), revocation.phone, 'EXCLUSIVE');
      // The moment after the lock: what was decided before it was decided rightly.
      const now = this.clock.now();
      check({ ...revocation, occurredAt: revocation.occurredAt ?? now }, now);
      const [id] = await insertConsents(tx, [revocationRow(revocation, now)]);
      if (!id) throw new Error('The revocation was not recorded.');
      await this.spread(revocation, id);
      const recorded = await readConsentRow(tx, id);
      await this.note(revocation, id);
      return recorded;
    });
  }

  private async spread({ phone, scope, method, evidence }: NewRevocation, consentId: string): Promise<void> {
    if (scope === 'MARKETING') return this.outbox.record(ConsentRevoked, { consentId });
    const reason = evidence?.reason?.trim() || 'Took back the consent to be contacted.';
    await this.suppressions.add({ phone, reason, source: method });
  }

  /** Last: writers of the log take turns until they commit, and many people may take back their consent at once. */
  private async note({ scope, method }: NewRevocation, consentId: string): Promise<void> {
    await this.audit.record({ action: 'consent.revoked', target: `consent:${consentId}`, details: { scope, method } });
  }
}

const EARLIEST = new Date('1900-01-01T00:00:00Z');

function check({ phone, occurredAt }: { phone: string; occurredAt: Date }, now: Date): void {
  if (!E164.test(phone)) throw new BadUserInput('phone', 'must be in E.164, for example +14155550123.');
  if (Number.isNaN(occurredAt.getTime()) || occurredAt < EARLIEST)
    throw new BadUserInput('at', 'lies before the year 1900.');
  if (occurredAt > now) throw new BadUserInput('at', 'lies in the future.');
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import { type Page, pageOf, type PageRequest } from '../../platform/graphql/page';
import { Consent } from './consent.entity';
import { isRevoked, missingForAiCalls, readConsentStanding } from './consent-standing';

/** An entry, and what is missing for a marketing call by AI to rest on it. */
export interface JudgedConsent {
  readonly consent: Consent;
  /** Sentences for people; none when it is enough, and none for a revocation. */
  readonly missing: readonly string[];
}

const NEWEST_FIRST: KeysetOrder<Consent> = [
  { expression: 'consent.occurredAt', direction: 'DESC', cast: 'timestamptz', keyOf: (entry) => entry.occurredAt },
  { expression: 'consent.id', direction: 'DESC', cast: 'uuid', keyOf: (entry) => entry.id },
];

/** The ledger of consents, to read. */
@Injectable()
export class ConsentLists {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async find(id: string): Promise<Consent | null> {
    return this.work.single((tx) => tx.findOneBy(Consent, { tenantId: currentTenantId(), id }));
  }

  /** Grants and revocations of one number, newest first. */
  async ofPhone(phone: string, page: PageRequest): Promise<Page<JudgedConsent>> {
    return this.work.run(async (tx) => {
      const entries = await pageBy(this.work, (manager) => entriesOf(manager, phone), NEWEST_FIRST, page);
      const standing = await readConsentStanding(tx, phone);
      const now = this.clock.now();
      return entries.map((consent) => ({ consent, missing: missingForAiCalls(consent, standing, now) }));
    });
  }

  /** Of the number of a lead, whichever lead it was given to; empty for a lead that does not exist. */
  async ofLead(leadId: string, page: PageRequest): Promise<Page<JudgedConsent>> {
    const phone = await this.phoneOf(leadId);
    return phone === undefined
      ? pageOf(
          [],
          page,
          () => [],
          () => Promise.resolve(0),
        )
      : this.ofPhone(phone, page);
  }

  /** True when the latest revocation of the number was not lifted by a written opt-in given again after it. */
  async isRevoked(phone: string): Promise<boolean> {
    return isRevoked(await this.work.run((tx) => readConsentStanding(tx, phone)));
  }

  /** With what is missing now. */
  async judge(consent: Consent): Promise<JudgedConsent> {
    const standing = await this.work.run((tx) => readConsentStanding(tx, consent.phone));
    return { consent, missing: missingForAiCalls(consent, standing, this.clock.now()) };
  }

  /** Undefined when the tenant has no such lead. */
  async phoneOf(leadId: string): Promise<string | undefined> {
    const row = await this.work.single((tx) =>
      rowOf<{ phone: string }>(tx, 'select phone from leads where tenant_id = $1 and id = $2', [
        currentTenantId(),
        leadId,
      ]),
    );
    return row?.phone;
  }
}

function entriesOf(tx: EntityManager, phone: string) {
  return tx
    .createQueryBuilder(Consent, 'consent')
    .where('consent.tenantId = :tenantId', { tenantId: currentTenantId() })
    .andWhere('consent.phone = :phone', { phone });
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../platform/context/request-context';
import { rowOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { BadUserInput } from '../platform/errors/domain-error';
import { E164 } from '../platform/values/phone-number';
import type { ConsentEvidence } from './consents/consent-terms';
import { ConsentLedger } from './consents/consent-ledger.service';
import { lockPhone } from './contact-facts';

/** How a person said that they want no more of it. */
export interface OptOut {
  /** E.164. */
  readonly phone: string;
  /** The way it was said: SPOKEN, KEYPRESS, SMS, WHATSAPP, EMAIL, API … */
  readonly method: string;
  /** Call or message in which it was said, and why, for whoever reads the list later. */
  readonly evidence?: ConsentEvidence;
  readonly leadId?: string | null;
}

/**
 * The one way out: whatever the channel, the person is contacted no more on any, for any purpose, and no consent given before counts
 * (47 CFR 64.1200(a)(10), (d)(3)). In force with the commit of the open unit of work; everything under way is stopped after it.
 */
@Injectable()
export class OptOuts {
  constructor(
    private readonly work: UnitOfWork,
    private readonly ledger: ConsentLedger,
  ) {}

  /**
   * Takes back all consent and puts the number on the do-not-contact list. Answers false, and writes nothing, when both was done
   * before and not lifted since: the first moment stays the moment of the opt-out, and is confirmed once.
   * @throws BadUserInput when the number is not in E.164 or the method is empty.
   */
  async optOut(wish: OptOut): Promise<boolean> {
    if (!E164.test(wish.phone)) throw new BadUserInput('phone', 'must be in E.164, for example +14155550123.');
    return this.work.run(async (tx) => {
      await lockPhone(tx, currentTenantId(), wish.phone, 'EXCLUSIVE');
      if (await isOut(tx, wish.phone)) return false;
      await this.ledger.revoke({ ...wish, scope: 'ALL' });
      return true;
    });
  }
}

async function isOut(tx: EntityManager, phone: string): Promise<boolean> {
  const row = await rowOf<{ out: boolean }>(
    tx,
    `select exists (select 1 from suppressions where tenant_id = $1 and phone = $2 and removed_at is null)
       and exists (
         select 1 from consents where tenant_id = $1 and phone = $2 and kind = 'REVOCATION' and scope = 'ALL' and occurred_at > coalesce(
           (select max(reopt_in_at) from consents where tenant_id = $1 and phone = $2 and kind = 'GRANT'), '-infinity')
       ) as out`,
    [currentTenantId(), phone],
  );
  return row?.out ?? false;
}

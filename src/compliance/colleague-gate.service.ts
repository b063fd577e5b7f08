import { Injectable } from '@nestjs/common';
import { AppConfig } from '../platform/config/config';
import { currentTenantId } from '../platform/context/request-context';
import { rowOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { type Fence, SendFence } from './send-fence.service';
import { SendPermission } from './send-permission';

const DAY_MS = 24 * 60 * 60_000;

/** One colleague about to be rung. */
export interface ColleagueRequest {
  /** The call to the colleague, named before the carrier is asked. */
  readonly legId: string;
  /** E.164. */
  readonly phone: string;
  /** The person who is to be put through. */
  readonly callerPhone: string;
  readonly moment: Date;
}

/**
 * NOT_A_COLLEAGUE: the company has not registered the number. A_LEAD: somebody the company calls, who may only be called under the rules
 * for leads. SUPPRESSED: whoever has this number wants no contact, whatever they are to the company. SPENT: as many colleagues were rung
 * in a day as may be.
 */
export type ColleagueDenial = 'NOT_A_COLLEAGUE' | 'A_LEAD' | 'THE_CALLER' | 'SUPPRESSED' | 'TENANT_PAUSED' | 'SPENT';

/** LATER: leave is being taken away from this number at this very moment; ask again shortly. */
export type ColleagueDecision =
  | { readonly verdict: 'ALLOW'; readonly permission: ColleaguePermission }
  | { readonly verdict: 'DENY'; readonly reason: ColleagueDenial }
  | { readonly verdict: 'LATER' };

/** Not exported as a value: outside this file a permission can be held and read, never made. */
class GrantedColleague extends SendPermission {
  /** Keeps a permission to contact a lead from passing for one to ring a colleague. */
  readonly #colleague = true;
  readonly legId: string;

  constructor(tenantId: string, { legId, phone, moment }: ColleagueRequest, fence: Fence) {
    super({ tenantId, phone, decidedAt: moment }, fence);
    this.legId = legId;
    Object.freeze(this);
  }

  override isValidAt(moment: Date): boolean {
    return this.#colleague && super.isValidAt(moment);
  }
}

export type ColleaguePermission = GrantedColleague;

interface Facts {
  readonly isActive: boolean;
  readonly isColleague: boolean;
  readonly isLead: boolean;
  readonly isSuppressed: boolean;
  readonly rung: number;
}

/**
 * The one place that says yes to ringing a colleague. Calling hours, consent and caps are for people a company sells to; a colleague is
 * rung because the company asked for it, so the number must be one it registered, of nobody it calls as a lead, and of nobody who wants
 * no contact. It decides in the caller's transaction, behind the fence that keeps suppressions of the number out until the carrier has
 * answered.
 */
@Injectable()
export class ColleagueGate {
  constructor(
    private readonly work: UnitOfWork,
    private readonly fence: SendFence,
    private readonly config: AppConfig,
  ) {}

  /** Whoever is allowed calls `release` on the permission as soon as the carrier has answered. */
  async decide(request: ColleagueRequest): Promise<ColleagueDecision> {
    const tenantId = currentTenantId();
    return this.work.run(async (tx) => {
      const fence = await this.fence.raise(tenantId, request.phone);
      if (!fence) return { verdict: 'LATER' };
      this.work.afterRollback(() => fence.release());
      const since = new Date(request.moment.getTime() - DAY_MS);
      const facts = await rowOf<Facts>(tx, FACTS, [tenantId, request.phone, since]);
      const reason = this.reasonAgainst(facts, request);
      if (!reason) return { verdict: 'ALLOW', permission: new GrantedColleague(tenantId, request, fence) };
      fence.release();
      return { verdict: 'DENY', reason };
    });
  }

  private reasonAgainst(facts: Facts | undefined, { phone, callerPhone }: ColleagueRequest): ColleagueDenial | null {
    if (!facts?.isActive) return 'TENANT_PAUSED';
    if (!facts.isColleague) return 'NOT_A_COLLEAGUE';
    if (phone === callerPhone) return 'THE_CALLER';
    if (facts.isSuppressed) return 'SUPPRESSED';
    if (facts.isLead) return 'A_LEAD';
    return facts.rung >= this.config.transfers.colleaguesPerDay ? 'SPENT' : null;
  }
}

const FACTS = /* sql */ `
select t.status = 'ACTIVE' as "isActive",
  exists (select 1 from transfer_targets where tenant_id = $1 and phone = $2 and removed_at is null) as "isColleague",
  exists (select 1 from leads where tenant_id = $1 and phone = $2) as "isLead",
  exists (select 1 from suppressions where tenant_id = $1 and phone = $2 and removed_at is null)
    or exists (select 1 from platform_suppressions where phone = $2 and removed_at is null) as "isSuppressed",
  (select count(*)::int from transfer_legs where tenant_id = $1 and dial_started_at > $3) as rung
from tenants t where t.id = $1`;

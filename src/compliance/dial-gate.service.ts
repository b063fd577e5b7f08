import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { closesAt } from './calling-window';
import { lockPhone, readContactFacts } from './contact-facts';
import { writeDialCheck } from './dial-check-receipts';
import type { DialRequest } from './dial-request';
import { verdictOn } from './dial-rules';
import { type DialZone, dialZoneOfKey } from './dial-zone';

export type { DialCondition } from './dial-rules';
export type { DialRequest } from './dial-request';

/** `checkId` is the receipt; `until` the first lawful moment; `closesAt` the moment the window ends. */
export type DialDecision =
  | {
      readonly verdict: 'ALLOW';
      readonly checkId: string;
      readonly permission: DialPermission;
      readonly closesAt: Date;
    }
  | {
      readonly verdict: 'DEFER';
      readonly checkId: string;
      readonly reason: string;
      readonly explanation: string;
      readonly until: Date;
    }
  | { readonly verdict: 'DENY'; readonly checkId: string; readonly reason: string; readonly explanation: string };

/** How long a permission may wait for the carrier to be asked. */
const PERMISSION_MS = 60_000;

/** Not exported as a value: outside this file a permission can be held and read, never made. */
class GrantedPermission {
  /** Keeps objects that merely look like one from passing for one. */
  readonly #granted = true;
  readonly expiresAt: Date;

  constructor(
    readonly tenantId: string,
    readonly callId: string,
    readonly phone: string,
    readonly checkId: string,
    readonly decidedAt: Date,
  ) {
    this.expiresAt = new Date(decidedAt.getTime() + PERMISSION_MS);
    Object.freeze(this);
  }

  /** False from `expiresAt` on. */
  isValidAt(moment: Date): boolean {
    return this.#granted && moment < this.expiresAt;
  }
}

export type DialPermission = GrantedPermission;

/**
 * The one place that says yes to a call. It decides inside the caller's transaction, so that the decision, its receipt and the lease
 * on the call stand or fall together; a suppression of the same number is either seen or waits for that transaction to end.
 */
@Injectable()
export class DialGate {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Decides and writes the DialCheck. The same deferral of the same enrolment (lead, reason, end) is written once.
   * @throws Error when the answer is yes and no `callId` was given: a permission belongs to one attempt.
   */
  async decide(request: DialRequest): Promise<DialDecision> {
    const tenantId = currentTenantId();
    return this.work.run(async (tx) => {
      await lockPhone(tx, tenantId, request.phone, 'SHARED');
      const facts = await readContactFacts(tx, tenantId, request);
      const zone = dialZoneOfKey(request.zoneKey);
      const verdict = verdictOn({
        zone,
        ...facts,
        phoneUsable: request.phoneUsable,
        moment: request.moment,
        windows: request.windows,
        conditions: request.conditions,
      });
      const checkId = await writeDialCheck(tx, tenantId, request, verdict);
      return verdict.verdict === 'ALLOW' ? allow(tenantId, request, zone, checkId) : { ...verdict, checkId };
    });
  }
}

function allow(tenantId: string, request: DialRequest, zone: DialZone, checkId: string): DialDecision {
  const { callId, phone, moment, windows } = request;
  if (!callId) throw new Error('A call may be allowed only for a named attempt.');
  const closes = closesAt(zone, moment, windows);
  if (!closes) throw new Error('A call was allowed outside its window.');
  const permission = new GrantedPermission(tenantId, callId, phone, checkId, moment);
  return { verdict: 'ALLOW', checkId, permission, closesAt: closes };
}

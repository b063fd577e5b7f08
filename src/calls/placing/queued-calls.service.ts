import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { CallEnder } from '../call-ender.service';
import { CallStore } from '../call-store.service';
import { DialingGates } from './dialing-gates';

/** Calls that wait to be dialed. */
@Injectable()
export class QueuedCalls {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: CallStore,
    private readonly gates: DialingGates,
    private readonly ender: CallEnder,
  ) {}

  /**
   * Asks the gates again about the calls of a person that are queued, before their turn has come: those that are put off now are given
   * back, with the receipt; what would be allowed stays where it is. A call that is being dialed, or rings, is left alone.
   * @returns how many were given back.
   */
  async askAgain(leadId: string, reason: string): Promise<number> {
    const rows = await this.work.single((tx) => rowsOf<{ id: string }>(tx, QUEUED, [currentTenantId(), leadId]));
    let given = 0;
    for (const { id } of rows) if (await this.giveBack(id, reason)) given += 1;
    return given;
  }

  private giveBack(callId: string, reason: string): Promise<true | null> {
    return this.store.withLocked<true>(callId, async (call, moment) => {
      if (call.status !== 'QUEUED') return null;
      // An allowance nobody uses would be a receipt of a call that was never made.
      const { conditions } = await this.ender.ledger.termsOf(call, moment);
      if (!conditions.some((condition) => condition.reason === reason)) return null;
      const decision = await this.gates.ask(call, moment, 0);
      if (decision.verdict === 'ALLOW') decision.permission.release();
      if (decision.verdict === 'ALLOW' || decision.verdict === 'LATER') return null;
      const until = decision.verdict === 'DEFER' ? { until: decision.until } : {};
      await this.ender.withdraw(call, { reason: decision.reason, ...until }, moment, { zoneKey: decision.zoneKey });
      return true;
    });
  }
}

const QUEUED = /* sql */ `
select c.id from leads l join calls c on c.tenant_id = l.tenant_id and c.phone = l.phone and c.status = 'QUEUED'
where l.tenant_id = $1 and l.id = $2`;

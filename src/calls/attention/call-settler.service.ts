import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../tenants/audit-trail.service';
import type { Call } from '../call.entity';
import { CallEnder } from '../call-ender.service';
import { CallStore } from '../call-store.service';
import { CallNotFound } from '../calls.errors';
import { CallReconciler } from '../following/call-reconciler.service';
import { CarrierLook } from '../following/carrier-look.service';
import { mayStillLiveUntil } from './may-still-live';

export type SettledAs = 'PLACED' | 'NOT_PLACED';

/** CARRIER_ANSWERS: it can be asked again, so the call is settled by what it says. */
export type Settlement =
  | { readonly kind: 'SETTLED'; readonly callId: string }
  | { readonly kind: 'NOT_STUCK' }
  | { readonly kind: 'MAY_STILL_LIVE'; readonly until: Date }
  | { readonly kind: 'CARRIER_ANSWERS' };

/** A person says what became of a call the program could not find out about. */
@Injectable()
export class CallSettler {
  constructor(
    private readonly store: CallStore,
    private readonly ender: CallEnder,
    private readonly look: CarrierLook,
    private readonly reconciler: CallReconciler,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * PLACED: the attempt counts, as one nobody answered. NOT_PLACED: it does not, and the lead is due again. Only for a call that needs
   * attention, cannot live any more whatever has become of it, and about which the carrier cannot be asked. @throws CallNotFound
   */
  async settle(callId: string, verdict: SettledAs): Promise<Settlement> {
    const call = await this.store.find(callId);
    if (!call) throw new CallNotFound();
    if (!isStuck(call)) return { kind: 'NOT_STUCK' };
    const list = await this.look.take(call);
    const { requestMs } = this.look.settings;
    const until = mayStillLiveUntil(call, { requestMs, queueEmptyFrom: await this.look.queueEmptyFrom() });
    if (list.askedAt < until) return { kind: 'MAY_STILL_LIVE', until };
    if (list.calls && (await this.look.sight(call, list, list.askedAt)).sighting !== 'CONTESTED') {
      await this.reconciler.resolve(callId);
      return { kind: 'CARRIER_ANSWERS' };
    }
    const settled = await this.store.withLocked(callId, (now, moment) => this.close(now, verdict, moment));
    return settled ?? { kind: 'NOT_STUCK' };
  }

  private async close(call: Call, verdict: SettledAs, moment: Date): Promise<Settlement | null> {
    if (!isStuck(call)) return null;
    const reason = call.attentionReason;
    if (verdict === 'NOT_PLACED') await this.ender.notPlaced(call, moment, 'SETTLED_NOT_PLACED');
    else {
      const ending = { status: 'NO_ANSWER', outcome: 'NO_ANSWER' } as const;
      await this.ender.end(call, ending, moment, { endedReason: 'SETTLED_PLACED' });
    }
    await this.audit.record({ action: 'call.settled', target: `call:${call.id}`, details: { verdict, reason } });
    return { kind: 'SETTLED', callId: call.id };
  }
}

function isStuck(call: Call): boolean {
  return call.status === 'UNKNOWN' && call.attentionSince !== null;
}

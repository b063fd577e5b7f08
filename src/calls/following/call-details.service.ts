import { Injectable } from '@nestjs/common';
import { Carrier } from '../../voice/carrier.port';
import { CallEnder } from '../call-ender.service';
import { CallStore } from '../call-store.service';

/** After its end a call is looked up again at about these ages, until its price is known. */
const LOOKS_AFTER_END_MS = [30_000, 3 * 60_000, 15 * 60_000, 60 * 60_000, 6 * 60 * 60_000];

/** Fetches what carriers know only later: the price. */
@Injectable()
export class CallDetails {
  constructor(
    private readonly store: CallStore,
    private readonly ender: CallEnder,
    private readonly carrier: Carrier,
  ) {}

  async fetch(callId: string): Promise<void> {
    const call = await this.store.find(callId);
    if (!call?.providerCallId || !call.endedAt || !call.detailsDueAt) return;
    const snapshot = await this.carrier.fetchCall(call.providerCallId);
    await this.store.withLocked(callId, async (now, moment) => {
      const next = LOOKS_AFTER_END_MS.find((age) => age > moment.getTime() - (now.endedAt?.getTime() ?? 0));
      const price = snapshot?.price;
      // Another process may have fetched it meanwhile: only what is new to the locked row is spent.
      const spentMicros = price ? price.amountMicros - Number(now.costMicros ?? 0) : 0;
      await this.store.change(now, {
        detailsDueAt: price || next === undefined || !now.endedAt ? null : new Date(now.endedAt.getTime() + next),
        ...(price ? { costMicros: String(price.amountMicros), costCurrency: price.currency } : {}),
        ...(now.durationSeconds === null && snapshot?.durationSeconds !== undefined
          ? { durationSeconds: snapshot.durationSeconds }
          : {}),
      });
      if (spentMicros !== 0) await this.ender.ledger.spent(now, spentMicros);
      return null;
    });
  }
}

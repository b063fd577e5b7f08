import { Injectable } from '@nestjs/common';
import { type CallSnapshot, Carrier, type RecordingSnapshot } from '../../voice/carrier.port';
import { CarrierUnavailable } from '../../voice/voice.errors';
import type { Call } from '../call.entity';
import { CallEnder } from '../call-ender.service';
import { CallStore } from '../call-store.service';
import { CallRecordings } from '../recordings/call-recordings.service';

/** After its end a call is looked up again at about these ages, until everything is known. */
const LOOKS_AFTER_END_MS = [30_000, 3 * 60_000, 15 * 60_000, 60 * 60_000, 6 * 60 * 60_000];

/** After a question that was not answered. */
const ASK_AGAIN_MS = 60_000;

/** What the carrier says now; `recordings` is null when it could not be asked for them. */
interface Details {
  readonly snapshot: CallSnapshot | null;
  readonly recordings: readonly RecordingSnapshot[] | null;
}

/** Fetches what carriers know only later: the price, and the recordings their account made by itself. */
@Injectable()
export class CallDetails {
  constructor(
    private readonly store: CallStore,
    private readonly ender: CallEnder,
    private readonly carrier: Carrier,
    private readonly recordings: CallRecordings,
  ) {}

  /** Looks the call up if it is time to. @throws CarrierUnavailable; the call is looked up again later. */
  async fetch(callId: string): Promise<void> {
    const call = await this.claim(callId);
    if (!call?.providerCallId) return;
    const snapshot = await this.carrier.fetchCall(call.providerCallId);
    const recordings = call.answeredAt ? await this.recordingsOf(call.providerCallId) : [];
    await this.store.withLocked(callId, (now, moment) => this.keep(now, { snapshot, recordings }, moment));
  }

  /** Moves the next look away before this one: a carrier that does not answer is not asked at every sweep, nor by every process. */
  private claim(callId: string): Promise<Call | null> {
    return this.store.withLocked(callId, async (call, moment) => {
      if (!call.endedAt || !call.detailsDueAt || call.detailsDueAt > moment) return null;
      await this.store.note(call, { detailsDueAt: new Date(moment.getTime() + ASK_AGAIN_MS) });
      return call;
    });
  }

  /** That they cannot be listed keeps nobody from knowing the price. */
  private async recordingsOf(providerCallId: string): Promise<RecordingSnapshot[] | null> {
    try {
      return await this.carrier.recordingsOf(providerCallId);
    } catch (error) {
      if (error instanceof CarrierUnavailable) return null;
      throw error;
    }
  }

  private async keep(now: Call, { snapshot, recordings }: Details, moment: Date): Promise<null> {
    const price = snapshot?.price;
    // Another process may have fetched it meanwhile: only what is new to the locked row is spent.
    const spentMicros = price ? price.amountMicros - Number(now.costMicros ?? 0) : 0;
    await this.recordings.keep(now.id, recordings ?? [], moment);
    await this.store.change(now, {
      detailsDueAt: price && areWhole(recordings) ? null : nextLook(now, moment),
      ...(price ? { costMicros: String(price.amountMicros), costCurrency: price.currency } : {}),
      ...(now.durationSeconds === null && snapshot?.durationSeconds !== undefined
        ? { durationSeconds: snapshot.durationSeconds }
        : {}),
    });
    if (spentMicros !== 0) await this.ender.ledger.spent(now, spentMicros);
    return null;
  }
}

/** Null after the last look: what is not known by then will not be. */
function nextLook({ endedAt }: Call, moment: Date): Date | null {
  if (!endedAt) return null;
  const next = LOOKS_AFTER_END_MS.find((age) => age > moment.getTime() - endedAt.getTime());
  return next === undefined ? null : new Date(endedAt.getTime() + next);
}

function areWhole(recordings: Details['recordings']): boolean {
  return recordings?.every(({ status }) => status !== 'IN_PROGRESS' && status !== 'PROCESSING') ?? false;
}

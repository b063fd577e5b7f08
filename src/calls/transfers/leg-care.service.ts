import { Injectable } from '@nestjs/common';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Carrier, type CallSnapshot } from '../../voice/carrier.port';
import { CarrierUnavailable } from '../../voice/voice.errors';
import { decideAbandoned } from '../call-decisions';
import { CarrierLook } from '../following/carrier-look.service';
import { decideUnknown } from '../following/unknown-call';
import { LegFollower } from './leg-follower.service';
import { isLegLive, isUnwanted } from './leg-status';
import type { TransferLeg } from './transfer-leg.entity';
import { type TransferBook, TransferStore } from './transfer-store.service';

const CLOCK_TOLERANCE_MS = 60_000;
/** Between two looks at a call that has not moved: longer and longer, up to a minute; never long for a phone that should be silent. */
const FIRST_GAP_MS = 3_000;
const LAST_GAP_MS = 60_000;
const UNWANTED_GAP_MS = 2_000;
const LAST_DOUBLING = 5;

/** Looks after the calls to colleagues that nobody has heard of for too long, and stops those that nobody wants any more. */
@Injectable()
export class LegCare {
  constructor(
    private readonly store: TransferStore,
    private readonly follower: LegFollower,
    private readonly carrier: Carrier,
    private readonly lists: CarrierLook,
    private readonly work: UnitOfWork,
  ) {}

  /** Looks once, if it is time to. @throws CarrierUnavailable; it is looked at again later. */
  async look(legId: string): Promise<void> {
    const leg = await this.store.withLeg(legId, (now, _book, moment) => this.claim(now, moment));
    if (!leg) return;
    if (leg.status === 'UNKNOWN') await this.reconcile(leg);
    else if (leg.providerCallId) await this.ask(leg, leg.providerCallId);
  }

  /** Moves the next look away before this one: whatever comes of it, nobody asks at every sweep. */
  private async claim(leg: TransferLeg, moment: Date): Promise<TransferLeg | null> {
    if (!isLegLive(leg.status) || !leg.lookAt || leg.lookAt > moment) return null;
    const abandoned = decideAbandoned(leg, moment);
    if (abandoned === 'GIVE_BACK') {
      await this.follower.giveBack(leg, moment);
      return null;
    }
    if (abandoned === 'SUSPEND') await this.follower.suspend(leg, moment);
    const gap = isUnwanted(leg) ? UNWANTED_GAP_MS : FIRST_GAP_MS * 2 ** Math.min(leg.looks, LAST_DOUBLING);
    const lookAt = new Date(moment.getTime() + Math.min(gap, LAST_GAP_MS));
    await this.store.changeLeg(leg, { lookAt, looks: Math.min(leg.looks + 1, LAST_DOUBLING) });
    return leg;
  }

  private async ask(leg: TransferLeg, providerCallId: string): Promise<void> {
    const snapshot = await this.carrier.fetchCall(providerCallId);
    const after = await this.store.withLeg(leg.id, async (now, book, moment) => {
      if (snapshot) await this.follower.apply(now, book, snapshot, moment);
      else
        await this.store.changeLeg(now, {
          status: 'FAILED',
          skipped: 'UNKNOWN_TO_CARRIER',
          endedAt: moment,
          lookAt: null,
        });
      return now;
    });
    if (after && isLegLive(after.status) && isUnwanted(after)) await this.carrier.hangUp(providerCallId);
  }

  /** What the list shows is this leg's when no other attempt, of whatever company, has it or may have it. */
  private async reconcile(leg: TransferLeg): Promise<void> {
    const calls = await this.listed(leg);
    await this.store.withLeg(leg.id, async (now, book, moment) => {
      if (now.status !== 'UNKNOWN') return null;
      return this.decide(now, book, await this.sight(now, calls), moment);
    });
  }

  private async listed({ phone, fromNumber, dialStartedAt }: TransferLeg): Promise<CallSnapshot[] | null> {
    const since = new Date((dialStartedAt?.getTime() ?? 0) - CLOCK_TOLERANCE_MS);
    try {
      return await this.carrier.findCalls({ to: phone, from: fromNumber, since });
    } catch (error) {
      if (error instanceof CarrierUnavailable) return null;
      throw error;
    }
  }

  private async sight(
    leg: TransferLeg,
    calls: readonly CallSnapshot[] | null,
  ): Promise<CallSnapshot | 'MISSING' | 'CONTESTED' | 'UNASKED'> {
    if (!calls) return 'UNASKED';
    const ids = calls.map(({ providerCallId }) => providerCallId);
    const rows = await this.work.singleAsPlatform('whose carrier calls to a colleague are these', (tx) =>
      rowsOf<{ id: string | null }>(tx, CLAIMS, [ids, leg.id, leg.phone, leg.fromNumber]),
    );
    const owned = new Set(rows.map(({ id }) => id));
    const found = calls.find(({ providerCallId }) => !owned.has(providerCallId));
    if (!found) return 'MISSING';
    return owned.has(null) ? 'CONTESTED' : found;
  }

  private async decide(
    leg: TransferLeg,
    book: TransferBook,
    seen: CallSnapshot | 'MISSING' | 'CONTESTED' | 'UNASKED',
    moment: Date,
  ): Promise<null> {
    if (typeof seen !== 'string') {
      await this.store.changeLeg(leg, { providerCallId: seen.providerCallId, status: 'DIALING', lookAt: moment });
      return this.follower.apply(leg, book, seen, moment);
    }
    const { dialStartedAt, unknownSince, missingSince } = leg;
    if (!dialStartedAt || !unknownSince) return null;
    const standing = { dialStartedAt, unknownSince, missingSince };
    const verdict = decideUnknown(standing, seen, moment, this.lists.settings);
    if (verdict.kind === 'NOT_PLACED') {
      await this.store.changeLeg(leg, { status: 'FAILED', skipped: 'NOT_PLACED', endedAt: moment, lookAt: null });
    } else if (verdict.kind === 'LOOK_AGAIN') {
      await this.store.changeLeg(leg, { missingSince: verdict.missingSince, lookAt: verdict.at });
    }
    return null;
  }
}

/** A row without an id: an attempt on the same phone that still waits to learn its own. */
const CLAIMS = /* sql */ `
select provider_call_id as id from calls where provider_call_id = any($1)
union all
select provider_call_id from transfer_legs where provider_call_id = any($1) and id <> $2
union all
select null from calls where phone = $3 and from_number = $4 and provider_call_id is null and status in ('DIALING', 'UNKNOWN')
union all
select null from transfer_legs where phone = $3 and from_number = $4 and provider_call_id is null and status in ('DIALING', 'UNKNOWN') and id <> $2`;

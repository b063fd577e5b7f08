import type { AccountPace } from '../allocation/capacity-survey.service';
import { ratePauseMs } from '../allocation/capacity-view';
import type { ClaimedCalls } from '../allocation/claim-lanes';
import type { Due } from '../allocation/demand-book';
import { BATCH, type Capacity } from './capacity';

/** A full pass looks again after this. */
const AT_ONCE_MS = 20;
/** What one pass did and saw. */
export interface PassOutcome {
  readonly claimed: ClaimedCalls;
  /** People counted as due before. */
  readonly due: Due;
  /** Null when nobody was due. */
  readonly capacity: Capacity | null;
  /** When somebody is due next who was not due now; null for nobody. */
  readonly nextDueAt: Date | null;
  readonly account: AccountPace;
}

/** When to look again, in milliseconds; null when an event will say so. */
export interface NextLook {
  /** For this campaign. */
  readonly campaignMs: number | null;
  /** For whoever waits for room, of all companies. */
  readonly capacityMs: number | null;
}

const NEVER: NextLook = { campaignMs: null, capacityMs: null };

/** People who are due and were not claimed are held by a limit: its clearing is either an event, or a moment known here. */
export function nextLook({ claimed, due, capacity, nextDueAt, account }: PassOutcome, moment: Date): NextLook {
  const untilMs = (at: Date | null): number | null => at && Math.max(AT_ONCE_MS, at.getTime() - moment.getTime());
  const count = claimed.normal.length + claimed.hot.length;
  if (!capacity || count < capacity.limit || count >= due.hot + due.normal)
    return { campaignMs: untilMs(nextDueAt), capacityMs: capacity?.isWantedByOthers ? 0 : null };
  if (capacity.limit === BATCH) return { ...NEVER, campaignMs: AT_ONCE_MS };
  const [tightest] = capacity.limits;
  switch (tightest?.gate) {
    case 'CARRIER_RATE':
    case 'FAIR_SHARE':
      return { ...NEVER, capacityMs: ratePauseMs(account.callsPerSecond) };
    default:
      return { ...NEVER, campaignMs: untilMs(tightest?.clearsAt ?? null) };
  }
}

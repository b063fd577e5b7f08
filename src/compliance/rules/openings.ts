import type { DialZone } from '../dial-zone';
import type { DeferReason } from './contact-decision';
import type { ContactChannel, ContactPurpose, EmergencyHold, Narrowing } from './contact-question';
import { DAY } from './local-day';
import { localityOf, type RuleBase } from './rule-base';
import { isInForce, openHoursOf } from './time-checks';

/** What a zone is asked about; every person in it has the same answer. */
export interface OpeningFor {
  readonly channel: ContactChannel;
  readonly purpose: ContactPurpose;
  readonly narrowings: readonly Narrowing[];
  readonly holds: readonly EmergencyHold[];
  readonly moment: Date;
}

export interface Openings {
  readonly isOpen: boolean;
  /** The moment itself when open, else the first open one after it; null when none is known within the horizon. */
  readonly opensAt: Date | null;
  /** When an open zone closes; null when it is not open, or no window applies. */
  readonly closesAt: Date | null;
  /** Why it is not open; null when it is. */
  readonly reason: DeferReason | 'LOCATION_UNKNOWN' | null;
}

/** When a zone is open, as far as holds, windows, holidays and the company's own limits go: caps and facts are a person's own. */
export function openingsOf(zone: DialZone, what: OpeningFor, rules: RuleBase): Openings {
  if (zone.timeZones.length === 0) return { isOpen: false, opensAt: null, closesAt: null, reason: 'LOCATION_UNKNOWN' };
  const at = what.moment.getTime();
  if (what.purpose === 'RESPONSIVE' || what.purpose === 'OPT_OUT_CONFIRMATION')
    return { isOpen: true, opensAt: what.moment, closesAt: null, reason: null };
  const hours = openHoursOf(
    localityOf(zone.jurisdictions, zone.timeZones, rules),
    { channel: what.channel, marketing: what.purpose === 'MARKETING', lifted: false, narrowings: what.narrowings },
    rules,
  );
  const holds = what.holds.filter((hold) => zone.jurisdictions.includes(hold.jurisdiction));
  const reason = holds.some((hold) => isInForce(hold, at)) ? 'EMERGENCY_HOLD' : (hours.closureAt(at)?.reason ?? null);
  if (reason !== null) {
    const opens = openingAfter(at, at + rules.policy.search_horizon_days * DAY, holds, hours);
    return { isOpen: false, opensAt: opens === undefined ? null : new Date(opens), closesAt: null, reason };
  }
  const begins = holds.map((hold) => hold.from.getTime()).filter((from) => from > at);
  const closes = Math.min(hours.closesAt(at) ?? Number.POSITIVE_INFINITY, ...begins);
  return {
    isOpen: true,
    opensAt: what.moment,
    closesAt: Number.isFinite(closes) ? new Date(closes) : null,
    reason: null,
  };
}

function openingAfter(
  from: number,
  horizon: number,
  holds: readonly EmergencyHold[],
  hours: { opensAt(at: number, horizon: number): number | undefined },
): number | undefined {
  let at = from;
  while (at <= horizon) {
    const hold = holds.find((one) => isInForce(one, at));
    const held = hold ? (hold.to?.getTime() ?? Number.POSITIVE_INFINITY) : at;
    const next = Math.max(held, hours.opensAt(at, horizon) ?? Number.POSITIVE_INFINITY);
    if (next === at) return at;
    at = next;
  }
  return undefined;
}

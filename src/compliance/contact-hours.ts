import type { CallingWindows } from './calling-window';
import { UNKNOWN_ZONE } from './dial-zone';
import type { CallingRules } from './rules/calling-rules';
import type { EmergencyHold, Narrowing } from './rules/contact-question';
import type { Openings } from './rules/openings';

/** Calls of one kind by AI agents, at one moment. */
export interface PlannedCalls {
  readonly purpose: 'MARKETING' | 'INFORMATIONAL';
  /** Campaign windows; they only narrow the law. */
  readonly windows: CallingWindows;
  readonly moment: Date;
}

/** The law's answer for a zone, or what keeps the company from calling there at all. */
export type ZoneOpenings = Omit<Openings, 'reason'> & { readonly reason: Openings['reason'] | ZoneBar };

/** Duties and limits of the company that concern whole places: nobody there is claimed until they are met or lifted. */
export type ZoneBar = 'REGION_EXCLUDED' | 'REGISTRATION_REQUIRED' | 'COUNSEL_REQUIRED';

/** When the zones of a company are open, under the company's policy and the emergency holds that were read. */
export class ContactHours {
  constructor(
    private readonly book: CallingRules,
    private readonly policy: Narrowing,
    private readonly holds: readonly EmergencyHold[],
  ) {}

  /** Whether anybody in the zone may be called, and if not, when; null moments where only a change can help. */
  openings(zoneKey: string, calls: PlannedCalls): ZoneOpenings {
    const bar = this.barOf(zoneKey, calls.moment);
    if (bar) return { isOpen: false, opensAt: null, closesAt: null, reason: bar };
    return this.openingsUnder(this.holds, zoneKey, calls);
  }

  /**
   * The first moment from the one asked about at which the hours of the zone are open; null when there is none. Bans and what the
   * company has yet to do count for nothing: either may end any time, nobody is claimed before, and whoever waits must be due then. So
   * it is with a zone of other rules: its people are given new zones, and nobody is given up meanwhile.
   */
  firstOpening(zoneKey: string, calls: PlannedCalls): Date | null {
    const isOfOtherRules = zoneKey !== UNKNOWN_ZONE.key && this.book.zoneOfKey(zoneKey).key === UNKNOWN_ZONE.key;
    if (isOfOtherRules) return calls.moment;
    return this.openingsUnder([], zoneKey, calls).opensAt;
  }

  /** The same duties as of a single contact, asked once per zone. */
  private barOf(zoneKey: string, moment: Date): ZoneBar | null {
    const { jurisdictions, timeZones } = this.book.zoneOfKey(zoneKey);
    const rows = this.book.rowsOf(jurisdictions, timeZones, moment);
    const { excludedRegions = [], requireRegistration, registeredIn = [], clearedByCounsel = [] } = this.policy;
    if (jurisdictions.some((id) => excludedRegions.includes(id))) return 'REGION_EXCLUDED';
    const isUnregistered = rows.some(({ id, registration }) => registration?.required && !registeredIn.includes(id));
    if (requireRegistration && isUnregistered) return 'REGISTRATION_REQUIRED';
    const needsClearance = this.book.rules.policy.require_counsel_clearance;
    const isUncleared = rows.some((row) => row.counsel_required && !clearedByCounsel.includes(row.id));
    return needsClearance && isUncleared ? 'COUNSEL_REQUIRED' : null;
  }

  private openingsUnder(holds: readonly EmergencyHold[], zoneKey: string, calls: PlannedCalls): Openings {
    const { purpose, windows, moment } = calls;
    const narrowings = [this.policy, { windows }];
    return this.book.openings(this.book.zoneOfKey(zoneKey), {
      channel: 'AI_VOICE',
      purpose,
      narrowings,
      holds,
      moment,
    });
  }
}

import type { ContactHours } from '../../compliance/contact-hours';
import type { SimulatedCampaign } from './scenario';

/** What is known of a zone until `until`, milliseconds since the epoch. */
interface Known {
  readonly isOpen: boolean;
  readonly from: number;
  readonly until: number;
}

/** A zone that nothing but a change can open is asked again after this. */
const RECHECK_MS = 24 * 60 * 60_000;

/** The hours of the product, asked once per opening and closing of a zone. */
export class ZoneHours {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly hours: ContactHours,
    private readonly campaign: Pick<SimulatedCampaign, 'purpose' | 'windows'>,
  ) {}

  isOpen(zoneKey: string, now: number): boolean {
    return this.at(zoneKey, now).isOpen;
  }

  /** Since when an open zone has been, as far as was asked. */
  openSince(zoneKey: string, now: number): number {
    return this.at(zoneKey, now).from;
  }

  /** The first open moment from `from` on; undefined when none is known. */
  opensAt(zoneKey: string, from: number): number | undefined {
    const known = this.known.get(zoneKey);
    if (known && !known.isOpen && known.from <= from && from < known.until && known.until - known.from < RECHECK_MS)
      return known.until;
    return this.ask(zoneKey, from).opensAt?.getTime();
  }

  private at(zoneKey: string, now: number): Known {
    const known = this.known.get(zoneKey);
    if (known && now >= known.from && now < known.until) return known;
    const { isOpen, opensAt, closesAt } = this.ask(zoneKey, now);
    const changes = (isOpen ? closesAt : opensAt)?.getTime() ?? (isOpen ? Number.POSITIVE_INFINITY : now + RECHECK_MS);
    const isSame = known?.isOpen === isOpen && known.until === now;
    const fresh = { isOpen, from: isOpen && isSame ? known.from : now, until: changes };
    this.known.set(zoneKey, fresh);
    return fresh;
  }

  private ask(zoneKey: string, moment: number) {
    const { purpose, windows } = this.campaign;
    return this.hours.openings(zoneKey, { purpose, windows, moment: new Date(moment) });
  }
}

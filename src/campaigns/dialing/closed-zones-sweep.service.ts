import { Injectable } from '@nestjs/common';
import { ContactHoursReader } from '../../compliance/contact-hours.service';
import { Clock } from '../../platform/clock/clock';
import { LiveCalls } from './live-calls.service';

/** An answer to the person's own request goes on: no ban and no policy is about it. */
const STOPPED = ['MARKETING', 'INFORMATIONAL'] as const;

/** Carries a ban, or a changed policy, to what is under way: phones stop ringing where nobody may be called any more. */
@Injectable()
export class ClosedZonesSweep {
  constructor(
    private readonly clock: Clock,
    private readonly hours: ContactHoursReader,
    private readonly live: LiveCalls,
  ) {}

  async hangUpRinging(): Promise<void> {
    const { zones, hours } = await this.hours.ofZones();
    const moment = this.clock.now();
    for (const purpose of STOPPED) {
      const isOpen = (key: string): boolean => hours.openings(key, { purpose, windows: {}, moment }).isOpen;
      const zoneKeys = zones.map(({ key }) => key).filter((key) => !isOpen(key));
      if (zoneKeys.length > 0) await this.live.hangUpRinging({ purpose, zoneKeys });
    }
  }
}

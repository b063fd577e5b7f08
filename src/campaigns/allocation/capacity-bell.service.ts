import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock, monotonicMs } from '../../platform/clock/clock';
import { PacingBell } from '../dialing/pacing-bell.service';
import { allocate } from './allocate';
import { type CapacityView, ratePauseMs } from './capacity-view';
import { CapacitySurvey } from './capacity-survey.service';

/** Calls that end within this time are given away together. */
const GATHER_MS = 20;

/**
 * Room has come free, of whatever limit: wakes the campaigns, of all companies, that the sharing would give it to. Which they are
 * is only guessed here; each looks again for itself before it claims.
 */
@Injectable()
export class CapacityBell implements OnModuleDestroy {
  private readonly logger = new Logger(CapacityBell.name);
  private timer?: NodeJS.Timeout;
  private dueMs = Infinity;
  private rings = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly survey: CapacitySurvey,
    private readonly clock: Clock,
    private readonly pacing: PacingBell,
  ) {}

  /** Many reasons at once ring once, at the earliest of their times. */
  wake(delayMs = GATHER_MS): void {
    const dueMs = monotonicMs() + delayMs;
    if (this.isStopped || this.dueMs <= dueMs) return;
    clearTimeout(this.timer);
    this.dueMs = dueMs;
    this.timer = setTimeout(() => {
      this.dueMs = Infinity;
      // One after the other: what has come free meanwhile is given to those the first has left.
      this.rings = this.rings.then(() => this.ring());
    }, delayMs);
  }

  /** Never throws: the sweep comes by. */
  async ring(): Promise<void> {
    try {
      const moment = this.clock.now();
      const { view, account } = await this.survey.take(moment, await this.survey.pace());
      const given = allocate(view);
      // Of a start on the account nobody tells: whoever waits for one is looked after until there is one to give.
      if (given.size === 0 && account.state === 'CLOSED' && waitsForStart(view))
        this.wake(ratePauseMs(account.callsPerSecond));
      for (const { id: tenantId, campaigns } of view.tenants)
        for (const { id, hotWanted } of campaigns)
          if (given.has(id)) this.pacing.wakeIn(tenantId, id, hotWanted > 0 ? 'HOT' : 'NORMAL');
    } catch (error) {
      this.logger.warn('free capacity waits for the next sweep', error);
    }
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.rings;
  }
}

/** Hot calls stand in a line of their own, which may be full while the other is not. */
function waitsForStart({ tenants, starts, hotStarts }: CapacityView): boolean {
  return tenants.some(({ campaigns }) =>
    campaigns.some(({ wanted, hotWanted }) => (starts === 0 && wanted > 0) || (hotStarts === 0 && hotWanted > 0)),
  );
}

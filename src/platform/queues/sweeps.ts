import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { AppConfig } from '../config/config';
import { SweepHeartbeat } from '../metrics/sweep-heartbeat';

/**
 * The safety net under lost bells: each registered sweep runs in worker processes at the configured interval, never twice at
 * once in one process, and does what a lost wake-up would have done.
 */
@Injectable()
export class Sweeps implements OnModuleDestroy {
  private readonly logger = new Logger(Sweeps.name);
  private readonly running = new Map<string, Promise<void>>();
  private stopped = false;

  constructor(
    private readonly config: AppConfig,
    private readonly scheduler: SchedulerRegistry,
    private readonly heartbeat: SweepHeartbeat,
  ) {}

  /** @param name unique; shown in logs. */
  register(name: string, sweep: () => Promise<void>): void {
    if (!this.config.serves('worker')) return;
    const timer = setInterval(() => this.start(name, sweep), this.config.dialing.sweepIntervalMs);
    this.scheduler.addInterval(`sweep:${name}`, timer);
  }

  /** Lets sweeps under way finish and starts no more. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running.values());
  }

  private start(name: string, sweep: () => Promise<void>): void {
    this.heartbeat.beat();
    if (this.stopped || this.running.has(name)) return;
    const run = sweep()
      .catch((error: unknown) => {
        this.logger.warn(
          { sweep: name, reason: error instanceof Error ? error.message : 'unknown' },
          'a sweep failed; the next one tries again',
        );
      })
      .finally(() => this.running.delete(name));
    this.running.set(name, run);
  }
}

import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DatabaseClock } from '../clock/database-clock';
import { AppConfig } from '../config/config';
import { Metrics } from '../metrics/metrics';
import { DatabaseTime } from './database-time';

/** A machine kept by NTP is within milliseconds; whoever runs one that is farther off should hear of it. */
export const WRONG_CLOCK_MS = 5_000;
const READ_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 250;
const FIRST_TRIES = 4;

/**
 * A clock that shows the database's time already, so nobody is given one that was not set.
 * @throws when the database does not tell the time, four times in a row.
 */
export async function setClock(config: AppConfig, time: DatabaseTime): Promise<DatabaseClock> {
  const clock = new DatabaseClock(config.clockOffsetMs);
  for (let tries = 1; ; tries += 1) {
    try {
      clock.learn(await time.read(clock));
      return clock;
    } catch (error) {
      if (tries === FIRST_TRIES) throw error;
    }
  }
}

/** Keeps the clock right: reads the database's every ten seconds, and at once when the machine's clock has jumped. */
@Injectable()
export class ClockKeeper implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(ClockKeeper.name);
  private timer?: NodeJS.Timeout;
  private readAtMs = 0;
  private reading = false;
  private wasWrong = false;
  private isSilent = false;

  constructor(
    private readonly clock: DatabaseClock,
    private readonly time: DatabaseTime,
    metrics: Metrics,
  ) {
    metrics.gauge({
      name: 'machine_clock_ahead_seconds',
      help: "By how much this machine's clock is ahead of the database's, which the program goes by.",
      collect: (gauge) => gauge.set(this.clock.machineAheadMs / 1_000),
    });
  }

  onModuleInit(): void {
    this.readAtMs = this.clock.monotonicMs();
    this.tell();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Reads the time when it is due. Never throws. */
  async look(): Promise<void> {
    const isDue = this.clock.monotonicMs() - this.readAtMs >= READ_EVERY_MS;
    if (this.reading || !(isDue || this.clock.hasJumped())) return;
    this.reading = true;
    try {
      this.clock.learn(await this.time.read(this.clock));
      this.isSilent = false;
      this.tell();
    } catch (error) {
      if (!this.isSilent)
        this.logger.warn('the database does not tell the time; the clock runs on as it was set', error);
      this.isSilent = true;
    } finally {
      this.readAtMs = this.clock.monotonicMs();
      this.reading = false;
    }
  }

  private tell(): void {
    const aheadSeconds = Math.round(this.clock.machineAheadMs / 1_000);
    const isWrong = Math.abs(this.clock.machineAheadMs) > WRONG_CLOCK_MS;
    if (isWrong && !this.wasWrong)
      this.logger.warn({ aheadSeconds }, "this machine's clock is wrong; the program goes by the database's");
    if (!isWrong && this.wasWrong) this.logger.log("this machine's clock is right again");
    this.wasWrong = isWrong;
  }
}

import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { within } from '../clock/within';
import { AppConfig } from '../config/config';
import { runAsSystem } from '../context/run-as-system';
import { SweepHeartbeat } from '../metrics/sweep-heartbeat';
import { FINISH_MS } from './finish';
import { inLanes } from './in-lanes';

/** Longest time one row or one query of a sweep may take unless it says otherwise: six statements or requests of 10 s each. */
const ROW_MS = 60_000;

/** A row of any tenant that a sweep has found. */
export interface TenantRow {
  readonly tenantId: string;
}

/** How often a sweep runs, and how slow it may be. */
export interface SweepPace {
  /**
   * Longest time one row, or the query that finds them, may take; a worker silent for longer than this and an interval is restarted.
   * A minute when left out.
   */
  readonly rowMs?: number;
  /** Between two rounds; the configured interval when left out. */
  readonly everyMs?: number;
}

/** How a sweep looks after the rows it has found. */
export interface Attention<R extends TenantRow> {
  /** Name the sweep is registered under. */
  readonly sweep: string;
  /** Rows looked after at once; 1 when left out. */
  readonly lanes?: number;
  /** Id of a row, as the request id of its log lines; a random one when left out. */
  readonly idOf?: (row: R) => string;
}

/**
 * The safety net under lost bells: each registered sweep runs in worker processes at its interval, never twice at once in
 * one process, and does what a lost wake-up would have done.
 */
@Injectable()
export class Sweeps implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(Sweeps.name);
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly config: AppConfig,
    private readonly scheduler: SchedulerRegistry,
    private readonly heartbeat: SweepHeartbeat,
  ) {}

  /** Aborted when the process is told to stop: begin nothing more. `attendEach` heeds it already. */
  get stop(): AbortSignal {
    return this.stopping.signal;
  }

  /**
   * @param name unique; shown in logs.
   */
  register(name: string, sweep: () => Promise<void>, pace: SweepPace = {}): void {
    if (!this.config.serves('worker')) return;
    const { rowMs = ROW_MS, everyMs = this.config.dialing.sweepIntervalMs } = pace;
    this.heartbeat.watch(name, everyMs + rowMs);
    this.scheduler.addInterval(
      `sweep:${name}`,
      setInterval(() => this.start(name, sweep), everyMs),
    );
  }

  /**
   * Looks after each row in the context of its tenant, as `SYSTEM:<sweep>-sweep`. A row that fails is logged, with its request id
   * and tenant, and keeps nothing from the others; the next round finds it again. Begins no more rows once the process stops.
   */
  async attendEach<R extends TenantRow>(
    rows: readonly R[],
    { sweep, lanes = 1, idOf }: Attention<R>,
    work: (row: R) => Promise<void>,
  ): Promise<void> {
    const attend = async (row: R): Promise<void> => {
      try {
        await work(row);
      } catch (error) {
        this.logger.warn('a row waits for the next sweep', { sweep }, error);
      } finally {
        this.heartbeat.beat(sweep);
      }
    };
    const inTenant = (row: R): Promise<void> =>
      runAsSystem({ name: `${sweep}-sweep`, tenantId: row.tenantId, requestId: idOf?.(row) }, () => attend(row));
    await inLanes(rows, lanes, inTenant, this.stop);
  }

  /** Starts no more rounds and no more rows. */
  onModuleDestroy(): void {
    this.stopping.abort();
  }

  /** Lets the rows under way end before the database goes away, for as long as jobs get. */
  async beforeApplicationShutdown(): Promise<void> {
    const left = Promise.all(this.running.values());
    await within(FINISH_MS, () => left).catch((error: unknown) =>
      this.logger.warn('sweeps were left under way', { sweep: [...this.running.keys()] }, error),
    );
  }

  private start(name: string, sweep: () => Promise<void>): void {
    if (this.stop.aborted || this.running.has(name)) return;
    this.heartbeat.beat(name);
    const run = sweep()
      .catch((error: unknown) => this.logger.warn('a sweep failed; the next one tries again', { sweep: name }, error))
      .finally(() => {
        this.heartbeat.beat(name);
        this.running.delete(name);
      });
    this.running.set(name, run);
  }
}

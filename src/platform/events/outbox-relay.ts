import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { monotonicMs } from '../clock/clock';
import { within } from '../clock/within';
import { AppConfig } from '../config/config';
import { runAsSystem } from '../context/run-as-system';
import { DatabaseBell } from '../database/database-bell';
import { failpoint } from '../failpoints/failpoint';
import { failureName } from '../logging/failure-name';
import { FINISH_MS } from '../queues/finish';
import { inLanes } from '../queues/in-lanes';
import { declaredFacts } from './fact';
import { FactListeners } from './fact-listeners';
import { type OutboxRow, OutboxStore } from './outbox-store';

/** What a process that dies takes with it, until the lease ends. */
const BATCH = 100;
const CONCURRENCY = 8;
const NET_INTERVAL_MS = 1_000;

/**
 * Delivers recorded facts to their listeners, in worker processes. Woken by LISTEN/NOTIFY, with a poll as the net; several
 * relays share the work through SKIP LOCKED.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxRelay.name);
  private readonly stopping = new AbortController();
  private running?: Promise<void>;
  private finished?: Promise<void>;
  private again = false;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly config: AppConfig,
    private readonly store: OutboxStore,
    private readonly listeners: FactListeners,
    private readonly bell: DatabaseBell,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.serves('worker')) return;
    this.bell.listen('outbox', () => this.wake());
    this.timer = setInterval(() => this.wake(), NET_INTERVAL_MS);
    this.wake();
  }

  /** Begins no more deliveries. The time for those under way runs from here, beside that of the jobs. */
  onModuleDestroy(): void {
    this.stopping.abort();
    clearInterval(this.timer);
    this.finished = within(FINISH_MS, async () => this.running).catch((error: unknown) =>
      this.logger.warn('deliveries were left under way; their facts are delivered again', error),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.finished;
  }

  /** Starts a drain, or asks the one under way to look once more. */
  wake(): void {
    if (this.stopping.signal.aborted) return;
    this.again = true;
    this.running ??= this.drain().finally(() => {
      this.running = undefined;
      if (this.again) this.wake();
    });
  }

  private async drain(): Promise<void> {
    while (this.again && !this.stopping.signal.aborted) {
      this.again = false;
      try {
        const { rows, isFull } = await this.store.claim(declaredFacts(), BATCH);
        // What is recorded from now on rings.
        if (isFull) this.again = true;
        await this.deliverAll(rows);
      } catch (error) {
        this.again = false;
        this.logger.warn('the outbox cannot be read; the next poll tries again', error);
      }
    }
  }

  /**
   * First deliveries are settled together. Repeated ones are settled a few at a time, in another order each time: next to a fact that
   * kills the process the others get away, instead of being counted and parked with it. What has not begun by the end is handed back.
   */
  private async deliverAll(rows: readonly OutboxRow[]): Promise<void> {
    const waiting = new Set(rows);
    const repeated = rows.filter(({ attempts }) => attempts > 1);
    try {
      await this.deliverTogether(
        rows.filter(({ attempts }) => attempts === 1),
        waiting,
      );
      for (let from = 0; from < repeated.length; from += CONCURRENCY)
        await this.deliverTogether(repeated.slice(from, from + CONCURRENCY), waiting);
    } finally {
      await this.store.handBack([...waiting]);
    }
  }

  /** Takes those that begin out of `waiting`. */
  private async deliverTogether(rows: readonly OutboxRow[], waiting: Set<OutboxRow>): Promise<void> {
    const done: OutboxRow[] = [];
    const deliver = async (row: OutboxRow): Promise<void> => {
      waiting.delete(row);
      if (await this.deliver(row)) done.push(row);
    };
    await inLanes(rows, CONCURRENCY, deliver, this.stopping.signal);
    if (done.length > 0) await failpoint('outbox.published');
    await this.store.delivered(done);
  }

  /** Never throws: the other facts of the batch have to be settled. */
  private async deliver(row: OutboxRow): Promise<boolean> {
    const started = monotonicMs();
    const delivery = { eventId: row.id, occurredAt: row.occurred_at, attempt: row.attempts };
    try {
      await runAsSystem({ name: 'outbox', tenantId: row.tenant_id, requestId: row.id }, async () => {
        for (const listener of this.listeners.of(row.name)) await listener(row.payload, delivery);
      });
      return true;
    } catch (error) {
      const durationMs = Math.round(monotonicMs() - started);
      const about = { event: row.name, eventId: row.id, attempt: row.attempts, durationMs };
      this.logger.warn('a listener failed', about, error);
      await this.postpone(row, failureName(error));
      return false;
    }
  }

  private async postpone(row: OutboxRow, reason: string): Promise<void> {
    try {
      await this.store.failed(row, reason);
    } catch (error) {
      this.logger.warn('a failure was not recorded; the lease ends by itself', { eventId: row.id }, error);
    }
  }
}
